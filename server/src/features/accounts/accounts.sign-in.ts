import { email as emailSchema } from '@catalytics/contract/email.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { normalised } from '../../lib/password-rules.ts'
import { attemptFrom } from './accounts.origins.ts'
import type { Accounts, Origin } from './accounts.room.ts'
import { startSession, type Visitor } from './accounts.sessions.ts'
import { userByEmail, type User } from './accounts.store.ts'

type Shown = { readonly email: string; readonly password: string }

/**
 * The user who has this address and this password. Unknown and known addresses get the same words in the same time:
 * each attempt costs the same look-ups and one slow hash.
 *
 * @throws AppError `unauthorized` in the same words whatever was wrong; `too_many_requests` after too many failures;
 *   `unavailable` when too many passwords wait to be hashed
 */
export async function requirePassword(room: Accounts, shown: Shown, origin: Origin): Promise<User> {
  const from = { ...origin, address: plainAddress(origin.address) }
  const parsed = emailSchema.safeParse(shown.email)
  const email = parsed.success ? parsed.data : shown.email.slice(0, 254)
  const attempt = await attemptFrom(room.db, email, from)
  const waitSeconds = room.attempts.take(email, attempt)
  if (waitSeconds > 0) throw throttled(waitSeconds)
  const found = await userByEmail(room.db, email)
  const hashing = room.hashing.hash(found?.password_salt ?? saltOfNobody, normalised(shown.password))
  const hashed = await hashing.catch((error: unknown) => {
    // Nothing was found out, for nobody's fault.
    room.attempts.giveBack(email, attempt)
    throw error
  })
  if (found === undefined || !isRight(found, hashed)) {
    if (found !== undefined) room.failures.note({ ...found, reason: 'wrong_password', address: from.address })
    throw new AppError('unauthorized', 'The address or the password is wrong.')
  }
  room.attempts.giveBack(email, attempt)
  return found
}

/**
 * The user who is signed in, if this is their password. Who sits at a browser that was left open must not take the
 * account over: some things ask for the password again.
 *
 * @throws AppError `invalid` naming the field `current_password`; `too_many_requests` after too many wrong ones
 */
export async function requireOwnPassword(
  room: Accounts,
  who: Visitor,
  password: string,
  from: Origin,
): Promise<User> {
  try {
    return await requirePassword(room, { email: who.email, password }, from)
  } catch (error) {
    // 401 would say that the session has ended.
    if (error instanceof AppError && error.code === 'unauthorized')
      throw new AppError('invalid', 'This is not your current password.', { field: 'current_password' })
    throw error
  }
}

/**
 * Signs in whoever the OpenID provider vouches for; what goes into the cookie. Undefined for an address that no user
 * has: nobody becomes a user by this. How sure the provider is, a second factor included, is its affair.
 */
export async function signInVouched(
  room: Accounts,
  email: string,
  from: Origin,
): Promise<string | undefined> {
  const user = await userByEmail(room.db, email)
  return (
    user &&
    (await room.db.transaction().execute((tx) => startSession(room, tx, user, from, { vouched: true })))
  )
}

/** What to say to somebody who has to wait. */
export function throttled(seconds: number): AppError {
  const message = `Too many failed sign-ins. Try again in ${seconds} s, or where you have signed in before.`
  return new AppError('too_many_requests', message, { retryAfterSeconds: seconds })
}

/** As long as any user's, so that hashing for nobody takes as long. */
const saltOfNobody = 'AAAAAAAAAAAAAAAAAAAAAA'

function isRight({ password_hash }: User, hashed: string): boolean {
  return password_hash !== null && isSame(password_hash, hashed)
}
