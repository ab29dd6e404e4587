import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { faultsOf } from '@catalytics/contract/faults.ts'
import {
  authorizationServer,
  introspection,
  oneTokenForm,
  tokenAnswer,
  tokenForm,
  type Introspection,
  type OAuthErrorAnswer,
  type OAuthErrorCode,
  type TokenAnswer,
} from '@catalytics/contract/oauth.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { open } from '../../http/access.ts'
import { credentialsOf } from '../../http/credentials.ts'
import { readBytes } from '../../http/event-body.ts'
import { spokenLanguage } from '../../http/negotiate.ts'
import { originOf } from '../../http/request-origin.ts'
import { problemErrors } from '../../http/request-problem.ts'
import { SchemaRefusal } from '../../http/schema-refusal.ts'
import type { Api } from '../../http/server.ts'
import { AppError, type Fault } from '../../lib/errors.ts'
import { clientOf, metadata, OAuthError, oauthPaths, parseForm, refuseInUrl } from './oauth.protocol.ts'
import type { OAuth } from './oauth.room.ts'
import type { Session } from './oauth.session.ts'
import { authenticateClient } from './oauth.sign-in.ts'
import { introspectToken, issueToken, revokeToken } from './oauth.ts'

const form = 'application/x-www-form-urlencoded'
const formLimitBytes = 16 * 1024
const tags = ['oauth']
const config = { access: open, media: { refusals: 'oauth' } } as const

/** OAuth 2.0 for machines: client credentials (RFC 6749 section 4.4), RFC 7009, RFC 7662, RFC 8414. */
export async function oauthRoutes(api: Api, room: OAuth): Promise<void> {
  api.get(
    '/.well-known/oauth-authorization-server',
    {
      config: { access: open },
      schema: {
        tags,
        operationId: 'authorizationServer',
        summary: 'Metadata of the authorization server (RFC 8414)',
        response: { 200: authorizationServer },
      },
    },
    () => metadata(room.publicUrl),
  )
  // A scope of its own: other kinds of body, and errors in OAuth's own form.
  await api.register(async (scope) => {
    onlyForms(scope)
    scope.setErrorHandler(answerOAuthError)
    scope.addHook('onRequest', async (request, reply) => {
      void reply.header('cache-control', 'no-store').header('pragma', 'no-cache')
      refuseInUrl(Object.keys(z.record(z.string(), z.unknown()).parse(request.query)))
    })
    endpoints(scope, room)
    for (const url of Object.values(oauthPaths)) {
      scope.route({
        method: ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        config,
        schema: { hide: true },
        handler: (_request, reply) =>
          send(reply.header('allow', 'POST'), 405, {
            error: 'invalid_request',
            error_description: 'Use POST.',
            errors: problemErrors([because('method_not_accepted', { allowed: 'POST' })], 'en'),
          }),
      })
    }
  })
}

function endpoints(scope: Api, room: OAuth): void {
  const consumes = [form]
  scope.post(
    oauthPaths.token,
    {
      config,
      schema: {
        tags,
        consumes,
        operationId: 'createToken',
        summary: 'Exchange client id and password for a token',
        body: tokenForm,
        response: { 200: tokenAnswer },
      },
    },
    (request) => exchange(room, request, request.body),
  )
  scope.post(
    oauthPaths.revoke,
    {
      config,
      schema: {
        tags,
        consumes,
        operationId: 'revokeToken',
        summary: 'Revoke a token (RFC 7009)',
        body: oneTokenForm,
        response: { 200: z.object({}) },
      },
    },
    (request) => revoke(room, request, request.body),
  )
  scope.post(
    oauthPaths.introspect,
    {
      config,
      schema: {
        tags,
        consumes,
        operationId: 'introspectToken',
        summary: 'Introspect a token (RFC 7662)',
        body: oneTokenForm,
        response: { 200: introspection },
      },
    },
    (request) => introspect(room, request, request.body),
  )
}

function onlyForms(scope: Api): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    form,
    { bodyLimit: formLimitBytes },
    async (request: FastifyRequest, body: Readable) =>
      parseForm((await readBytes(request, body, formLimitBytes)).toString()),
  )
  scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: formLimitBytes }, async () => {
    throw new OAuthError('invalid_request', `Send the parameters as ${form}.`, notAForm)
  })
}

type From = Pick<FastifyRequest, 'headers' | 'ip'>

