import type { UserId } from '@catalytics/contract/ids.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { hashNewPassword, requireGoodPassword } from './accounts.passwords.ts'
import type { Accounts } from './accounts.room.ts'
import { userByEmail } from './accounts.store.ts'
import { makeUser } from './accounts.ts'

/** Somebody who is about to become a user, by an invitation into a contract. */
export type Newcomer = {
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly password: string
  /** The name of the contract. */
  readonly contract: string
}

/** The user with this address, in the form that addresses are stored in. */
export async function findUser({ db }: Pick<Accounts, 'db'>, email: string): Promise<UserId | undefined> {
  return (await userByEmail(db, email))?.id
}

/**
 * Checks and hashes a newcomer's password, which takes too long for a transaction; what comes back makes the user as
 * part of one.
 *
 * @throws AppError `invalid` naming the field `password` for one that is easy to guess
 */
export async function prepareUser(
  room: Pick<Accounts, 'clock' | 'hashing'>,
  { email, name, language, password, contract }: Newcomer,
): Promise<(tx: Db) => Promise<UserId>> {
  await requireGoodPassword(password, { words: [email, name, contract], secondFactor: false })
  const hashed = await hashNewPassword(room, password)
  return async (tx) => (await makeUser(room, tx, { email, name, language, ...hashed })).id
}
