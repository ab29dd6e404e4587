import type { ErrorCode } from '@catalytics/contract/errors.ts'

type Options = {
  /** The field at fault, as a dotted path of the request. */
  readonly field?: string
  /** When it makes sense to try again, in seconds; becomes Retry-After. */
  readonly retryAfterSeconds?: number
  /** With `forbidden`: the scope that the caller's token lacks. */
  readonly missingScope?: string
  /** With `precondition_failed`: who changed it last, and when (RFC 3339). */
  readonly lastChange?: { readonly by: string; readonly at: string }
  readonly cause?: unknown
}

/**
 * Something a caller can be told about. The code comes from a closed list; only the HTTP edge knows its status, and
 * the message says what to do. Never put personal data or a secret into the message.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly retryAfterSeconds: number | undefined
  readonly missingScope: string | undefined
  readonly lastChange: Options['lastChange'] | undefined

  constructor(code: ErrorCode, message: string, options: Options = {}) {
    super(message, { cause: options.cause })
    this.code = code
    this.field = options.field
    this.retryAfterSeconds = options.retryAfterSeconds
    this.missingScope = options.missingScope
    this.lastChange = options.lastChange
  }
}
