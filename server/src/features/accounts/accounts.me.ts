import { changeMe as changeMeBody, type ChangeMe, type SessionUser } from '@catalytics/contract/accounts.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { anyVersion, changedFields, changedMeanwhile, type Precondition } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import { lockUser, updateUser, userById, type User } from '../users/users.ts'
import type { Accounts } from './accounts.room.ts'
import { presentOwn } from './accounts.sessions.ts'

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
