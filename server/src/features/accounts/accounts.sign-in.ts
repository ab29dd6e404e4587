import { email as emailSchema } from '@catalytics/contract/events.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { normalised } from '../../lib/password-rules.ts'
import type { Accounts, Origin } from './accounts.room.ts'
import { startSession } from './accounts.sessions.ts'
import { userByEmail, type User } from './accounts.store.ts'

/**
 * Signs somebody in by address and password; what goes into the cookie. Unknown and known addresses get the same words
 * in the same time: each attempt costs one slow hash.
 *
 * @throws AppError `unauthorized` in the same words whatever was wrong; `too_many_requests` after too many failures;
 *   `unavailable` when too many passwords wait to be hashed
 */
export async function signIn(
  room: Accounts,
  shown: { readonly email: string; readonly password: string },
  from: Origin,
): Promise<string> {
  const address = plainAddress(from.address)
  const email = emailSchema.safeParse(shown.email)
  const name = email.success ? email.data : shown.email
  const waitSeconds = room.throttle.take(name, address)
  if (waitSeconds > 0) {
    const message = `Too many failed sign-ins from this address. Try again in ${waitSeconds} s.`
    throw new AppError('too_many_requests', message, { retryAfterSeconds: waitSeconds })
  }
  const found = email.success ? await userByEmail(room.db, email.data) : undefined
  const hashing = room.hashing.hash(found?.password_salt ?? saltOfNobody, normalised(shown.password))
  const hashed = await hashing.catch((error: unknown) => {
    // Nothing was found out, for nobody's fault.
    room.throttle.giveBack(name, address)
    throw error
  })
  if (found === undefined || !isRight(found, hashed)) {
    if (found !== undefined) room.failures.note({ ...found, reason: 'wrong_password', address })
    throw new AppError('unauthorized', 'The address or the password is wrong.')
  }
  room.throttle.giveBack(name, address)
  return await room.db.transaction().execute((tx) => startSession(room, tx, found, from))
}

/** As long as any user's, so that hashing for nobody takes as long. */
const saltOfNobody = 'AAAAAAAAAAAAAAAAAAAAAA'

function isRight({ password_hash }: User, hashed: string): boolean {
  return password_hash !== null && isSame(password_hash, hashed)
}
