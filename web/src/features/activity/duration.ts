import type { Language } from '@catalytics/contract/languages.ts'

const units = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 },
] as const

/** A length of time in the largest unit that tells it exactly: 3 days, 36 hours. */
export function formatDuration(seconds: number, language: Language): string {
  const { unit, seconds: size } = units.find((one) => seconds % one.seconds === 0) ?? units[3]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size)
}
