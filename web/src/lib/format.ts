import type { Language } from '@catalytics/contract/languages.ts'
import { daysBetween, isDay } from '@catalytics/contract/period.ts'
import { countryNames } from '@catalytics/contract/region-names.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'

/** What is formatted for the readers of a language. */
export const locales = { en: 'en-GB', fr: 'fr-FR', de: 'de-DE' } as const satisfies Record<Language, string>

/** A whole number with the thousands of the language. */
export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value)
}

/** Day and time in a time zone, which is named, such as 22 Nov 2026, 14:05 CET. */
export function formatInstant(at: Date, language: Language, timeZone: string): string {
  const locale = locales[language]
  const style = { dateStyle: 'medium', timeStyle: 'short', timeZone } as const
  const text = new Intl.DateTimeFormat(locale, style).format(at)
  const named = new Intl.DateTimeFormat(locale, { timeZoneName: 'short', timeZone }).formatToParts(at)
  return `${text} ${named.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone}`
}

/** The day (YYYY-MM-DD) that it is in a time zone. */
export function dayAt(at: Date, timeZone: string): string {
  return dayOf(at.getTime(), timeZone)
}

/** A day (YYYY-MM-DD) in words, such as 22 Nov 2026; as it was typed where it is none. */
export function formatDay(day: string, language: Language): string {
  if (!isDay(day)) return day
  return new Intl.DateTimeFormat(locales[language], { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

/** What a country (ISO 3166-1) or a language (BCP 47) is called; its code where that has no name. */
export function nameOf(type: 'region' | 'language', code: string, language: Language): string {
  if (type === 'region') return countryNames(locales[language])(code)
  try {
    return new Intl.DisplayNames(locales[language], { type }).of(code) ?? code
  } catch {
    return code
  }
}

const steps = [
  { unit: 'second', seconds: 1, until: 60 },
  { unit: 'minute', seconds: 60, until: 3600 },
  { unit: 'hour', seconds: 3600, until: 86_400 },
  { unit: 'day', seconds: 86_400, until: 30 * 86_400 },
  { unit: 'month', seconds: 30.44 * 86_400, until: 365 * 86_400 },
  { unit: 'year', seconds: 365.25 * 86_400, until: Number.POSITIVE_INFINITY },
] as const

/** How long ago, or how long until: 2 min. ago, in 3 days. Days are those of the time zone: yesterday ended at midnight. */
export function formatDistance(at: Date, now: Date, language: Language, timeZone: string): string {
  const seconds = (at.getTime() - now.getTime()) / 1000
  const step = steps.find(({ until }) => Math.abs(seconds) < until) ?? steps[5]
  // A short month is “m.” in French, which reads as a minute.
  const style = step.unit === 'month' || step.unit === 'year' ? 'long' : 'short'
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto', style })
  const count = step.unit === 'day' ? midnightsBetween(now, at, timeZone) : Math.round(seconds / step.seconds)
  return format.format(count, step.unit)
}

function midnightsBetween(from: Date, to: Date, timeZone: string): number {
  return daysBetween(dayOf(from.getTime(), timeZone), dayOf(to.getTime(), timeZone))
}
