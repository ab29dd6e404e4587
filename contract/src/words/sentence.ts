import type { Language } from '../languages.ts'
import type { Because } from '../reasons.ts'
import type { words as english } from './en/words.ts'
import { sayIn } from './say.ts'
import type { Translated } from './text-types.ts'

/** The words that server and browser share, in one language. */
export type Words = Translated<typeof english>

/** A reason in words. Roles among its values are said by their names. */
export function sentenceOf(words: Words, language: Language, { reason, params }: Because): string {
  const { roles } = params
  if (typeof roles !== 'string') return sayIn(words, language, `reasons.${reason}`, params)
  const names: Readonly<Record<string, string>> = words.roles
  const named = roles.split(', ').map((role) => names[role] ?? role)
  return sayIn(words, language, `reasons.${reason}`, { ...params, roles: named.join(', ') })
}
