import { randomBytes } from 'node:crypto'
import {
  credentialLimits,
  passwordReason,
  type PasswordCheckAnswer,
  type PasswordProblem,
} from '@catalytics/contract/credentials.ts'
import { AppError, inEnglish } from '../../lib/errors.ts'
import { normalised, weaknessOf } from '../../lib/password-rules.ts'
import { strengthOf } from '../../lib/password-strength.ts'
import * as contracts from '../contracts/contracts.ts'
import * as members from '../members/members.ts'
import type { User } from '../users/users.ts'
import type { Credentials } from './credentials.room.ts'

/** For whom a password is. */
export type PasswordFor = {
  /** What it must not lean on: names and addresses of the user, names of their contracts. */
  readonly words: readonly string[]
  /** With a second factor a shorter one will do. */
  readonly secondFactor: boolean
}

/** What a user's own password must not lean on. */
export async function passwordFor({ db }: Pick<Credentials, 'db'>, user: User): Promise<PasswordFor> {
  const own = await members.membershipsOf({ db }, user.id)
  const named = await Promise.all(own.map(({ number }) => contracts.contractOfNumber({ db }, number)))
  return {
    words: [user.email, user.name, ...named.map(({ name }) => name)],
    secondFactor: user.second_factor,
  }
}

/** A new password as it is stored, with a salt of its own. */
export async function hashNewPassword({ hashing }: Pick<Credentials, 'hashing'>, password: string) {
  const password_salt = randomBytes(16).toString('base64url')
  return { password_salt, password_hash: await hashing.hash(password_salt, normalised(password)) }
}

/**
 * Refuses a password that is easy to guess.
 *
 * @throws AppError `invalid` naming the field
 */
export async function requireGoodPassword(
  password: string,
  whose: PasswordFor,
  field = 'password',
): Promise<void> {
  const { acceptable, problems } = await checkPassword(password, whose)
  if (acceptable) return
  const words = problems.map(({ detail }) => detail).join(' ')
  throw new AppError('invalid', `${words} Several words that do not belong together do well.`, {
    field,
    faults: problems.map(({ code }) => ({
      ...passwordReason(code, whose.secondFactor),
      path: field.split('.'),
    })),
  })
}

/** What is to be said of a password: the same for the meter and for the refusal. */
export async function checkPassword(
  password: string,
  { words, secondFactor }: PasswordFor,
): Promise<PasswordCheckAnswer> {
  const names = [...words, ...words.flatMap(partsOfAddress), 'Catalytics']
  const strength = await strengthOf(normalised(password).toWellFormed(), names)
  const weakness = weaknessOf(password, names)
  const codes: readonly (PasswordProblem['code'] | null)[] = [
    faultOfForm(password, secondFactor),
    weakness ?? (strength < leastScore ? 'easy_to_guess' : null),
  ]
  const problems = codes
    .filter((code) => code !== null)
    .map((code) => ({ code, detail: inEnglish(passwordReason(code, secondFactor)) }))
  // The estimate knows neither our words nor theirs as well as the rules do.
  const score = weakness === null ? strength : Math.min(strength, 1)
  return { acceptable: problems.length === 0, score, problems }
}

/** Below are those that a program guesses, given the hash, with patience. */
const leastScore = 3

function faultOfForm(password: string, secondFactor: boolean): PasswordProblem['code'] | null {
  const { min, minWithSecondFactor, max } = credentialLimits.passwordCharacters
  const characters = Array.from(normalised(password)).length
  if (!password.isWellFormed() || /\p{Cc}/u.test(password)) return 'not_text'
  if (characters < (secondFactor ? minWithSecondFactor : min)) return 'too_short'
  return characters > max ? 'too_long' : null
}

/** What stands before the @, and the company's name in the domain. */
function partsOfAddress(text: string): string[] {
  const at = text.lastIndexOf('@')
  if (at < 0) return []
  return [text.slice(0, at), ...text.slice(at + 1).split('.')]
}
