import { z } from 'zod'
import type { UserId } from '@catalytics/contract/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'

const originRow = z.object({ kind: z.enum(['address', 'device']), value: z.string() }).readonly()

/** From where somebody signed in: an address (of IPv6 the /64), or a browser by the SHA-256 of its cookie. */
export type SignInOrigin = z.infer<typeof originRow>

/** Those of the origins that the user with this address signed in from before. */
export async function knownOrigins(
  db: Db,
  email: string,
  origins: readonly SignInOrigin[],
): Promise<readonly SignInOrigin[]> {
  const rows = await db
    .selectFrom('sign_in_origins')
    .innerJoin('users', 'users.id', 'sign_in_origins.user')
    .select(['kind', 'value'])
    .where('email', '=', email)
    .where((row) =>
      row.or(origins.map(({ kind, value }) => row.and([row('kind', '=', kind), row('value', '=', value)]))),
    )
    .execute()
  return rows.map((row) => originRow.parse(row))
}

/** Forgets from where a user signed in. */
export async function deleteOriginsOf(db: Db, user: UserId): Promise<void> {
  await db.deleteFrom('sign_in_origins').where('user', '=', user).execute()
}

/** Remembers from where a user signed in; forgets what they have not used since `before`. */
export async function rememberOrigins(
  db: Db,
  user: UserId,
  origins: readonly SignInOrigin[],
  { at, before }: { readonly at: number; readonly before: number },
): Promise<void> {
  await db
    .insertInto('sign_in_origins')
    .values(origins.map((origin) => ({ user, ...origin, last_used_at: at })))
    .onConflict((conflict) => conflict.columns(['user', 'kind', 'value']).doUpdateSet({ last_used_at: at }))
    .execute()
  await db.deleteFrom('sign_in_origins').where('user', '=', user).where('last_used_at', '<', before).execute()
}
