const dayMs = 86_400_000

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

/** The day that the calendar on the wall shows at an instant: `2026-03-01`. */
export function dayOf(instantMs: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  })
  const parts = new Map(format.formatToParts(instantMs).map(({ type, value }) => [type, value]))
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
}

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
    // Not Date.UTC alone, which takes the year 20 for 1920.
    return (
      new Date(0).setUTCFullYear(year, month - 1, day) + Date.UTC(1970, 0, 1, hour, minute, second) - whole
    )
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
