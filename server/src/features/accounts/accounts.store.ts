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

/** Notes that the address is proved; of several proofs the first counts. */
export async function proveEmail(db: Db, id: UserId, at: number): Promise<void> {
  await db
    .updateTable('users')
    .set({ email_proved_at: at })
    .where('id', '=', id)
    .where('email_proved_at', 'is', null)
    .execute()
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

// There is one link at most, so that taking it away locks out whoever else follows it at the same time.
const linkName = 'set-up'

/** Makes this the one link that sets the installation up. */
export async function replaceSetUpLink(
  db: Db,
  link: { readonly hash: string; readonly created_at: number },
): Promise<void> {
  await db
    .insertInto('set_up_links')
    .values({ name: linkName, ...link })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(link))
    .execute()
}

export async function isSetUpLink(db: Db, hash: string): Promise<boolean> {
  const row = await db.selectFrom('set_up_links').select('name').where('hash', '=', hash).executeTakeFirst()
  return row !== undefined
}

/** Takes the link away: with a hash, only if it is this one's. False when there was none. */
export async function removeSetUpLink(db: Db, hash?: string): Promise<boolean> {
  let remove = db.deleteFrom('set_up_links').where('name', '=', linkName)
  if (hash !== undefined) remove = remove.where('hash', '=', hash)
  const { numDeletedRows } = await remove.executeTakeFirst()
  return numDeletedRows === 1n
}
