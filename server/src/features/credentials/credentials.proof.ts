import { email as emailSchema } from '@catalytics/contract/email.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { saltOfNobody } from '../../lib/password-hashing.ts'
import { normalised } from '../../lib/password-rules.ts'
import { attemptFrom, userByEmail, type Origin, type User, type Visitor } from '../users/users.ts'
import type { Credentials, Failure } from './credentials.room.ts'

type Shown = { readonly email: string; readonly password: string }

/**
 * The user who has this address and this password. Unknown and known addresses get the same words in the same time:
 * each attempt costs the same look-ups and one slow hash.
 *
 * @param failure what the activity log says of a wrong one
 * @throws AppError `unauthorized` in the same words whatever was wrong; `too_many_requests` after too many failures;
 *   `unavailable` when too many passwords wait to be hashed
 */
export async function requirePassword(
  room: Credentials,
  shown: Shown,
  origin: Origin,
  failure: Failure['reason'] = 'wrong_password',
): Promise<User> {
  const from = { ...origin, address: plainAddress(origin.address) }
  const parsed = emailSchema.safeParse(shown.email)
  const email = parsed.success ? parsed.data : shown.email.slice(0, 254)
  const attempt = await attemptFrom(room.db, email, from)
  const waitSeconds = room.attempts.take(email, attempt)
  if (waitSeconds > 0) throw throttled(waitSeconds)
  const found = await userByEmail(room.db, email)
  const hashing = room.hashing.hash(found?.password_salt ?? saltOfNobody, normalised(shown.password))
  const hashed = await hashing.catch((error: unknown) => {
    // Hashing failed on our side; no guess was made.
    room.attempts.giveBack(email, attempt)
    throw error
  })
  if (found === undefined || !isRight(found, hashed)) {
    if (found !== undefined) room.failures.note({ ...found, reason: failure, address: from.address })
    throw wrongPassword()
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
  room: Credentials,
  who: Visitor,
  password: string,
  from: Origin,
): Promise<User> {
  try {
    return await requirePassword(room, { email: who.email, password }, from, 'wrong_current_password')
  } catch (error) {
    // 401 would say that the session has ended.
    if (error instanceof AppError && error.code === 'unauthorized')
      throw new AppError('invalid', because('wrong_current_password'), { field: 'current_password' })
    throw error
  }
}

/** What to say whatever was wrong. */
export function wrongPassword(): AppError {
  return new AppError('unauthorized', because('wrong_password'))
}

/** What to say to somebody who has to wait. */
export function throttled(seconds: number): AppError {
  return new AppError('too_many_requests', because('too_many_sign_ins', { seconds }), {
    retryAfterSeconds: seconds,
  })
}

function isRight({ password_hash }: User, hashed: string): boolean {
  return password_hash !== null && isSame(password_hash, hashed)
}
