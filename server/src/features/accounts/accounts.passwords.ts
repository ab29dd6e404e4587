import { randomBytes } from 'node:crypto'
import { accountLimits } from '@catalytics/contract/accounts.ts'
import { AppError } from '../../lib/errors.ts'
import { normalised, weaknesses, weaknessOf } from '../../lib/password-rules.ts'
import type { Accounts } from './accounts.room.ts'

/** A new password as it is stored, with a salt of its own. */
export async function hashNewPassword({ hashing }: Pick<Accounts, 'hashing'>, password: string) {
  const password_salt = randomBytes(16).toString('base64url')
  return { password_salt, password_hash: await hashing.hash(password_salt, normalised(password)) }
}

/**
 * Refuses a password that is easy to guess.
 *
 * @param words what it must not lean on: names and addresses of the user, names of their contracts
 * @throws AppError `invalid` naming the field `password`
 */
export function requireGoodPassword(password: string, words: readonly string[]): void {
  const fault = faultOf(password, [...words, ...words.flatMap(partsOfAddress), 'Catalytics'])
  if (fault === null) return
  throw new AppError('invalid', `The password ${fault}. Several words that do not belong together do well.`, {
    field: 'password',
  })
}

function faultOf(password: string, words: readonly string[]): string | null {
  const { min, max } = accountLimits.passwordCharacters
  const characters = Array.from(normalised(password)).length
  if (!password.isWellFormed() || /\p{Cc}/u.test(password))
    return 'has control characters or half a character'
  if (characters < min) return `has ${characters} characters; it needs ${min}`
  if (characters > max) return `has ${characters} characters; ${max} are the most`
  const weakness = weaknessOf(password, words)
  return weakness === null ? null : weaknesses[weakness]
}

/** What stands before the @, and the company's name in the domain. */
function partsOfAddress(text: string): string[] {
  const at = text.lastIndexOf('@')
  if (at < 0) return []
  return [text.slice(0, at), ...text.slice(at + 1).split('.')]
}
