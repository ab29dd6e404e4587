/*
 * Days are those of a contract: they begin at midnight in its time zone, wherever the browser is. A day is YYYY-MM-DD.
 */

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** The day that it is at an instant in a time zone (IANA). */
export function dayAt(at: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', {
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone,
  })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${parts.get('year')?.padStart(4, '0')}-${parts.get('month')}-${parts.get('day')}`
}

/** Whether a text is a day of the calendar; a browser's field for dates also gives years of five and six digits. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}

/** The first instant of a day in a time zone: midnight, or what comes instead where clocks skip it. */
export function startOfDay(day: string, timeZone: string): Date {
  return firstInstant(numberOf(day), timeZone)
}

/** The last second of a day in a time zone: when what works until that day ends. */
export function endOfDay(day: string, timeZone: string): Date {
  return new Date(firstInstant(numberOf(day) + 1, timeZone).getTime() - 1000)
}

/** Days since 1970: unlike texts they compare beyond the year 9999. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

function firstInstant(number: number, timeZone: string): Date {
  // No zone is further from UTC. Days follow each other, so the first instant is where they change.
  let [before, from] = [number * dayMs - 15 * hourMs, number * dayMs + 15 * hourMs]
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    if (numberAt(new Date(middle), timeZone) < number) before = middle
    else from = middle
  }
  return new Date(from)
}

function numberAt(at: Date, timeZone: string): number {
  const [year = '', month = '', day = ''] = dayAt(at, timeZone).split('-')
  // Not Date.UTC, which takes the year 20 for 1920.
  return new Date(0).setUTCFullYear(Number(year), Number(month) - 1, Number(day)) / dayMs
}

/** The last day on which something works that ends at an instant: at midnight, the day before. */
export function lastDayBefore(end: Date, timeZone: string): string {
  return dayAt(new Date(end.getTime() - 1), timeZone)
}
