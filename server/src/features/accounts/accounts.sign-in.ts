import type { SecondFactorSignIn, SignIn } from '@catalytics/contract/accounts.ts'
import { plainAddress } from '../../lib/cidr.ts'
import type { Db } from '../../stores/directory/directory.ts'
import {
  makeTicket,
  noPassword,
  renewAccount,
  requireCode,
  requirePassword,
  wrongPassword,
} from '../credentials/credentials.ts'
import {
  holdPassword,
  notify,
  recordEverywhere,
  userByEmail,
  type Origin,
  type User,
} from '../users/users.ts'
import type { Accounts } from './accounts.room.ts'
import { startSession } from './accounts.sessions.ts'

/**
 * Signs somebody in by address and password: what goes into the cookie, or the ticket to show with a code where there
 * is a second factor.
 *
 * @throws AppError as {@link requirePassword}
 */
export async function signIn(
  room: Accounts,
  shown: SignIn,
  from: Origin,
): Promise<{ readonly session: string } | { readonly ticket: string }> {
  const user = await requirePassword(room, shown, from)
  return await room.db.transaction().execute(async (tx) => {
    // While it was being hashed the password may have been changed.
    if (!(await holdPassword(tx, user))) throw wrongPassword()
    if (user.second_factor) return { ticket: await makeTicket(room, tx, user) }
    return { session: await startSession(room, tx, user, from) }
  })
}

/**
 * Signs in whoever has shown their password and now shows a code; what goes into the cookie.
 *
 * @throws AppError as {@link requireCode}
 */
export async function signInWithCode(
  room: Accounts,
  shown: SecondFactorSignIn,
  from: Origin,
): Promise<string> {
  return await requireCode(room, shown, from, (tx, user) => startSession(room, tx, user, from))
}

/**
 * Signs in whoever the OpenID provider vouches for; what goes into the cookie. Undefined for an address that no user
 * has: nobody becomes a user by this. The first time proves the address. How sure the provider is, a second factor included, is its affair.
 */
export async function signInVouched(
  room: Accounts,
  email: string,
  from: Origin,
): Promise<string | undefined> {
  const user = await userByEmail(room.db, email)
  if (user === undefined) return undefined
  return await room.db.transaction().execute(async (tx) => {
    if (user.email_proved_at === null) await proveByProvider(room, tx, user, from)
    return await startSession(room, tx, user, from, { vouched: true })
  })
}

/** Ends what somebody else may have set before the address was proved. */
async function proveByProvider(room: Accounts, tx: Db, user: User, from: Origin): Promise<void> {
  const renewal = { password: noPassword(), keptSession: null, proved: true }
  await renewAccount(room, tx, user.id, renewal)
  if (user.password_hash === null && !user.second_factor) return
  const address = plainAddress(from.address)
  await notify(room, tx, user, { notice: 'address_proved', address })
  await recordEverywhere(room, tx, { ...user, address }, 'password_changed')
}
