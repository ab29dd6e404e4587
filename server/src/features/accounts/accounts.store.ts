import { z } from 'zod'
import { theme } from '@catalytics/contract/accounts.ts'
import { userId, type UserId } from '@catalytics/contract/ids.ts'
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
  })
  .transform((row) => ({ ...row, second_factor: row.totp_secret !== null }))
  .readonly()

/** Somebody who signs in, as they are stored. */
export type User = z.infer<typeof userRow>

/** Adds a user; false when somebody has the address. */
export async function insertUser(
  db: Db,
  user: Omit<User, 'totp_secret' | 'totp_pending' | 'second_factor'>,
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

/** Changes what users say of themselves. */
export async function updateUser(
  db: Db,
  id: UserId,
  change: Partial<Pick<User, 'name' | 'language' | 'theme'>>,
): Promise<void> {
  if (Object.keys(change).length > 0) await db.updateTable('users').set(change).where('id', '=', id).execute()
}

export async function updatePassword(
  db: Db,
  id: UserId,
  password: Pick<User, 'password_salt' | 'password_hash'>,
): Promise<void> {
  await db.updateTable('users').set(password).where('id', '=', id).execute()
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
