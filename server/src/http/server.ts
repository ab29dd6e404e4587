import { createServer, type Server } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import fastifyStatic from '@fastify/static'
import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type RawServerDefault,
} from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import helmet from 'helmet'
import { AppError } from '../lib/errors.ts'
import { timeOrderedId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import { open, type Access } from './access.ts'
import { askForToken, callerOf, nothingHere, type Callers } from './callers.ts'
import type { Principal, ServicePrincipal, UserPrincipal } from './principal.ts'
import { answerProblem } from './problems.ts'

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
  }
  interface FastifyRequest {
    /** Who calls; set before a handler runs, except on public routes. */
    principal: Principal | null
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
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 1000 },
  })
  // Fastify takes plain text where a route says nothing; no route of ours wants it.
  fastify.removeContentTypeParser('text/plain')
  fastify.setValidatorCompiler(validatorCompiler)
  fastify.setSerializerCompiler(serializerCompiler)
  fastify.setErrorHandler(answerProblem)
  fastify.setNotFoundHandler(() => {
    throw nothingHere()
  })
  fastify.decorateRequest('principal', null)
  // Hooks without promises: these run with every call.
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'x-request-id': request.id, 'cache-control': 'no-store' })
    secure(request.raw, reply.raw, () => done())
  })
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
  })
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (closing) void reply.header('connection', 'close')
    done()
  })
  fastify.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config.access
    if (access === undefined) return
    request.principal = adminSockets.has(request.raw.socket)
      ? operatorCaller(access)
      : await callerOf(request, access, options.callers, options.publicUrl)
  })
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

/** The service account behind a request to a route of kind `service`. */
export function serviceOf(request: { readonly principal: Principal | null }): ServicePrincipal {
  if (request.principal?.kind !== 'service_account') {
    throw new AppError(
      'forbidden',
      'This call is for service accounts. The operator uses the commands of the command line.',
    )
  }
  return request.principal
}

/** The user behind a request to a route for whoever is signed in. */
export function userOf(request: { readonly principal: Principal | null }): UserPrincipal {
  if (request.principal?.kind !== 'user') throw notSignedIn()
  return request.principal
}

function operatorCaller(access: Access): Principal {
  if (access.kind === 'user') throw notSignedIn()
  return { kind: 'operator', id: 'operator', address: null }
}

function notSignedIn(): AppError {
  return new AppError(
    'forbidden',
    'This call is for people who have signed in. The operator uses the commands of the command line.',
  )
}

/** Who does it, for the log; a user by their address and role of this moment too. */
export function managerOf(request: { readonly principal: Principal | null }) {
  const { principal } = request
  if (principal === null) throw new AppError('unauthorized', `${askForToken}.`)
  const { kind, id, address } = principal
  if (kind !== 'user') return { kind, id, address } as const
  return { kind, id, address, name: principal.email, role: principal.membership?.role ?? null } as const
}

const secure = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      connectSrc: ["'self'"],
      fontSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' as const },
  // Whether the browser may insist on HTTPS is known only to whoever puts TLS in front.
  strictTransportSecurity: false,
})
