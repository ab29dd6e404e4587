import type { ChangePassword } from '@catalytics/contract/credentials.ts'
import { notify, recordEverywhere, type Origin, type Visitor } from '../users/users.ts'
import { hashNewPassword, passwordFor, requireGoodPassword } from './credentials.passwords.ts'
import { requireOwnPassword } from './credentials.proof.ts'
import { replacePassword } from './credentials.renewal.ts'
import type { Credentials } from './credentials.room.ts'

export { hashNewPassword, passwordFor, requireGoodPassword } from './credentials.passwords.ts'
export { requirePassword, wrongPassword } from './credentials.proof.ts'
export { forgetSecondFactor, noPassword, renewAccount, replacePassword } from './credentials.renewal.ts'
export { passwordLinkFor } from './credentials.resets.ts'
export type { Credentials } from './credentials.room.ts'
export { makeTicket, requireCode } from './credentials.second-factor.ts'

/**
 * Gives the user another password; all their other sessions end, and all links and tickets of the one before.
 *
 * @throws AppError `invalid` naming the field at fault; `too_many_requests` after too many wrong current ones
 */
export async function changePassword(
  room: Credentials,
  who: Visitor & { readonly sessionId: string },
  { current_password, new_password }: ChangePassword,
  from: Origin,
): Promise<void> {
  const user = await requireOwnPassword(room, who, current_password, from)
  await requireGoodPassword(new_password, await passwordFor(room, user), 'new_password')
  const password = await hashNewPassword(room, new_password)
  await room.db.transaction().execute(async (tx) => {
    await replacePassword(tx, user.id, password, who.sessionId)
    await notify(room, tx, user, { notice: 'password_changed', address: who.address })
    await recordEverywhere(room, tx, who, 'password_changed')
  })
}
