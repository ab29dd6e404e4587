import type { Language } from '@catalytics/contract/languages.ts'

/** Compares names as the language of the page orders them, whatever the browser speaks: "Bolt 9" before "Bolt 10". */
export function collatorOf(language: Language): Intl.Collator {
  return new Intl.Collator(language, { numeric: true })
}
