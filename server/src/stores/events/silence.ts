/** Notices that something has fallen silent. */
export type Silence = {
  /** It has been heard. */
  heard(): void
  close(): void
}

/**
 * Calls `onSilent` once nothing has been heard for so many seconds, and again after as many. Counts its own ticks
 * instead of comparing times: where this process itself was held up, there is only one tick for all of that.
 */
export function listenForSilence(seconds: number, onSilent: () => void): Silence {
  let ticks = 0
  const timer = setInterval(() => {
    ticks += 1
    if (ticks < seconds) return
    ticks = 0
    onSilent()
  }, 1000)
  timer.unref()
  return { heard: () => (ticks = 0), close: () => clearInterval(timer) }
}
