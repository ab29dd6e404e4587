import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'
import { openSlots, type Slots } from './slots.ts'

/** Runs `work` when fewer than the agreed number of the same key are at it; of one key first come, first served. */
export type FairSlots = <Result>(key: string, work: () => Promise<Result>) => Promise<Result>

/**
 * Lets at most `atOnce` pieces of work of one key go on at the same time, and `waitingAtMost` wait: what one asks for
 * never holds up another.
 *
 * @throws AppError `too_many_requests` for a piece of work that would be one more to wait
 */
export function openFairSlots(atOnce: number, waitingAtMost: number): FairSlots {
  const lines = new Map<string, { readonly slots: Slots; users: number }>()
  const newLine = () => ({
    slots: openSlots(atOnce, { mostWaiting: waitingAtMost, refusal: tooMany }),
    users: 0,
  })
  return async (key, work) => {
    const line = lines.get(key) ?? newLine()
    lines.set(key, line)
    line.users += 1
    try {
      return await line.slots(work)
    } finally {
      line.users -= 1
      if (line.users === 0) lines.delete(key)
    }
  }
}

function tooMany(): AppError {
  return new AppError('too_many_requests', because('too_many_questions'), { retryAfterSeconds: 2 })
}
