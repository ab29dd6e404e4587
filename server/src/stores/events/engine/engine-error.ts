/** An error as a ClickHouse server words it: the stock client reads `code` and `type` out of {@link text}. */
export class EngineError extends Error {
  override readonly name = 'EngineError'
  /** ClickHouse's error number, such as 60. */
  readonly code: number
  /** The whole sentence: `Code: 60. DB::Exception: … (UNKNOWN_TABLE)`. */
  readonly text: string

  constructor(type: ErrorType, message: string) {
    super(message)
    this.code = errorCodes[type]
    this.text = `Code: ${this.code}. DB::Exception: ${message} (${type})`
  }

  /** Takes over whatever chDB threw; the engine's own sentence is kept as it is. */
  static from(thrown: unknown): EngineError {
    if (thrown instanceof EngineError) return thrown
    const message = thrown instanceof Error ? thrown.message : String(thrown)
    const code = /^Code: (\d+)\. DB::/.exec(message)?.[1]
    if (code === undefined) return new EngineError('BAD_ARGUMENTS', message)
    return Object.assign(new EngineError('BAD_ARGUMENTS', message), {
      code: Number(code),
      text: message.trim(),
    })
  }

  /** The HTTP status that a ClickHouse server gives to this error. */
  get httpStatus(): number {
    return statuses.find(([, codes]) => codes.has(this.code))?.[0] ?? 500
  }
}

const errorCodes = {
  ILLEGAL_TYPE_OF_ARGUMENT: 43,
  BAD_ARGUMENTS: 36,
  NOT_IMPLEMENTED: 48,
  SYNTAX_ERROR: 62,
  UNKNOWN_FORMAT: 73,
  INCORRECT_DATA: 117,
  UNKNOWN_SETTING: 115,
  UNKNOWN_QUERY_PARAMETER: 456,
  READONLY: 164,
  TOO_MANY_SIMULTANEOUS_QUERIES: 202,
  QUERY_WITH_SAME_ID_IS_ALREADY_RUNNING: 216,
  TOO_LARGE_STRING_SIZE: 131,
  QUERY_WAS_CANCELLED: 394,
  BAD_QUERY_PARAMETER: 457,
  ACCESS_DENIED: 497,
  AUTHENTICATION_FAILED: 516,
} as const
export type ErrorType = keyof typeof errorCodes

// As in ClickHouse's exceptionCodeToHTTPStatus, but for two: being full is 503, so that callers try again, and
// too large a body is 413. The numbers without a name above: UNKNOWN_FUNCTION and the like.
const statuses: readonly (readonly [number, ReadonlySet<number>])[] = [
  [400, new Set([6, 26, 27, 33, 36, 38, 41, 43, 53, 62, 69, 72, 115, 117, 130, 216, 456, 457])],
  [403, new Set([164, 497, 516])],
  [404, new Set([16, 46, 47, 50, 56, 60, 63, 73, 78, 80, 81])],
  [408, new Set([159])],
  [413, new Set([131])],
  [501, new Set([48])],
  [503, new Set([202])],
]
