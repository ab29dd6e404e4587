import { dayMs } from './clock.ts'
import { AppError } from './errors.ts'

/** From a wall clock's time (as epoch milliseconds of the same fields in UTC) to the instant, in epoch milliseconds. */
export type WallClock = (wallMs: number) => number

/**
 * The clock on the wall in an IANA time zone. A time that the clock skips in spring moves forward by the gap; of a
 * time that it shows twice in autumn the first is meant (what RFC 5545 and `Temporal` call compatible).
 *
 * @throws RangeError where the zone is unknown
 */
export function wallClock(timeZone: string): WallClock {
  const offsetAt = zoneOffset(timeZone)
  return (wallMs) => {
    // Zones change at most once in two days, so one of these two offsets holds at the wall time.
    const before = offsetAt(wallMs - dayMs)
    const after = offsetAt(wallMs + dayMs)
    const first = wallMs - Math.max(before, after)
    const second = wallMs - Math.min(before, after)
    if (first + offsetAt(first) === wallMs) return first
    if (second + offsetAt(second) === wallMs) return second
    return wallMs - before
  }
}

/** The day that the calendar on the wall shows: `2026-03-01`. */
export function dayOf(instantMs: number, timeZone: string): string {
  // Sweden writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instantMs)
}

/**
 * The instant at which a day begins in a zone, or an instant as it is. Where the clocks skip midnight, a day begins at
 * the first instant after.
 *
 * @param dayOrInstant `2026-03-01`, or ISO 8601 with an offset
 * @returns epoch milliseconds
 */
export function startOf(dayOrInstant: string, timeZone: string): number {
  if (dayOrInstant.length > 10) return Date.parse(dayOrInstant)
  const wallMs = Date.parse(`${dayOrInstant}T00:00:00Z`)
  return wallMs < zonesFrom || wallMs > zonesUntil ? wallMs : wallClock(timeZone)(wallMs)
}

/** From the first instant that counts to the first that does not, in epoch milliseconds; null where it has no such end. */
export type Period = { readonly from: number | null; readonly to: number | null }

/**
 * The period that a call asks for, by {@link startOf}.
 *
 * @throws AppError `invalid` when the end does not lie after the beginning
 */
export function periodOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
): Period {
  const from = asked.from === undefined ? null : startOf(asked.from, timeZone)
  const to = asked.to === undefined ? null : startOf(asked.to, timeZone)
  if (from !== null && to !== null && to <= from) {
    throw new AppError('invalid', '"to" must lie after "from"; the day or instant in "to" is excluded.', {
      field: 'to',
    })
  }
  return { from, to }
}

/** Programs say year 1 or 9999 for "without an end", which no calendar of a zone is needed for. */
const zonesFrom = Date.UTC(1900, 0)
const zonesUntil = Date.UTC(2200, 0)

/** Offset of a zone from UTC at an instant, in milliseconds. Asking Intl takes 2 µs or more, hence the memory. */
function zoneOffset(timeZone: string): (instantMs: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  const ask = (instantMs: number) => {
    const whole = Math.floor(instantMs / 1000) * 1000
    const part = Object.fromEntries(
      format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]),
    )
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
    return Date.UTC(year, month - 1, day, hour, minute, second) - whole
  }
  const offsetOfDay = new Map<number, number | null>()
  return (instantMs) => {
    const day = Math.floor(instantMs / dayMs)
    let offset = offsetOfDay.get(day)
    if (offset === undefined) {
      const start = ask(day * dayMs)
      // Null: the zone changes on this day, so every instant of it is looked up by itself.
      offset = start === ask((day + 1) * dayMs) ? start : null
      if (offsetOfDay.size >= rememberedDays) offsetOfDay.clear()
      offsetOfDay.set(day, offset)
    }
    return offset ?? ask(instantMs)
  }
}

const rememberedDays = 20_000
