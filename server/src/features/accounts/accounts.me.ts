import {
  changeMe as changeMeBody,
  type ChangeMe,
  type ChangePassword,
  type SessionUser,
} from '@catalytics/contract/accounts.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { anyVersion, changedFields, changedMeanwhile, type Precondition } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { replacePassword } from './accounts.credentials.ts'
import { notify } from './accounts.notices.ts'
import { hashNewPassword, passwordFor, requireGoodPassword } from './accounts.passwords.ts'
import type { Accounts, Origin } from './accounts.room.ts'
import { presentOwn, recordEverywhere, type Visitor } from './accounts.sessions.ts'
import { requireOwnPassword } from './accounts.sign-in.ts'
import { lockUser, updateUser, userById, type User } from './accounts.store.ts'

const changeable = changeMeBody.keyof().options

/** What users say of themselves. */
export async function showMe({ db }: Pick<Accounts, 'db'>, id: User['id']): Promise<SessionUser> {
  return presentOwn(await requireUser(db, id))
}

/**
 * Changes what users say of themselves.
 *
 * @throws AppError `precondition_failed` where that is not of the version that the change was made on
 */
export async function changeMe(
  { db, clock }: Pick<Accounts, 'db' | 'clock'>,
  id: User['id'],
  change: ChangeMe,
  precondition: Precondition = anyVersion,
): Promise<SessionUser> {
  return await db.transaction().execute(async (tx) => {
    await lockUser(tx, id)
    const user = await requireUser(tx, id)
    const before = presentOwn(user)
    if (!precondition(before.version)) {
      const at = user.changed_at
      throw changedMeanwhile(at === null ? undefined : { by: user.email, at: isoInstant(at) })
    }
    const fields = changedFields(changeable, before, change)
    if (fields.length === 0) return before
    const given = Object.fromEntries(fields.map((field) => [field, change[field]]))
    await updateUser(tx, id, { ...given, changed_at: clock().getTime() })
    return presentOwn(await requireUser(tx, id))
  })
}

async function requireUser(db: Db, id: User['id']): Promise<User> {
  const user = await userById(db, id)
  if (user === undefined) throw new AppError('unauthorized', because('not_signed_in'))
  return user
}

/**
 * Gives the user another password; all their other sessions end, and all links and tickets of the one before.
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
    await replacePassword(tx, user.id, password, who.sessionId)
    await notify(room, tx, user, { notice: 'password_changed', address: who.address })
    await recordEverywhere(room, tx, who, 'password_changed')
  })
}
