import type { Clock } from '../src/lib/clock.ts'

/** Real time that a test can move forward: what waits for real things needs a clock that goes. */
export type MovableClock = Clock & {
  /** Lets so much time pass at once. */
  forward(milliseconds: number): void
}

export function movableClock(): MovableClock {
  let aheadMs = 0
  const clock = () => new Date(Date.now() + aheadMs)
  return Object.assign(clock, { forward: (milliseconds: number) => void (aheadMs += milliseconds) })
}
