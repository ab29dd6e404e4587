import type { Language } from '@catalytics/contract/languages.ts'

/** The languages of the application, each called by its own name. */
export const languageNames = { en: 'English', fr: 'Français', de: 'Deutsch' } as const satisfies Record<
  Language,
  string
>

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(languageNames, text)
}
