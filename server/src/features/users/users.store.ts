import { z } from 'zod'
import { theme } from '@catalytics/contract/accounts.ts'
import { contractNumber, userId, type UserId } from '@catalytics/contract/ids.ts'
import { language } from '@catalytics/contract/languages.ts'
import type { Db } from '../../stores/directory/directory.ts'

const userRow = z
  .object({
    id: userId,
    email: z.string(),
    name: z.string(),
    language,
    theme,
    password_salt: z.string(),
    password_hash: z.string().nullable(),
    created_at: z.number(),
    last_seen_at: z.number().nullable(),
    totp_secret: z.string().nullable(),
    totp_pending: z.string().nullable(),
    changed_at: z.number().nullable(),
    email_proved_at: z.number().nullable(),
    made_by: z.string().nullable(),
    made_in: contractNumber.nullable(),
  })
  .transform((row) => ({ ...row, second_factor: row.totp_secret !== null }))
  .readonly()

/** What stands in `made_by` for the operator, and for the link that makes the first user; else it is an address. */
export const operator = 'operator'
export const bySetUp = 'set-up'

/** Somebody who signs in, as they are stored. */
export type User = z.infer<typeof userRow>

/** Adds a user; false when somebody has the address. */
export async function insertUser(
  db: Db,
  user: Omit<User, 'totp_secret' | 'totp_pending' | 'second_factor' | 'changed_at' | 'email_proved_at'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('users')
    .values(user)
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** @param email in the form that it is stored in: trimmed, lower case */
export async function userByEmail(db: Db, email: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
  return row === undefined ? undefined : userRow.parse(row)
}

export async function userById(db: Db, id: UserId): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : userRow.parse(row)
}

/** Holds the user's row until the transaction ends: of two changes, the later one sees the earlier one. */
export async function lockUser(db: Db, id: UserId): Promise<void> {
  // An update that changes nothing locks the row on PostgreSQL and the file on SQLite, which has no FOR UPDATE.
  await db
    .updateTable('users')
    .set((user) => ({ name: user.ref('name') }))
    .where('id', '=', id)
    .execute()
}

/** Changes what users say of themselves, and who answers for the account. */
export async function updateUser(
  db: Db,
  id: UserId,
  change: Partial<Pick<User, 'name' | 'language' | 'theme' | 'changed_at' | 'made_by' | 'made_in'>>,
): Promise<void> {
  if (Object.keys(change).length > 0) await db.updateTable('users').set(change).where('id', '=', id).execute()
}

/** Gives a user another password; a second factor that was being set up is forgotten. */
export async function updatePassword(
  db: Db,
  id: UserId,
  password: Pick<User, 'password_salt' | 'password_hash'>,
): Promise<void> {
  await db
    .updateTable('users')
    .set({ ...password, totp_pending: null })
    .where('id', '=', id)
    .execute()
}

/**
 * Holds the user until the transaction ends; false when their password was changed in the meantime. The salt stands for
 * it: every new password has its own.
 */
export async function holdPassword(
  db: Db,
  { id, password_salt }: Pick<User, 'id' | 'password_salt'>,
): Promise<boolean> {
  // An update that changes nothing locks the row on PostgreSQL and the file on SQLite, which has no FOR UPDATE.
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ password_salt })
    .where('id', '=', id)
    .where('password_salt', '=', password_salt)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Records that the address is proved; of several proofs the first counts. */
export async function proveEmail(db: Db, id: UserId, at: number): Promise<void> {
  await db
    .updateTable('users')
    .set({ email_proved_at: at })
    .where('id', '=', id)
    .where('email_proved_at', 'is', null)
    .execute()
}

/** Keeps the sealed secret of an authenticator that is being set up; an earlier one is forgotten. */
export async function setPendingSecret(db: Db, user: UserId, sealed: string): Promise<void> {
  await db.updateTable('users').set({ totp_pending: sealed }).where('id', '=', user).execute()
}

/** Puts the secret that was being set up in use; false when it is no longer the one that was meant. */
export async function confirmSecret(db: Db, user: UserId, sealed: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ totp_secret: sealed, totp_pending: null, totp_last_step: step })
    .where('id', '=', user)
    .where('totp_pending', '=', sealed)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** Takes the secret of the authenticator away. */
export async function clearSecret(db: Db, user: UserId): Promise<void> {
  const none = { totp_secret: null, totp_pending: null, totp_last_step: null }
  await db.updateTable('users').set(none).where('id', '=', user).execute()
}

/** Takes the code of a time step; false when it, or a later one, was taken before. */
export async function takeStep(db: Db, user: UserId, step: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('users')
    .set({ totp_last_step: step })
    .where('id', '=', user)
    .where((row) => row.or([row('totp_last_step', 'is', null), row('totp_last_step', '<', step)]))
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

/** All users of the installation, by address. */
export async function allUsers(db: Db): Promise<readonly User[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('email').limit(10_000).execute()
  return rows.map((row) => userRow.parse(row))
}

export async function hasUsers(db: Db): Promise<boolean> {
  const row = await db.selectFrom('users').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}
