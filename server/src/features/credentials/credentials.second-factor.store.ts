import { z } from 'zod'
import { userId, type UserId } from '@catalytics/contract/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'

/** Takes all recovery codes of a user away. */
export async function deleteCodesOf(db: Db, user: UserId): Promise<void> {
  await db.deleteFrom('recovery_codes').where('user', '=', user).execute()
}

/** Gives a user these recovery codes and no others. */
export async function replaceCodes(db: Db, user: UserId, hashes: readonly string[]): Promise<void> {
  await deleteCodesOf(db, user)
  await db
    .insertInto('recovery_codes')
    .values(hashes.map((hash) => ({ user, hash })))
    .execute()
}

/** Takes a recovery code; false when there is none, or it was taken. */
export async function takeCode(db: Db, user: UserId, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_codes')
    .where('user', '=', user)
    .where('hash', '=', hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}

type Ticket = {
  readonly hash: string
  readonly user: UserId
  readonly expires_at: number
  readonly tries_left: number
}

/** Keeps that a password was right; forgets those that were not followed by a code in time. */
export async function insertTicket(db: Db, ticket: Ticket, now: number): Promise<void> {
  await db.deleteFrom('sign_in_tickets').where('expires_at', '<=', now).execute()
  await db.insertInto('sign_in_tickets').values(ticket).execute()
}

const ticketRow = z.object({ user: userId })

/** Takes one try of a ticket: whose password was right; undefined when it is none, too late, or tried too often. */
export async function tryTicket(db: Db, hash: string, now: number): Promise<UserId | undefined> {
  const row = await db
    .updateTable('sign_in_tickets')
    .set((ticket) => ({ tries_left: ticket('tries_left', '-', 1) }))
    .where('hash', '=', hash)
    .where('expires_at', '>', now)
    .where('tries_left', '>', 0)
    .returning('user')
    .executeTakeFirst()
  return row === undefined ? undefined : ticketRow.parse(row).user
}

/** Ends all sign-ins of a user that wait for a code. */
export async function deleteTicketsOf(db: Db, user: UserId): Promise<void> {
  await db.deleteFrom('sign_in_tickets').where('user', '=', user).execute()
}

/** Ends a ticket; false when it was used in the meantime. */
export async function deleteTicket(db: Db, hash: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('sign_in_tickets')
    .where('hash', '=', hash)
    .executeTakeFirst()
  return numDeletedRows === 1n
}
