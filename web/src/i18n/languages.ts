/** The languages of the application, each called by its own name. */
export const languages = { en: 'English', fr: 'Français', de: 'Deutsch' } as const
export type Language = keyof typeof languages
export const languageCodes = ['en', 'fr', 'de'] as const satisfies readonly Language[]

/**
 * The language to begin with: the one picked here before, or the first of the browser's that we speak.
 *
 * @param wanted language tags (RFC 5646), the most wanted first
 */
export function firstSpoken(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-')[0])
  return languageCodes.find((code) => code === bases.find((base) => isLanguage(base))) ?? 'en'
}

export function isLanguage(text: string | undefined): text is Language {
  return text !== undefined && Object.hasOwn(languages, text)
}
