import { CatalyticsUnreachable } from './problem.ts'

/** Ends a transfer that stands still, and passes the caller's own wish to end on. */
export type Watch = {
  readonly signal: AbortSignal
  /** Something is awaited from now on. */
  start(): void
  /** Nothing is awaited: the caller may take their time. */
  rest(): void
}

/** @param limitMs how long nothing may happen while something is awaited */
export function openWatch(limitMs: number, outer: AbortSignal | undefined): Watch {
  const stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const tooLate = () =>
    stop.abort(new CatalyticsUnreachable(`The server did not answer within ${limitMs / 1000} s.`))
  const outerStops = () => stop.abort(outer?.reason)
  return {
    signal: stop.signal,
    start() {
      if (outer?.aborted === true) outerStops()
      outer?.addEventListener('abort', outerStops)
      timer = setTimeout(tooLate, limitMs)
    },
    // The caller's signal may live for years: nothing of a finished call may stay on it.
    rest() {
      outer?.removeEventListener('abort', outerStops)
      clearTimeout(timer)
    },
  }
}

/** Waits for one step of a transfer; whatever breaks it becomes `CatalyticsUnreachable`, or the signal's reason. */
export async function watched<Result>(watch: Watch, step: () => Promise<Result>): Promise<Result> {
  watch.start()
  try {
    return await step()
  } catch (cause) {
    watch.signal.throwIfAborted()
    throw new CatalyticsUnreachable('The connection to the server failed.', { cause })
  } finally {
    watch.rest()
  }
}
