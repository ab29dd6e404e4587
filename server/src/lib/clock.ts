/** Where the time comes from: the one thing tests replace. */
export type Clock = () => Date

export function systemClock(): Date {
  return new Date()
}

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 86_400_000

/** Epoch milliseconds as the wire's instant: UTC, ISO 8601 with milliseconds. */
export function isoInstant(epochMs: number): string {
  return new Date(epochMs).toISOString()
}

/** The same, where there may be none. */
export function isoInstantOrNull(epochMs: number | null): string | null {
  return epochMs === null ? null : isoInstant(epochMs)
}
