import { isLanguage } from '../i18n/languages.ts'
import { switchLanguage } from '../i18n/texts.ts'
import { keepPreference } from '../lib/preferences.ts'

/** Changes the language at once and remembers it. */
export function useLanguageChoice(): (picked: string) => void {
  return (picked) => {
    if (!isLanguage(picked)) return
    keepPreference('language', picked)
    void switchLanguage(picked)
  }
}
