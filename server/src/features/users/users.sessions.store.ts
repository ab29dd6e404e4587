import { z } from 'zod'
import { sessionId, userId, type UserId } from '@catalytics/contract/ids.ts'
import { flag } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { SessionsTable } from '../../stores/directory/schema-callers.ts'

const sessionRow = z
  .object({
    session: sessionId,
    created_at: z.number(),
    last_used_at: z.number(),
    user: userId,
    email: z.string(),
    name: z.string(),
    second_factor: flag,
  })
  .readonly()

/** A session with who is signed in by it; whether it has ended is not said yet. */
export type StoredSession = z.infer<typeof sessionRow>

export async function insertSession(db: Db, session: SessionsTable): Promise<void> {
  await db.insertInto('sessions').values(session).execute()
}

export async function sessionByHash(db: Db, hash: string): Promise<StoredSession | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user')
    .select((column) => [
      'sessions.id as session',
      'sessions.created_at',
      'last_used_at',
      'user',
      'email',
      'name',
      column
        .case()
        .when(column.or([column('totp_secret', 'is not', null), column('vouched', '=', 1)]))
        .then(1)
        .else(0)
        .end()
        .as('second_factor'),
    ])
    .where('hash', '=', hash)
    .executeTakeFirst()
  return row === undefined ? undefined : sessionRow.parse(row)
}

/** Records that a session is used, and its user is there. */
export async function touchSession(
  db: Db,
  { session, user }: Pick<StoredSession, 'session' | 'user'>,
  use: { readonly at: number; readonly address: string },
): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ last_used_at: use.at, address: use.address })
    .where('id', '=', session)
    .execute()
  await db.updateTable('users').set({ last_seen_at: use.at }).where('id', '=', user).execute()
}

const listedRow = z
  .object({
    id: sessionId,
    created_at: z.number(),
    last_used_at: z.number(),
    address: z.string(),
    client: z.string(),
  })
  .readonly()

/** The sessions of a user that have not ended, used last first. */
export async function sessionsOf(db: Db, user: UserId, ended: Ended) {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'created_at', 'last_used_at', 'address', 'client'])
    .where('user', '=', user)
    .where('last_used_at', '>', ended.lastUsed)
    .where('created_at', '>', ended.created)
    .orderBy('last_used_at', 'desc')
    .orderBy('id')
    .limit(1000)
    .execute()
  return rows.map((row) => listedRow.parse(row))
}

/** Ends all sessions of a user but the one that is kept, where one is. */
export async function deleteSessionsOf(db: Db, user: UserId, kept: string | null): Promise<void> {
  let remove = db.deleteFrom('sessions').where('user', '=', user)
  if (kept !== null) remove = remove.where('id', '!=', kept)
  await remove.execute()
}

/** Ends one session of a user; false when it had ended. */
export async function deleteSession(db: Db, user: UserId, id: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sessions')
    .where('user', '=', user)
    .where('id', '=', id)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

/** Sessions that were last used, or made, until these instants have ended. */
export type Ended = { readonly lastUsed: number; readonly created: number }

/** Removes what nobody can use any more. */
export async function deleteEndedSessions(db: Db, before: Ended): Promise<void> {
  await db
    .deleteFrom('sessions')
    .where((row) =>
      row.or([row('last_used_at', '<=', before.lastUsed), row('created_at', '<=', before.created)]),
    )
    .execute()
}
