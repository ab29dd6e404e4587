import { useEffect } from 'react'
import type { Language } from '@catalytics/contract/languages.ts'
import { isLanguage, languageNames } from '../i18n/languages.ts'
import { switchLanguage, textNow } from '../i18n/texts.ts'
import { ApiError } from '../lib/api.ts'
import { useKeepChoice } from '../lib/own-choices.ts'
import { keepPreference } from '../lib/preferences.ts'
import { useVisitor } from '../lib/session.ts'
import { forgetFailure, tellFailure } from '../lib/told.ts'

/** Changes the language at once and remembers it, with the account of whoever is signed in. */
export function useLanguageChoice(): (picked: string) => void {
  const keep = useKeepChoice()
  return (picked) => {
    if (!isLanguage(picked)) return
    forgetFailure()
    speak(picked, () => {
      keepPreference('language', picked)
      keep({ language: picked }, () => textNow().say('frame.language', { name: languageNames[picked] }))
    })
  }
}

/** Speaks the language of whoever is signed in. */
export function useOwnLanguage(): void {
  const language = useVisitor()?.user.language
  useEffect(() => {
    if (language === undefined) return
    keepPreference('language', language)
    speak(language)
  }, [language])
}

/** Its texts may have to be fetched first. */
function speak(language: Language, then?: () => void): void {
  switchLanguage(language).then(then, (cause: unknown) => tellFailure(new ApiError('read', { cause })))
}
