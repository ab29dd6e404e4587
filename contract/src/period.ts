import { dayOf, wallClock } from './zoned-time.ts'

/*
 * Days and months of a calendar. A day is written `2026-03-01` and begins at midnight in the time zone of a contract,
 * wherever whoever looks at it is.
 */

const dayMs = 86_400_000

/** Whether a text is a day of the calendar; a browser's field for dates also gives years of five and six digits. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}

/** The day so many days later; earlier, with a negative number. */
export function addDays(day: string, days: number): string {
  return dayWithNumber(numberOf(day) + days)
}

/** The same day of the month, so many months later; the last day of a shorter month. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const lastOfMonth = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return dayWithNumber(Date.UTC(year, month - 1 + months, Math.min(date, lastOfMonth)) / dayMs)
}

/** How many days one day comes after another. */
export function daysBetween(from: string, to: string): number {
  return numberOf(to) - numberOf(from)
}

/** The first instant of a day in a time zone (epoch milliseconds): midnight, or what comes instead where clocks skip it. */
export function startOfDay(day: string, timeZone: string): number {
  return firstInstant(numberOf(day), timeZone)
}

/** The last second of a day in a time zone: until when something works whose last day it is. */
export function endOfDay(day: string, timeZone: string): number {
  return firstInstant(numberOf(day) + 1, timeZone) - 1000
}

/** The last day on which something works that ends at an instant: at midnight, the day before. */
export function lastDayBefore(endMs: number, timeZone: string): string {
  return dayOf(endMs - 1, timeZone)
}

/** Days since 1970: unlike texts they compare beyond the year 9999. */
function numberOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayMs
}

function dayWithNumber(number: number): string {
  return new Date(number * dayMs).toISOString().replace(/T.*/, '')
}

function firstInstant(number: number, timeZone: string): number {
  const wallMs = number * dayMs
  return wallMs < zonesFrom ? wallMs : wallClock(timeZone)(wallMs)
}

/** Programs say year 1 for "without a beginning"; what lies before it the calendar of a zone counts backwards. */
const zonesFrom = Date.parse('0002-01-01T00:00:00Z')
