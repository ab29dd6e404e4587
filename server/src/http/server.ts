import { createServer, type Server } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Readable } from 'node:stream'
import fastifyStatic from '@fastify/static'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  type RawServerDefault,
} from 'fastify'
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import helmet from 'helmet'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import { timeOrderedId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import type { Principal, ServicePrincipal, UserPrincipal } from '../lib/principal.ts'
import { open, type Access } from './access.ts'
import { requireWayBack } from './answer-schemas.ts'
import { callerAgain, callerOf, nothingHere, tokenNeeded, type Callers } from './callers.ts'
import { limitConnections } from './connections.ts'
import { ownContentOnly } from './content-policy.ts'
import { readBytes } from './event-body.ts'
import { endStalledBodies } from './inflow.ts'
import { refuseOtherMethods } from './other-methods.ts'
import { patienceMs, watched } from './outflow.ts'
import { answerProblem } from './problems.ts'
import { schemaCompiler } from './schema-refusal.ts'
import { openStanding, type Standing } from './standing.ts'
import { callerHasGone } from './when-gone.ts'

/** The application's routes are added to this; schemas are Zod's and type the handlers. */
export type Api = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    /** Tells something and changes nothing, though it is no GET: what it found out is for whoever may still know. */
    reads?: true
  }
  interface FastifyRequest {
    /** Who calls; set before a handler runs, except on public routes. */
    principal: Principal | null
    /** Whether they still may, asked while the call is under way. */
    standing: Standing
  }
}

export type Http = {
  readonly api: Api
  /** Listens for the operator's own commands on a Unix socket that only this system user can open. */
  readonly admin: Server
  /** Calls in progress may end within a few seconds, new connections are refused. */
  close(): Promise<void>
}

type Options = {
  readonly log: Log
  readonly trustedProxies: readonly string[]
  /** Where `sendFile` looks for files. */
  readonly filesFolder: string
  readonly callers: Callers
  /** How people reach this installation; no slash at the end. */
  readonly publicUrl: string
}

/** Where the API's reference page is; open to everybody. */
export const referencePath = '/api/docs'

const bodyLimitBytes = 1024 * 1024
const closingLimitMs = 4000
const maxParamLength = 1000

/** The HTTP side of the application, still without a route. */
export async function openHttp(options: Options): Promise<Http> {
  const adminSockets = new WeakSet<Socket>()
  let closing = false
  const loggerInstance: FastifyBaseLogger = options.log
  const fastify: FastifyInstance = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: bodyLimitBytes,
    genReqId: () => timeOrderedId(),
    requestTimeout: 120_000,
    // A head is short; without these it could take a minute and a half.
    http: { headersTimeout: 30_000, connectionsCheckingInterval: 5000 },
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength },
  })
  // Fastify takes plain text where a route says nothing; no route of ours wants it.
  fastify.removeContentTypeParser('text/plain')
  // JSON, unpacked where it is compressed, for every route that has no parser of its own.
  fastify.removeContentTypeParser('application/json')
  const parseJson = fastify.getDefaultJsonParser('error', 'error')
  fastify.addContentTypeParser('application/json', (request: FastifyRequest, body: Readable, done) => {
    const text = readBytes(request, body, request.routeOptions.bodyLimit ?? bodyLimitBytes)
    text.then(
      // Many clients name JSON with every call, also where they send nothing.
      (bytes) => (bytes.length === 0 ? done(null) : parseJson(request, bytes.toString(), done)),
      (error: unknown) =>
        done(error instanceof Error ? error : new TypeError('not an error', { cause: error })),
    )
  })
  fastify.setValidatorCompiler(schemaCompiler)
  fastify.setSerializerCompiler(serializerCompiler)
  fastify.setErrorHandler(answerProblem)
  fastify.setNotFoundHandler(() => {
    throw nothingHere()
  })
  fastify.decorateRequest('principal', null)
  fastify.decorateRequest('standing')
  // Hooks without promises: these run with every call.
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
    secure(request.raw, reply.raw, () => done())
  })
  fastify.addHook('onRequest', (request, _reply, done) => {
    // Asked once, the address stays known, also when the connection ends before anybody needs it.
    const isGone = !adminSockets.has(request.raw.socket) && request.raw.socket.remoteAddress === undefined
    done(isGone ? callerHasGone() : undefined)
  })
  fastify.addHook('onRequest', (request, _reply, done) => {
    // No id and no text of ours has this character, and PostgreSQL fails over it.
    done(request.url.includes('%00') ? new AppError('invalid', because('zero_in_address')) : undefined)
  })
  fastify.addHook('onRequest', ({ routeOptions, raw }, _reply, done) => {
    // Where no body is wanted and none comes, the type that a client names for it says nothing: `curl -d ''` names a form.
    if (routeOptions.schema?.body === undefined && isEmpty(raw)) delete raw.headers['content-type']
    done()
  })
  refuseOtherMethods(fastify, maxParamLength, ({ raw }) => adminSockets.has(raw.socket))
  // Lends replies `sendFile`, with ranges and conditional requests; serves nothing by itself.
  await fastify.register(fastifyStatic, { serve: false, root: options.filesFolder })
  fastify.addHook('onRoute', (route) => {
    // The reference page is somebody else's plug-in, which knows nothing of our option.
    if (route.url.startsWith(referencePath)) route.config = { ...route.config, access: open }
    if (route.config?.access === undefined)
      throw new TypeError(`${String(route.method)} ${route.url} does not say who may call it`)
    if (route.config.access.kind === 'manage' && !route.url.includes('/:contract'))
      throw new TypeError(
        `${String(route.method)} ${route.url} is of no contract, so nobody has a role there`,
      )
    requireWayBack(`${String(route.method)} ${route.url}`, route.schema?.response)
  })
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close')
    done()
  })
  fastify.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    // No route fits, so nothing is there to protect; a route that does not say who may call it has failed the start.
    if (access === undefined && request.is404) throw nothingHere()
    if (access === undefined)
      throw new TypeError(`${request.method} ${request.url} does not say who may call it`)
    const { callers, publicUrl } = options
    request.principal = adminSockets.has(request.raw.socket)
      ? operatorCaller(access)
      : await callerOf(request, access, callers, publicUrl)
    request.standing = openStanding(request.principal, (leaving, last) =>
      callerAgain(request, access, callers, { publicUrl, leaving, last }),
    )
  })
  lookAgain(fastify)
  endStalledBodies(fastify)
  limitConnections(fastify.server, options.log)
  const admin = createServer((request, response) => fastify.routing(request, response))
  admin.on('connection', (socket) => adminSockets.add(socket))
  return {
    api: fastify.withTypeProvider<ZodTypeProvider>(),
    admin,
    async close() {
      closing = true
      admin.close()
      admin.closeIdleConnections()
      // Whoever reads slowly would hold up the stop for as long as they like.
      const tooLate = setTimeout(() => fastify.server.closeAllConnections(), closingLimitMs)
      await fastify.close()
      clearTimeout(tooLate)
      admin.closeAllConnections()
    },
  }
}

