/** Runs `work` when fewer than the agreed number of others are at it; first come, first served. */
export type Slots = <Result>(work: () => Promise<Result>) => Promise<Result>

/** Lets at most `count` pieces of work go on at the same time. */
export function openSlots(count: number): Slots {
  let free = count
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
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
