import type { Language } from '../languages.ts'
import type { Tree } from './text-types.ts'

type Values = Readonly<Record<string, string | number>>

/**
 * A text with its values: `{{name}}` as it is, `{{count, number}}` as a number of the language. With a value `count`
 * the form of the text is the one that the language has for that number (Unicode CLDR, as `Intl.PluralRules` knows it).
 *
 * @throws Error when the tree lacks the text: the types of `texts.ts` keep that from happening
 */
export function sayIn(tree: Tree, language: Language, key: string, values: Values = {}): string {
  const { count } = values
  const text =
    textAt(tree, key) ??
    (typeof count === 'number' ? textAt(tree, `${key}_${formOf(language, count)}`) : undefined)
  if (text === undefined) throw new Error(`There is no text ${key} in ${language}.`)
  return text.replaceAll(/\{\{(\w+)(, number)?\}\}/g, (_whole, name: string, isNumber?: string) => {
    const value = values[name] ?? ''
    return typeof value === 'number' && isNumber !== undefined
      ? new Intl.NumberFormat(language).format(value)
      : String(value)
  })
}

function formOf(language: Language, count: number): string {
  return new Intl.PluralRules(language).select(count)
}

function textAt(tree: Tree, key: string): string | undefined {
  let at: string | Tree | undefined = tree
  for (const name of key.split('.')) at = typeof at === 'object' ? at[name] : undefined
  return typeof at === 'string' ? at : undefined
}
