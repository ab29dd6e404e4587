import i18next from 'i18next'
import { useMemo } from 'react'
import { initReactI18next, useTranslation } from 'react-i18next'
import { en } from './en/en.ts'
import { isLanguage, type Language } from './languages.ts'
import type { KeyOf, Translated, Tree, ValuesOf } from './text-types.ts'

/** The name of a text: its place in `en/`. */
export type TextKey = KeyOf<typeof en>

/** Names of texts that need no values, for lists of labels. */
export type PlainKey = { [K in TextKey]: ValuesOf<typeof en, K> extends readonly [] ? K : never }[TextKey]

/** Gives a text in the language of the moment; the values it needs are checked by the compiler. */
export type Say = <K extends TextKey>(key: K, ...values: ValuesOf<typeof en, K>) => string

type Texts = {
  readonly say: Say
  readonly language: Language
  /** All texts as they are, for lists whose items are not known by name. */
  readonly tree: Translated<typeof en>
}

/** Texts for a component, which is drawn again when the language changes. */
export function useText(): Texts {
  const { t, i18n } = useTranslation()
  const say = useMemo(() => sayWith(t), [t])
  const language = isLanguage(i18n.language) ? i18n.language : 'en'
  return { say, language, tree: loaded.get(language) ?? en }
}

const loaded = new Map<Language, Translated<typeof en>>([['en', en]])

// The library's own types would check the values too, over and over; ours have done so.
function sayWith(translate: (key: string, values: Readonly<Record<string, unknown>>) => string): Say {
  return (key, ...values) => translate(key, { ...values[0] })
}

/** Starts with a language; the texts of the others are fetched when somebody picks them. */
export async function startTexts(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: await treeOf(language) } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
    returnEmptyString: false,
  })
  markPage(language)
}

/** Changes the language at once; what a person has typed stays. */
export async function switchLanguage(language: Language): Promise<void> {
  if (i18next.language === language) return
  i18next.addResourceBundle(language, 'translation', await treeOf(language))
  await i18next.changeLanguage(language)
  markPage(language)
}

/** So that a screen reader speaks it right and the browser breaks words where they break. */
function markPage(language: Language): void {
  document.documentElement.lang = language
}

async function treeOf(language: Language): Promise<Tree> {
  const tree = loaded.get(language) ?? (await fetchTree(language))
  loaded.set(language, tree)
  return tree
}

async function fetchTree(language: Language): Promise<Translated<typeof en>> {
  switch (language) {
    case 'en':
      return en
    case 'fr':
      return (await import('./fr/fr.ts')).fr
    case 'de':
      return (await import('./de/de.ts')).de
    default:
      return language satisfies never
  }
}
