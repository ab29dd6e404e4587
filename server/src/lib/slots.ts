/** Runs `work` when fewer than the agreed number of others are at it; first come, first served. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>

type Queue = {
  /** How many pieces of work may wait; any number where absent. */
  readonly mostWaiting?: number
  /** What one more is refused with. */
  readonly refusal?: () => Error
}

/**
 * Lets at most `count` pieces of work go on at the same time.
 *
 * @throws what `refusal` gives when too many wait
 */
export function openSlots(
  count: number,
  { mostWaiting = Infinity, refusal = () => new Error('too many wait') }: Queue = {},
): Slots {
  let free = count
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else if (waiting.length < mostWaiting) await new Promise<void>((resolve) => waiting.push(resolve))
    else throw refusal()
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      // Whoever waited longest takes the slot over, so nobody can come in between.
      if (next === undefined) free += 1
      else next()
    }
  }
}
