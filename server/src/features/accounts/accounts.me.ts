import type { ChangeMe, ChangePassword, SessionUser } from '@catalytics/contract/accounts.ts'
import { AppError } from '../../lib/errors.ts'
import { notify } from './accounts.notices.ts'
import { hashNewPassword, passwordFor, requireGoodPassword } from './accounts.passwords.ts'
import type { Accounts, Origin } from './accounts.room.ts'
import { deleteSessionsOf } from './accounts.sessions.store.ts'
import { presentOwn, recordEverywhere, type Visitor } from './accounts.sessions.ts'
import { requireOwnPassword } from './accounts.sign-in.ts'
import { updatePassword, updateUser, userById, type User } from './accounts.store.ts'

/** Changes what users say of themselves. */
export async function changeMe(
  { db }: Pick<Accounts, 'db'>,
  id: User['id'],
  change: ChangeMe,
): Promise<SessionUser> {
  const { name, language, theme } = change
  await updateUser(db, id, {
    ...(name !== undefined && { name }),
    ...(language !== undefined && { language }),
    ...(theme !== undefined && { theme }),
  })
  const user = await userById(db, id)
  if (user === undefined) throw new AppError('unauthorized', 'This user is no longer there.')
  return presentOwn(user)
}

/**
 * Gives the user another password; all their other sessions end.
 *
 * @throws AppError `invalid` naming the field at fault; `too_many_requests` after too many wrong current ones
 */
export async function changePassword(
  room: Accounts,
  who: Visitor & { readonly sessionId: string },
  { current_password, new_password }: ChangePassword,
  from: Origin,
): Promise<void> {
  const user = await requireOwnPassword(room, who, current_password, from)
  await requireGoodPassword(new_password, await passwordFor(room, user), 'new_password')
  const password = await hashNewPassword(room, new_password)
  await room.db.transaction().execute(async (tx) => {
    await updatePassword(tx, user.id, password)
    await deleteSessionsOf(tx, user.id, who.sessionId)
    await notify(room, tx, user, { notice: 'password_changed', address: who.address })
    await recordEverywhere(room, tx, who, 'password_changed')
  })
}
