import { describe, expect, test } from 'vitest'
import type { Tree } from '@catalytics/contract/words/text-types.ts'
import { de } from './de/de.ts'
import { glossaryWords as germanWords } from './de/glossary-words.ts'
import { en } from './en/en.ts'
import { glossaryWords as englishWords } from './en/glossary-words.ts'
import { fr } from './fr/fr.ts'
import { glossaryWords as frenchWords } from './fr/glossary-words.ts'

const english = textsOf({ ...en, words: englishWords })

describe.each([
  ['French', textsOf({ ...fr, words: frenchWords }), ['one', 'many', 'other']],
  ['German', textsOf({ ...de, words: germanWords }), ['one', 'other']],
] as const)('%s', (_, texts, forms) => {
  // That no text is missing the compiler says; it does not look into them.
  test('asks for the same values as English, in every text', () => {
    const asked = [...texts].map(([name, text]) => [name, placeholders(text)])
    const wanted = [...texts.keys()].map((name) => [
      name,
      placeholders(english.get(name) ?? english.get(name.replace(/_many$/, '_other')) ?? ''),
    ])

    expect(asked).toEqual(wanted)
  })

  test('has every form of a number that the language knows', () => {
    const counted = [...english.keys()].filter((name) => name.endsWith('_other'))
    const missing = counted.flatMap((name) =>
      forms.map((form) => name.replace(/other$/, form)).filter((one) => !texts.has(one)),
    )

    expect(counted.length).toBeGreaterThan(0)
    expect(missing).toEqual([])
  })

  test('has no text that is empty or was left in English', () => {
    const same = [...texts].filter(([name, text]) => text.trim() === '' || isLeft(text, english.get(name)))

    expect(same).toEqual([])
  })
})

function textsOf(tree: Tree, above = ''): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string' ? [[above + name, value] as const] : [...textsOf(value, `${above}${name}.`)],
    ),
  )
}

function placeholders(text: string): readonly string[] {
  return [...text.matchAll(/\{\{(\w+)/g)].map(([, name = '']) => name).toSorted()
}

/** A word may be the same in two languages; a sentence never is. */
function isLeft(text: string, original: string | undefined): boolean {
  return (
    text === original &&
    text
      .replaceAll(/\{\{[^}]*\}\}/g, '')
      .trim()
      .split(/\s+/).length > 3
  )
}
