import { attempt } from './attempts.ts'
import { problemOf, CatalyticsProblem } from './problem.ts'
import { openTokens } from './tokens.ts'
import { openWatch, watched, type Watch } from './watch.ts'

export type Call = {
  readonly method?: 'GET' | 'POST'
  /** From the root of the installation, with the query. */
  readonly path: string
  /** JSON text. */
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
  /** How much longer than other calls this one may take, because the server was asked to wait. */
  readonly extraMs?: number
  readonly signal?: AbortSignal | undefined
}

/** An answer whose body is still to be read. */
export type Answer = {
  readonly status: number
  readonly headers: Headers
  /** The body, as slowly as it is taken. Breaking off the loop ends the transfer. */
  chunks(): AsyncGenerator<Uint8Array>
}

/** Anything that makes a value of unknown shape one of a known shape, or throws: the contract's schemas. */
export type Shape<Value> = { parse(value: unknown): Value }

export type Connection = {
  readonly retries: number
  /** The body of an answer. A call that found no answer is made again, so it must be one that may come twice. */
  json<Value>(call: Call, shape: Shape<Value>): Promise<Value>
  /** As {@link Connection.json}, for an answer that is read bit by bit. Once it has begun, nothing is done again. */
  open(call: Call): Promise<Answer>
}

export type ConnectionOptions = {
  /** Where the installation is; without a slash at the end. */
  readonly url: string
  readonly clientId: string
  readonly password: string
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  readonly retries: number
}

/** Calls with a token, time limits and repetitions. */
export function openConnection(options: ConnectionOptions): Connection {
  const tokens = openTokens(options)
  const { retries } = options

  /** Sends with a token; where the server has forgotten the token, once more with a new one. */
  async function send(call: Call, watch: Watch): Promise<Response> {
    const token = await tokens.get()
    const response = await fetchOnce(call, token, watch)
    if (response.ok) return response
    const problem = problemOf(response, await watched(watch, () => response.text()))
    if (!problem.tokenRefused) throw problem
    tokens.drop(token)
    const second = await fetchOnce(call, await tokens.get(), watch)
    if (second.ok) return second
    throw problemOf(second, await watched(watch, () => second.text()))
  }

  function fetchOnce(
    { method = 'GET', path, body, headers }: Call,
    token: string,
    watch: Watch,
  ): Promise<Response> {
    return watched(watch, () =>
      options.fetch(options.url + path, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body }),
        // A redirect could carry the token somewhere else.
        redirect: 'error',
        signal: watch.signal,
      }),
    )
  }

  const watchOf = ({ extraMs = 0, signal }: Call) => openWatch(options.timeoutMs + extraMs, signal)
  return {
    retries,
    json: (call, shape) =>
      attempt(
        async () => {
          const watch = watchOf(call)
          const response = await send(call, watch)
          return shape.parse(JSON.parse(await watched(watch, () => response.text())))
        },
        { retries, signal: call.signal },
      ),
    open: (call) =>
      attempt(
        async () => {
          const watch = watchOf(call)
          const response = await send(call, watch)
          return {
            status: response.status,
            headers: response.headers,
            chunks: () => chunksOf(response, watch),
          }
        },
        { retries, signal: call.signal },
      ),
  }
}

async function* chunksOf(response: Response, watch: Watch): AsyncGenerator<Uint8Array> {
  const reader = bodyOf(response).getReader()
  try {
    for (;;) {
      const { done, value } = await watched(watch, () => reader.read())
      if (done) return
      yield value
    }
  } finally {
    // Does nothing to a body that was read to its end or is broken already.
    await reader.cancel().catch(() => undefined)
  }
}

function bodyOf(response: Response): ReadableStream<Uint8Array> {
  if (response.body === null) throw new CatalyticsProblem(response, noBody)
  return response.body
}

const noBody = { code: 'internal', detail: 'The answer has no body.', field: undefined, errors: [] } as const
