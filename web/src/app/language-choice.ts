import { useEffect } from 'react'
import { isLanguage } from '../i18n/languages.ts'
import { switchLanguage } from '../i18n/texts.ts'
import { useKeepChoice } from '../lib/own-choices.ts'
import { keepPreference } from '../lib/preferences.ts'
import { useVisitor } from '../lib/session.ts'

/** Changes the language at once and remembers it, with the account of whoever is signed in. */
export function useLanguageChoice(): (picked: string) => void {
  const keep = useKeepChoice()
  return (picked) => {
    if (!isLanguage(picked)) return
    keepPreference('language', picked)
    keep({ language: picked })
    void switchLanguage(picked)
  }
}

/** Speaks the language of whoever is signed in. */
export function useOwnLanguage(): void {
  const language = useVisitor()?.user.language
  useEffect(() => {
    if (language === undefined) return
    keepPreference('language', language)
    void switchLanguage(language)
  }, [language])
}
