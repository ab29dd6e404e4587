import type { ErrorCode } from '@catalytics/contract/errors.ts'
import type { Because } from '@catalytics/contract/reasons.ts'
import { words } from '@catalytics/contract/words/en/words.ts'
import { sentenceOf } from '@catalytics/contract/words/sentence.ts'

/** One thing that is wrong with a request. Without a place it is the request as a whole. */
export type Fault = Because & {
  /** Where it stands in the body. */
  readonly path?: readonly PropertyKey[]
  /** Or the name of a parameter of the query or the path, or of a header. */
  readonly parameter?: string
}

type Options = {
  /** The field of the body at fault, as a dotted path. */
  readonly field?: string
  /** Or the parameter or header at fault. */
  readonly parameter?: string
  /** Everything that is wrong, each with its place, where it is several things. */
  readonly faults?: readonly Fault[]
  /** When it makes sense to try again, in seconds; becomes Retry-After. */
  readonly retryAfterSeconds?: number
  /** With `forbidden`: the scope that the caller's token lacks. */
  readonly missingScope?: string
  /** With `precondition_failed`: who changed it last, and when (RFC 3339). */
  readonly lastChange?: { readonly by: string; readonly at: string }
  readonly cause?: unknown
}

/** So many things that are wrong are named; who sent thousands has made one mistake thousands of times. */
export const mostFaults = 100

/** The reason behind a message that says more than the reason's own words, such as how a program calls again. */
type WithReason = { readonly because: Because } | { readonly faults: readonly Fault[] }

/**
 * Something a caller can be told about. The code comes from a closed list; only the HTTP edge knows its status. The reason
 * is said in the caller's language; a message of ours is English. Never put personal data or a secret into a message, nor
 * what was sent.
 */
export class AppError extends Error {
  override readonly name: string = 'AppError'
  readonly code: ErrorCode
  /** The first field or parameter at fault. */
  readonly field: string | undefined
  /** Everything that is wrong, the first {@link mostFaults} of it. */
  readonly faults: readonly Fault[]
  readonly retryAfterSeconds: number | undefined
  readonly missingScope: string | undefined
  readonly lastChange: Options['lastChange'] | undefined

  constructor(code: ErrorCode, said: Because, options?: Options)
  constructor(code: ErrorCode, said: string, options: Options & WithReason)
  constructor(
    code: ErrorCode,
    said: string | Because,
    options: Options & { readonly because?: Because } = {},
  ) {
    const because = typeof said === 'string' ? options.because : said
    const faults = options.faults ?? (because === undefined ? [] : [{ ...because, ...placeIn(options) }])
    super(typeof said === 'string' ? said : inEnglish(said), { cause: options.cause })
    this.code = code
    this.field = options.parameter ?? options.field
    this.faults = faults.slice(0, mostFaults)
    this.retryAfterSeconds = options.retryAfterSeconds
    this.missingScope = options.missingScope
    this.lastChange = options.lastChange
  }
}

/**
 * Something that is said for the operator, in English, with paths and names of settings: by a command, or by the log of a
 * start. A problem says its message too, where it ends a store that callers were using.
 */
export class OperatorError extends AppError {
  override readonly name = 'OperatorError'

  constructor(
    code: ErrorCode,
    message: string,
    options: Pick<Options, 'field' | 'retryAfterSeconds' | 'cause'> = {},
  ) {
    super(code, message, { ...options, faults: [] })
  }
}

/** A reason in words, for logs and for what is kept. */
export function inEnglish(of: Because): string {
  return sentenceOf(words, 'en', of)
}

function placeIn({ field, parameter }: Options): Pick<Fault, 'path' | 'parameter'> {
  if (parameter !== undefined) return { parameter }
  return field === undefined ? {} : { path: field.split('.') }
}
