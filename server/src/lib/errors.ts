import type { ErrorCode } from '@catalytics/contract/errors.ts'
import type { Because } from '@catalytics/contract/reasons.ts'
import { words } from '@catalytics/contract/words/en/words.ts'
import { sentenceOf } from '@catalytics/contract/words/sentence.ts'

/** One thing that is wrong with a request. */
export type Fault = Because & {
  /** Where it stands in the body; absent where it is the request as a whole. */
  readonly path?: readonly PropertyKey[]
  /** Or the name of a parameter or a header. */
  readonly parameter?: string
}

type Options = {
  /** The field at fault, as a dotted path of the request. */
  readonly field?: string
  /** Why, where the message says more than the reason's own words, such as how a program calls again. */
  readonly because?: Because
  /** Everything that is wrong, where it is several things. */
  readonly faults?: readonly Fault[]
  /** When it makes sense to try again, in seconds; becomes Retry-After. */
  readonly retryAfterSeconds?: number
  /** With `forbidden`: the scope that the caller's token lacks. */
  readonly missingScope?: string
  /** With `precondition_failed`: who changed it last, and when (RFC 3339). */
  readonly lastChange?: { readonly by: string; readonly at: string }
  readonly cause?: unknown
}

/**
 * Something a caller can be told about. The code comes from a closed list; only the HTTP edge knows its status. A reason
 * of the contract's list is said in the caller's language; a message of ours is English. Never put personal data or a
 * secret into a message, nor what was sent.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly field: string | undefined
  readonly faults: readonly Fault[]
  readonly retryAfterSeconds: number | undefined
  readonly missingScope: string | undefined
  readonly lastChange: Options['lastChange'] | undefined

  constructor(code: ErrorCode, said: string | Because, options: Options = {}) {
    super(typeof said === 'string' ? said : sentenceOf(words, 'en', said), { cause: options.cause })
    const of = typeof said === 'string' ? options.because : said
    const path = options.field === undefined ? {} : { path: options.field.split('.') }
    this.code = code
    this.field = options.field
    this.faults = options.faults ?? (of === undefined ? [] : [{ ...of, ...path }])
    this.retryAfterSeconds = options.retryAfterSeconds
    this.missingScope = options.missingScope
    this.lastChange = options.lastChange
  }
}