/** Whether a request has no body (RFC 9112 section 6.3). */
function isEmpty({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) === 0
}

/**
 * What was decided while a call is under way holds for it: whoever calls is looked at again when their body has arrived,
 * before what they asked for leaves, and before each piece of it. An acknowledgement is told all the same.
 */
function lookAgain(fastify: FastifyInstance): void {
  fastify.addHook('preHandler', (request, _reply, done) => {
    if (request.standing === undefined || request.standing.isFresh()) return done()
    request.standing.now('answer').then((principal) => {
      request.principal = principal
      done()
    }, done)
  })
  fastify.addHook('onSend', (request, reply, payload, done) => {
    const { standing } = request
    if (standing === undefined || request.principal?.kind === 'operator') return done(null, payload)
    if (payload instanceof Readable) {
      return done(null, Readable.from(watched(payload, standing, reply.raw), { objectMode: false }))
    }
    // What is large waits in memory for its reader.
    if (isLarge(payload)) reply.raw.setTimeout(patienceMs)
    const tells = request.method === 'GET' || request.routeOptions.config.reads === true
    if (!tells || reply.statusCode >= 400 || standing.isFresh()) return done(null, payload)
    standing.check('answer').then(
      () => done(null, payload),
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    )
  })
}

function isLarge(payload: unknown): boolean {
  return (typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length > 64 * 1024
}

/** The service account behind a request to a route of kind `service`. */
export function serviceOf(request: { readonly principal: Principal | null }): ServicePrincipal {
  if (request.principal?.kind !== 'service_account') throw notAServiceAccount()
  return request.principal
}

/** The user behind a request to a route for whoever is signed in. */
export function userOf(request: { readonly principal: Principal | null }): UserPrincipal {
  if (request.principal?.kind !== 'user') throw notSignedIn()
  return request.principal
}

function operatorCaller(access: Access): Principal {
  if (access.kind === 'user') throw notSignedIn()
  if (access.kind === 'service') throw notAServiceAccount()
  return { kind: 'operator', id: 'operator', address: null }
}

function notAServiceAccount(): AppError {
  return new AppError(
    'forbidden',
    'This call is for service accounts. The operator uses the commands of the command line.',
    { because: because('service_accounts_only') },
  )
}

function notSignedIn(): AppError {
  return new AppError(
    'forbidden',
    'This call is for people who have signed in. The operator uses the commands of the command line.',
    { because: because('signed_in_only') },
  )
}

/** Who does it, for the log; a user by their address and role of this moment too. */
export function managerOf(request: { readonly principal: Principal | null }) {
  const { principal } = request
  if (principal === null) throw tokenNeeded()
  const { kind, id, address } = principal
  if (kind !== 'user') return { kind, id, address } as const
  return { kind, id, address, name: principal.email, role: principal.membership?.role ?? null } as const
}

/** Asks, in the middle of what somebody began, whether they still may: for what takes long or waits for its turn. */
export function stillMayOf({ standing }: Pick<FastifyRequest, 'standing'>): () => Promise<void> {
  return () => standing.check('answer')
}

const secure = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: ownContentOnly,
  },
  referrerPolicy: { policy: 'no-referrer' as const },
  // Whether the browser may insist on HTTPS is known only to whoever puts TLS in front.
  strictTransportSecurity: false,
})
