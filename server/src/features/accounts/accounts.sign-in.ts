import { email as emailSchema } from '@catalytics/contract/events.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { normalised } from '../../lib/password-rules.ts'
import { attemptFrom } from './accounts.origins.ts'
import type { Accounts, Origin } from './accounts.room.ts'
import { startSession } from './accounts.sessions.ts'
import { userByEmail, type User } from './accounts.store.ts'

type Shown = { readonly email: string; readonly password: string }

/**
 * Signs somebody in by address and password; what goes into the cookie.
 *
 * @throws AppError as {@link requirePassword}
 */
export async function signIn(room: Accounts, shown: Shown, from: Origin): Promise<string> {
  const user = await requirePassword(room, shown, from)
  return await room.db.transaction().execute((tx) => startSession(room, tx, user, from))
}

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

function throttled(seconds: number): AppError {
  const message = `Too many failed sign-ins. Try again in ${seconds} s, or where you have signed in before.`
  return new AppError('too_many_requests', message, { retryAfterSeconds: seconds })
}

/** As long as any user's, so that hashing for nobody takes as long. */
const saltOfNobody = 'AAAAAAAAAAAAAAAAAAAAAA'

function isRight({ password_hash }: User, hashed: string): boolean {
  return password_hash !== null && isSame(password_hash, hashed)
}
