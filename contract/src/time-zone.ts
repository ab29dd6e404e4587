import { z } from 'zod'
import { because, ruled } from './reasons.ts'

/** An IANA time zone. */
export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, {
    error: ruled(because('not_a_time_zone'), 'is not an IANA time zone, such as Europe/Paris'),
  })

function isTimeZone(name: string): boolean {
  // An offset such as +01:00 is understood by Intl too, but says nothing about daylight saving.
  return /^[A-Za-z]/.test(name) && validZone(name)
}

function validZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) instanceof Intl.DateTimeFormat
  } catch {
    return false
  }
}
