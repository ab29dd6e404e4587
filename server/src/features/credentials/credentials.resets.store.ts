import { z } from 'zod'
import { userId, type UserId } from '@catalytics/contract/ids.ts'
import { flag } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'

export async function insertLink(
  db: Db,
  link: {
    readonly hash: string
    readonly user: UserId
    readonly expires_at: number
    readonly mailed: number
  },
): Promise<void> {
  await db.insertInto('password_links').values(link).execute()
}

const linkRow = z.object({ user: userId, mailed: flag }).readonly()

/** Whose link it is, while it works, and whether it came by mail. */
export async function findLink(
  db: Db,
  hash: string,
  now: number,
): Promise<z.infer<typeof linkRow> | undefined> {
  const row = await db
    .selectFrom('password_links')
    .select(['user', 'mailed'])
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row === undefined ? undefined : linkRow.parse(row)
}

/** Takes a link away; false when it was used in the meantime. */
export async function deleteLink(db: Db, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom('password_links').where('hash', '=', hash).executeTakeFirst()
  return numDeletedRows === 1n
}

export async function deleteLinksOf(db: Db, user: UserId): Promise<void> {
  await db.deleteFrom('password_links').where('user', '=', user).execute()
}

export async function deleteExpiredLinks(db: Db, now: number): Promise<void> {
  await db.deleteFrom('password_links').where('expires_at', '<=', now).execute()
}
