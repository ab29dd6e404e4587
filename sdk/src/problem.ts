import type { ErrorCode } from '@catalytics/contract/errors.ts'
import type { Reason } from '@catalytics/contract/reasons.ts'

/** One thing that is wrong with a call. */
export type CallError = {
  /**
   * Where: a JSON Pointer (RFC 6901) into the body, such as `/segments/0/key`, or the name of a parameter or header, without
   * a slash in front; undefined where it is the call as a whole.
   */
  readonly pointer: string | undefined
  /** Why, from a closed list, which grows: a server that is newer than this client may name another one. */
  readonly reason: Reason | (string & Record<never, never>)
  /** What the reason needs, such as a limit. */
  readonly params: Readonly<Record<string, string | number>>
  /** The reason in words, in the language of {@link CatalyticsProblem.detail}. */
  readonly detail: string
}

/**
 * The server has answered, and the answer is no. Switch on `code`, and on the `reason` of each of `errors`; the texts may
 * change.
 *
 * @example
 * try {
 *   await client.createExport({ format: 'csv', from: '2026-12-01', to: '2026-11-01' })
 * } catch (problem) {
 *   if (!(problem instanceof CatalyticsProblem)) throw problem
 *   for (const { pointer, reason } of problem.errors) console.error(pointer, reason) // /to end_not_after_start
 * }
 */
export class CatalyticsProblem extends Error {
  override readonly name = 'CatalyticsProblem'
  readonly code: ErrorCode
  /** The HTTP status. */
  readonly status: number
  /** What happened and what to do: in English, unless the client asks for another language. */
  readonly detail: string
  /** The field at fault, as a dotted path of the request. */
  readonly field: string | undefined
  /** Everything that is wrong, at once; empty where something in between has answered. */
  readonly errors: readonly CallError[]
  /** Names the request in the server's log; null where something in between has answered. */
  readonly requestId: string | null
  /** After how many seconds it makes sense to try again, where the server says so. */
  readonly retryAfterSeconds: number | undefined
  /** Whether it was the token: then a new one may help. */
  readonly tokenRefused: boolean

  constructor(response: Response, { code, detail, field, errors }: Told) {
    super(field === undefined ? `${code}: ${detail}` : `${code} (${field}): ${detail}`)
    const retryAfter = response.headers.get('retry-after') ?? ''
    this.code = code
    this.status = response.status
    this.detail = detail
    this.field = field
    this.errors = errors
    this.requestId = response.headers.get('x-request-id')
    this.retryAfterSeconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined
    this.tokenRefused = /error="invalid_token"/.test(response.headers.get('www-authenticate') ?? '')
  }
}

/** There was no answer, or it broke off: the network, a time-out, a server that is not there. */
export class CatalyticsUnreachable extends Error {
  override readonly name = 'CatalyticsUnreachable'
}

type Told = {
  readonly code: ErrorCode
  readonly detail: string
  readonly field: string | undefined
  readonly errors: readonly CallError[]
}

/** What an answer of status 400 and above says: problem details, OAuth's errors, or whatever a proxy sends. */
export function problemOf(response: Response, text: string): CatalyticsProblem {
  const body = fieldsOf(text)
  const detail =
    textOf(body['detail']) ?? textOf(body['error_description']) ?? `The server answered ${response.status}.`
  return new CatalyticsProblem(response, {
    code: codeOf(response.status),
    detail,
    field: textOf(body['field']),
    errors: errorsOf(body['errors']),
  })
}

/** Each status of the API stands for one code, so a proxy's answer fits in as well. */
const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  409: 'conflict',
  410: 'gone',
  412: 'precondition_failed',
  413: 'too_large',
  415: 'unsupported_media_type',
  416: 'range_not_satisfiable',
  429: 'too_many_requests',
  502: 'unavailable',
  503: 'unavailable',
  504: 'unavailable',
}

function codeOf(status: number): ErrorCode {
  return codeOfStatus[status] ?? (status >= 500 ? 'internal' : 'invalid')
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function errorsOf(value: unknown): readonly CallError[] {
  return Array.isArray(value) ? value.flatMap(errorOf) : []
}

function errorOf(value: unknown): readonly CallError[] {
  if (typeof value !== 'object' || value === null) return []
  const { pointer, reason, params, detail }: Readonly<Record<string, unknown>> = { ...value }
  if (typeof reason !== 'string') return []
  return [{ pointer: textOf(pointer), reason, params: paramsOf(params), detail: textOf(detail) ?? '' }]
}

function paramsOf(value: unknown): Readonly<Record<string, string | number>> {
  if (typeof value !== 'object' || value === null) return {}
  const known = Object.entries(value).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return Object.fromEntries(known)
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
