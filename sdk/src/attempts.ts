import { CatalyticsProblem, CatalyticsUnreachable } from './problem.ts'
import { spread } from './random.ts'

const firstWaitMs = 500
const longestWaitMs = 30_000
const transient: ReadonlySet<number> = new Set([429, 502, 503, 504])

/**
 * Does something that may be done twice, again when it failed for a reason that passes: no answer, too many requests, a
 * server that is not available. Waits as long as the server says, else 0.5 s, 1 s, 2 s … up to 30 s.
 *
 * @param retries how often it is tried again
 * @throws what the last attempt threw; the signal's reason
 */
export async function attempt<Result>(
  work: () => Promise<Result>,
  { retries, signal }: { readonly retries: number; readonly signal: AbortSignal | undefined },
): Promise<Result> {
  for (let failures = 0; ; failures += 1) {
    signal?.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      if (failures >= retries || !passes(error)) throw error
      await pause(waitMs(error, failures), signal)
    }
  }
}

/** Resolves after a time; rejects with the signal's reason as soon as it is aborted. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await new Promise<void>((resolve) => {
    const timer = setTimeout(end, ms)
    signal?.addEventListener('abort', end)
    function end(): void {
      clearTimeout(timer)
      signal?.removeEventListener('abort', end)
      resolve()
    }
  })
  signal?.throwIfAborted()
}

function passes(error: unknown): boolean {
  if (error instanceof CatalyticsUnreachable) return true
  return error instanceof CatalyticsProblem && transient.has(error.status)
}

function waitMs(error: unknown, failures: number): number {
  const told = error instanceof CatalyticsProblem ? error.retryAfterSeconds : undefined
  return told === undefined ? spread(Math.min(longestWaitMs, firstWaitMs * 2 ** failures)) : told * 1000
}
