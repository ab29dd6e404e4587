import type { Db } from '../../stores/directory/directory.ts'

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
