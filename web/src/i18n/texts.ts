import { useSyncExternalStore } from 'react'
import type { Language } from '@catalytics/contract/languages.ts'
import { sayIn } from '@catalytics/contract/words/say.ts'
import type { KeyOf, Translated, ValuesOf } from '@catalytics/contract/words/text-types.ts'
import { en } from './en/en.ts'

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
  return useSyncExternalStore(subscribe, textNow)
}

/** Texts of this moment, outside of what draws a component; what draws one asks {@link useText}. */
export function textNow(): Texts {
  return now
}

/** Changes the language at once; its texts are fetched when it is picked first. What a person has typed stays. */
export async function switchLanguage(language: Language): Promise<void> {
  now = textsOf(language, await treeOf(language))
  // So that a screen reader speaks it right and the browser breaks words where they break.
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

let now = textsOf('en', en)
const listeners = new Set<() => void>()

function textsOf(language: Language, tree: Translated<typeof en>): Texts {
  return { say: (key, ...values) => sayIn(tree, language, key, values[0]), language, tree }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function treeOf(language: Language): Promise<Translated<typeof en>> {
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
