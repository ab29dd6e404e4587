import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ErrorCode, Problem } from '@catalytics/contract/errors.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { allWords } from '@catalytics/contract/words/all.ts'
import { AppError } from '../lib/errors.ts'
import { acceptedKinds, wrongKindOfContent } from './content-kinds.ts'
import { encodings } from './event-body.ts'
import { spokenLanguage } from './negotiate.ts'
import { queryProblem } from './query-problem.ts'
import { faultsInWords, problemErrors, requestProblem } from './request-problem.ts'
import { SchemaRefusal } from './schema-refusal.ts'

export const problemType = 'application/problem+json; charset=utf-8'

const statusOf = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  second_factor_needed: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  gone: 410,
  precondition_failed: 412,
  too_large: 413,
  unsupported_media_type: 415,
  range_not_satisfiable: 416,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  damaged: 500,
} as const satisfies Record<ErrorCode, number>

/** Turns whatever went wrong into problem details (RFC 9457). What is not ours to tell is logged, not told. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = toAppError(error, request)
  if (known.code === 'internal' || known.code === 'unavailable' || known.code === 'damaged') {
    request.log.error({ request_id: request.id, error: describe(error) }, 'request failed')
  }
  // What the route has said of an answer that now does not come: a problem is no attachment, and no version of anything.
  for (const name of ofTheAnswer) void reply.removeHeader(name)
  const range = unsatisfiedRange(error)
  if (range !== undefined) void reply.header('content-range', range)
  if (known.code === 'unsupported_media_type')
    void reply.headers({ accept: acceptedKinds(request).join(', '), 'accept-encoding': encodings.join(', ') })
  if (known.retryAfterSeconds !== undefined) void reply.header('retry-after', known.retryAfterSeconds)
  if (known.code === 'unauthorized' || known.missingScope !== undefined) {
    void reply.header('www-authenticate', challenges(request, known.missingScope))
  }
  return sendProblem(reply, request, known)
}

const ofTheAnswer = [
  'accept-ranges',
  'content-disposition',
  'content-encoding',
  'content-length',
  'content-range',
  'etag',
  'last-modified',
]

/** `bytes` with the size of the file, for a range outside of a file (RFC 9110 section 15.5.17), as the plug-in that sends files found it. */
function unsatisfiedRange(error: unknown): string | undefined {
  return z.object({ headers: z.object({ 'Content-Range': z.string() }) }).safeParse(error).data?.headers[
    'Content-Range'
  ]
}

function sendProblem(reply: FastifyReply, request: FastifyRequest, error: AppError): FastifyReply {
  const status = statusOf[error.code]
  // What is said without a reason is said in English only, the title with it.
  const language = error.faults.length === 0 ? 'en' : spokenLanguage(request)
  const words = allWords[language]
  const errors = problemErrors(error.faults, language)
  const problem: Problem = {
    type: `urn:catalytics:problem:${error.code}`,
    title: words.problems.titles[error.code],
    status,
    code: error.code,
    // English messages may say more than the reason's words, such as what a program sends instead.
    detail: language === 'en' ? error.message : faultsInWords(error.faults, language),
    ...(error.field === undefined ? {} : { field: error.field }),
    ...(errors.length > 0 && { errors }),
    request_id: request.id,
    ...(error.lastChange && { changed_by: error.lastChange.by, changed_at: error.lastChange.at }),
  }
  void reply.header('content-language', language)
  // A serialised string goes past the route's response schema, which describes successes.
  return reply.code(status).type(problemType).serializer(String).send(JSON.stringify(problem))
}

function toAppError(error: unknown, request: FastifyRequest): AppError {
  if (error instanceof AppError) return error
  if (error instanceof SchemaRefusal) return ofSchema(error)
  return (
    ofFramework(error, request) ??
    new AppError('internal', 'Nothing you sent was at fault. Tell the operator the request id.', {
      because: because('our_fault'),
      cause: error,
    })
  )
}

function ofSchema(refusal: SchemaRefusal): AppError {
  const { part, schema, sent } = refusal
  return part === 'querystring' && schema instanceof z.ZodObject
    ? queryProblem(schema, sent)
    : requestProblem(refusal)
}

/** Faults that Fastify itself finds: bodies it cannot read, sizes, kinds of content, ranges. */
function ofFramework(error: unknown, request: FastifyRequest): AppError | undefined {
  if (!isFastifyError(error)) return undefined
  switch (error.statusCode) {
    case 400:
      return error.code === 'FST_ERR_CTP_INVALID_JSON_BODY'
        ? new AppError('invalid', error.message, { because: because('body_unreadable') })
        : new AppError('invalid', error.message, { because: because('not_valid') })
    case 413:
      return new AppError('too_large', 'The body is too large. Send it in smaller parts.', {
        because: because('body_too_large', { limit: request.routeOptions.bodyLimit ?? 0 }),
      })
    case 415:
      return wrongKindOfContent(acceptedKinds(request))
    case 416:
      return new AppError('range_not_satisfiable', because('range_outside_file'), { parameter: 'Range' })
    default:
      return undefined
  }
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
}

function describe(error: unknown): object {
  if (!(error instanceof Error)) return { message: 'not an error' }
  const cause = error.cause instanceof Error ? describe(error.cause) : undefined
  return { name: error.name, message: error.message, stack: error.stack, cause }
}

/**
 * RFC 9110 section 11.6.1; the realm is the same everywhere, so it tells nothing. A line for each scheme: a browser
 * offers its own sign-in only for one that stands at the beginning of a line.
 */
function challenges(request: FastifyRequest, missingScope: string | undefined): string[] {
  const access = request.routeOptions.config.access
  // No registered scheme stands for a form and a cookie, and Bearer would send programs the wrong way.
  if (access?.kind !== 'service') return ['Cookie realm="catalytics"']
  const basic = access.basic ? ['Basic realm="catalytics", charset="UTF-8"'] : []
  return [`Bearer realm="catalytics"${bearerFault(request, missingScope)}`, ...basic]
}

/** What was wrong with the token, where one was shown; where none was, nothing (RFC 6750 section 3.1). */
function bearerFault(request: FastifyRequest, missingScope: string | undefined): string {
  if (missingScope !== undefined) return `, error="insufficient_scope", scope="${missingScope}"`
  return /^Bearer\b/i.test(request.headers.authorization ?? '') ? ', error="invalid_token"' : ''
}
