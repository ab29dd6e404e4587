import { z } from 'zod'

/** The languages of the screens, the mails and the problems, as language tags (BCP 47). */
export const languages = ['en', 'fr', 'de'] as const
export const language = z.enum(languages).meta({ id: 'Language' })
export type Language = z.infer<typeof language>

/**
 * The first of the wanted languages that we speak; English where we speak none.
 *
 * @param wanted language tags (RFC 5646), the most wanted first
 */
export function firstSpoken(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-')[0])
  return bases.flatMap((base) => languages.find((code) => code === base) ?? [])[0] ?? 'en'
}