async function exchange(room: OAuth, request: From, body: z.infer<typeof tokenForm>): Promise<TokenAnswer> {
  if (body.grant_type !== 'client_credentials') {
    throw new OAuthError('unsupported_grant_type', 'The only grant type here is client_credentials.', {
      ...because('not_in_list', { allowed: 'client_credentials' }),
      path: ['grant_type'],
    })
  }
  const session = await sessionOf(room, request, body)
  return issueToken(room, session, body.scope, originOf(request))
}

async function revoke(
  room: OAuth,
  request: From,
  body: z.infer<typeof oneTokenForm>,
): Promise<Record<string, never>> {
  await revokeToken(room, await sessionOf(room, request, body), body.token, originOf(request))
  return {}
}

async function introspect(
  room: OAuth,
  request: From,
  body: z.infer<typeof oneTokenForm>,
): Promise<Introspection> {
  return introspectToken(room, await sessionOf(room, request, body), body.token)
}

function sessionOf(room: OAuth, request: From, body: Parameters<typeof clientOf>[1]): Promise<Session> {
  const header = credentialsOf(request.headers.authorization)
  return authenticateClient(room, clientOf(header, body), originOf(request))
}

const statusOf = {
  invalid_request: 400,
  invalid_client: 401,
  // Not 400: nothing about the request is wrong but where it comes from.
  unauthorized_client: 403,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  temporarily_unavailable: 503,
  server_error: 500,
} as const satisfies Record<OAuthErrorCode, number>

/** Whatever went wrong, in the form of RFC 6749 section 5.2. */
function answerOAuthError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code, message, status, faults } = toOAuth(error)
  if (status >= 500) {
    const cause =
      error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : {}
    request.log.error({ request_id: request.id, error: cause }, 'request failed')
  }
  if (error instanceof AppError && error.retryAfterSeconds !== undefined)
    void reply.header('retry-after', error.retryAfterSeconds)
  if (code === 'invalid_client')
    void reply.header('www-authenticate', 'Basic realm="catalytics", charset="UTF-8"')
  const errors = problemErrors(faults, spokenLanguage(request))
  return send(reply, status, { error: code, error_description: message, errors })
}

type Told = {
  readonly code: OAuthErrorCode
  readonly message: string
  readonly status: number
  readonly faults: readonly Fault[]
}

function toOAuth(error: unknown): Told {
  if (error instanceof OAuthError) return told(error.code, error)
  if (error instanceof SchemaRefusal) return ofForm(error)
  if (error instanceof AppError) {
    if (error.code === 'unauthorized') return told('invalid_client', error)
    if (error.code === 'forbidden') return told('unauthorized_client', error)
    // OAuth has no code of its own for too many requests; the status tells.
    if (error.code === 'too_many_requests') return told('temporarily_unavailable', error, 429)
    if (error.code === 'unavailable') return told('temporarily_unavailable', error)
    if (error.code === 'invalid') return told('invalid_request', error)
    if (error.code === 'too_large') return told('invalid_request', error, 413)
    if (error.code === 'unsupported_media_type') return told('invalid_request', error, 415)
  }
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413)
    return told('invalid_request', { message: 'The body is too large.', faults: [tooLarge] }, 413)
  if (status >= 400 && status < 500)
    return told('invalid_request', { message: `Send a body of ${form}.`, faults: [notAForm] })
  return told('server_error', {
    message: 'Nothing you sent was at fault. Tell the operator the request id.',
    faults: [because('our_fault')],
  })
}

/** A form that lacks parameters, or no form at all. */
function ofForm({ issues, sent }: SchemaRefusal): Told {
  const faults = faultsOf(issues, sent)
  const names = faults.map(({ path }) => path.join('.')).filter((name) => name !== '')
  if (names.length === 0)
    return told('invalid_request', { message: `Send a body of ${form}.`, faults: [notAForm] })
  const message = names.map((name) => `The parameter ${name} is missing.`).join(' ')
  return told('invalid_request', { message, faults })
}

const notAForm: Fault = {
  ...because('content_type_not_accepted', { allowed: form }),
  parameter: 'Content-Type',
}
const tooLarge: Fault = because('body_too_large', { limit: formLimitBytes })

function told(
  code: OAuthErrorCode,
  { message, faults }: Pick<Told, 'message' | 'faults'>,
  status: number = statusOf[code],
): Told {
  return { code, message, status, faults }
}

function send(reply: FastifyReply, status: number, answer: OAuthErrorAnswer): FastifyReply {
  // A serialised string goes past the route's response schema, which describes successes.
  return reply
    .code(status)
    .type('application/json; charset=utf-8')
    .serializer(String)
    .send(JSON.stringify(answer))
}
