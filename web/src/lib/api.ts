import { z } from 'zod'
import { problem as problemSchema, problemError } from '@catalytics/contract/errors.ts'
import { textNow } from '../i18n/texts.ts'
import { noteFailure } from './trail.ts'
import { whileUnderWay } from './under-way.ts'

/**
 * Of a call without an answer, what became of it: it only read, it never left this device, or it may have been carried
 * out all the same.
 */
export type Unanswered = 'read' | 'not_sent' | 'may_have_happened'

/** A problem as the server tells it. During an update an older page meets reasons that it does not know. */
const toldProblem = problemSchema.extend({
  errors: z
    .array(problemError.extend({ reason: z.string() }))
    .optional()
    .catch(undefined),
})
type Problem = z.infer<typeof toldProblem>

/** Why a call came to nothing: what the server said, or that no answer came at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  /** Undefined where no answer of the server came. */
  readonly problem: Problem | undefined
  /** Undefined where one came. */
  readonly unanswered: Unanswered | undefined

  constructor(of: Problem | Unanswered, options?: ErrorOptions) {
    const problem = typeof of === 'string' ? undefined : of
    super(problem?.detail ?? 'The server cannot be reached.', options)
    this.problem = problem
    this.unanswered = typeof of === 'string' ? of : undefined
  }
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

type Options = {
  readonly signal?: AbortSignal
  /** Such as the condition of a change. */
  readonly headers?: Readonly<Record<string, string>>
  /** The call changes nothing, whatever its method. */
  readonly isReading?: boolean
}

/** A call that reads. @throws ApiError */
export async function get<T>(path: string, answer: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
  return answer.parse(jsonOf(await call('GET', path, { isReading: true, ...(signal && { signal }) }), 'read'))
}

/** A call that changes something and answers with nothing. @throws ApiError */
export async function send(method: Method, path: string, body?: unknown): Promise<void> {
  await call(method, path, { body })
}

/** A call that changes something and tells what came of it. @throws ApiError */
export async function ask<T>(
  method: Method,
  path: string,
  answer: z.ZodType<T>,
  body?: unknown,
  options: Options = {},
): Promise<T> {
  const text = await call(method, path, { body, ...options })
  if (options.isReading === true) return answer.parse(jsonOf(text, 'read'))
  // It was done: an answer that cannot be understood is as good as none.
  const told = answer.safeParse(jsonOf(text, 'may_have_happened'))
  if (!told.success) throw new ApiError('may_have_happened', { cause: told.error })
  return told.data
}

/** Whether a change was refused because it was made on an older version than the one that is there. */
export function isStale(error: unknown): error is ApiError {
  return error instanceof ApiError && error.problem?.code === 'precondition_failed'
}

/** A path below /api/v1 with its parts made safe. */
export function apiPath(strings: TemplateStringsArray, ...parts: readonly string[]): string {
  return `/api/v1${String.raw({ raw: strings.raw }, ...parts.map(encodeURIComponent))}`
}

/** After so long no answer is expected any more: a broken line would keep whoever waits for ever. */
const patienceMs = 60_000

/** What an answer says; of one that the server did not write, there was none. */
function jsonOf(text: string, otherwise: Unanswered): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ApiError(otherwise, { cause: error })
  }
}

/** The whole answer: a line may break inside it too. */
async function call(
  method: string,
  path: string,
  { body, signal, headers, isReading = false }: Options & { readonly body?: unknown },
): Promise<string> {
  const wasOffline = !navigator.onLine
  const late = AbortSignal.timeout(patienceMs)
  const fetchIt = async () => {
    const response = await fetch(path, {
      method,
      headers: {
        accept: 'application/json',
        // The language of the page, which may be another than the browser's.
        'accept-language': textNow().language,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      credentials: 'same-origin',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    })
    // Of a refusal the status is enough.
    return { response, text: await (response.ok ? response.text() : response.text().catch(() => '')) }
  }
  const { response, text } = await (isReading ? fetchIt() : whileUnderWay(fetchIt)).catch(
    (error: unknown) => {
      if (error instanceof DOMException && error.name === 'AbortError') throw error
      throw new ApiError(isReading ? 'read' : wasOffline ? 'not_sent' : 'may_have_happened', { cause: error })
    },
  )
  if (response.ok) return text
  const problem = problemIn(text)
  if (problem === undefined && !isReading && isGatewaysOwn(response.status))
    throw new ApiError('may_have_happened')
  // That nobody is signed in is no failure.
  const told = problem ?? problemOf(response)
  if (told.code !== 'unauthorized') noteFailure(told.request_id)
  throw new ApiError(told)
}

/** What stands between us and the server got no answer from it: nobody knows how far the server came. */
function isGatewaysOwn(status: number): boolean {
  return status >= 500 && status !== 503
}

/** What the server said of a refusal, if it was the server. */
function problemIn(text: string): Problem | undefined {
  try {
    return toldProblem.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** What stands between us and the server answers in words of its own; then we say what we know. */
function problemOf(response: Response): Problem {
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: response.status === 401 ? 'unauthorized' : response.status < 500 ? 'invalid' : 'unavailable',
    detail: `${response.status} ${response.statusText}`.trim(),
    request_id: response.headers.get('x-request-id') ?? '',
  }
}
