import type { UserId } from '@catalytics/contract/ids.ts'
import { randomBase62 } from '../../lib/random.ts'
import { hasAccount } from '../../lib/refusals.ts'
import type { Db } from '../../stores/directory/directory.ts'
import {
  deleteOriginsOf,
  deleteSessionsOf,
  clearSecret,
  proveEmail,
  updatePassword,
  userById,
  type User,
} from '../users/users.ts'
import { deleteLinksOf } from './credentials.resets.store.ts'
import type { Credentials } from './credentials.room.ts'
import { deleteCodesOf, deleteTicketsOf } from './credentials.second-factor.store.ts'

export type StoredPassword = Pick<User, 'password_salt' | 'password_hash'>

/** As it is stored of somebody who has not chosen a password yet: no password is right. */
export function noPassword(): StoredPassword {
  return { password_salt: randomBase62(22), password_hash: null }
}

/**
 * Gives a user another password, as part of a transaction. All that the one before has opened or could still open ends:
 * sessions, links to a new password, sign-ins that wait for a code, a second factor that is being set up.
 *
 * @param keptSession that of who changes their own password; null: none
 */
export async function replacePassword(
  tx: Db,
  user: UserId,
  password: StoredPassword,
  keptSession: string | null,
): Promise<void> {
  // First, as it holds the user: whoever is just signing in with the old password waits, and is refused then.
  await updatePassword(tx, user, password)
  await deleteSessionsOf(tx, user, keptSession)
  await deleteLinksOf(tx, user)
  await deleteTicketsOf(tx, user)
}

export type Renewal = {
  readonly password: StoredPassword
  /** That of who renews their own account; null: none. */
  readonly keptSession: string | null
  /** Whether what renews the account proves the address as well. */
  readonly proved: boolean
}

/**
 * Begins an account anew, of which nobody has proved that it is the address's owner's: whoever made it may know all
 * that opens it. Password, second factor, sessions, links and known places end, as part of a transaction.
 *
 * @throws AppError `conflict` when the address was proved in the meantime
 */
export async function renewAccount(
  { clock }: Pick<Credentials, 'clock'>,
  tx: Db,
  id: UserId,
  { password, keptSession, proved }: Renewal,
): Promise<User> {
  await replacePassword(tx, id, password, keptSession)
  // Looked at after it is held.
  const user = await userById(tx, id)
  if (user === undefined || user.email_proved_at !== null) throw hasAccount()
  await forgetSecondFactor(tx, id)
  await deleteOriginsOf(tx, id)
  if (proved) await proveEmail(tx, id, clock().getTime())
  return user
}

/** Takes the second factor away, with all its codes, as part of a transaction. */
export async function forgetSecondFactor(tx: Db, user: UserId): Promise<void> {
  await clearSecret(tx, user)
  await deleteCodesOf(tx, user)
}
