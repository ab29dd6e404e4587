import type { EventStore, QueryOptions } from './event-store.ts'

/**
 * The same store for one caller: when the signal is aborted, the engine ends what it is still asked, and whoever waits for
 * it is told the signal's reason. What changes data goes on to its end.
 */
export function untilAborted(events: EventStore, signal: AbortSignal): EventStore {
  const both = (options: QueryOptions = {}): QueryOptions => ({
    ...options,
    signal: options.signal === undefined ? signal : AbortSignal.any([signal, options.signal]),
  })
  async function* stream(...[query, params, format, options]: Parameters<EventStore['stream']>) {
    try {
      yield* events.stream(query, params, format, both(options))
    } catch (error) {
      throw orReason(signal, error)
    }
  }
  return {
    ...events,
    rows: (query, params, options) => reasoned(signal, () => events.rows(query, params, both(options))),
    bytes: (query, params, format, options) =>
      reasoned(signal, () => events.bytes(query, params, format, both(options))),
    stream,
  }
}

async function reasoned<Result>(signal: AbortSignal, ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask()
  } catch (error) {
    throw orReason(signal, error)
  }
}

function orReason(signal: AbortSignal, error: unknown): unknown {
  return signal.aborted ? signal.reason : error
}
