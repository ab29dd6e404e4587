import type { Language } from '@catalytics/contract/languages.ts'
import { isDay } from '@catalytics/contract/period.ts'
import { locales } from './format.ts'

/** A day (YYYY-MM-DD) as readers of a language type it, such as 31/03/2027; as it is where it is none. */
export function typedDay(day: string, language: Language): string {
  if (!isDay(day)) return day
  const style = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locales[language], style).format(new Date(`${day}T00:00:00Z`))
}

/**
 * The day (YYYY-MM-DD) that somebody typed: day, month and year in this order, as all our languages have it, with
 * anything between; or as ISO 8601 has it.
 *
 * @returns undefined where it is no day of the calendar
 */
export function readDay(typed: string): string | undefined {
  const text = typed.trim()
  if (isDay(text)) return text
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\D+(\d{1,2})\D+(\d{4})$/.exec(text) ?? []
  const found = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(found) ? found : undefined
}
