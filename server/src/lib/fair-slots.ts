import { AppError } from './errors.ts'

/** Runs `work` when fewer than the agreed number of the same key are at it; of one key first come, first served. */
export type FairSlots = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

type Line = { free: number; readonly waiting: (() => void)[] }

/**
 * Lets at most `atOnce` pieces of work of one key go on at the same time, and `waitingAtMost` wait: what one asks for
 * never holds up another.
 *
 * @throws AppError `too_many_requests` for a piece of work that would be one more to wait
 */
export function openFairSlots(atOnce: number, waitingAtMost: number): FairSlots {
  const lines = new Map<string, Line>()
  return async (key, work) => {
    const line = lines.get(key) ?? { free: atOnce, waiting: [] }
    lines.set(key, line)
    if (line.free > 0) line.free -= 1
    else if (line.waiting.length >= waitingAtMost) throw tooMany()
    else await new Promise<void>((resolve) => line.waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = line.waiting.shift()
      // Whoever waited longest takes the slot over, so nobody can come in between.
      if (next === undefined) line.free += 1
      else next()
      if (line.free === atOnce) lines.delete(key)
    }
  }
}

function tooMany(): AppError {
  const message = 'Too many questions of this contract wait for an answer. Ask fewer at a time.'
  return new AppError('too_many_requests', message, { retryAfterSeconds: 2 })
}
