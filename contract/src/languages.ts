import { z } from 'zod'

/** The languages of the screens and of the mails, as language tags (BCP 47). */
export const languages = ['en', 'fr', 'de'] as const
export const language = z.enum(languages).meta({ id: 'Language' })
export type Language = z.infer<typeof language>
