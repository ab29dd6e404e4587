import { z } from 'zod'
import {
  contractId,
  contractNumber,
  userId,
  type ContractId,
  type ContractNumber,
  type UserId,
} from '@catalytics/contract/ids.ts'
import { roles, type Role } from '@catalytics/contract/permissions.ts'
import { flag } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'

const membershipRow = z.object({
  number: contractNumber,
  id: contractId,
  role: z.enum(roles),
  second_factor_required: flag,
})

/** What a user is in one contract. */
export type Membership = z.infer<typeof membershipRow>

/** Makes a user a member; false when they are one already. */
export async function insertMembership(
  db: Db,
  contract: ContractNumber,
  member: { readonly user: UserId; readonly role: Membership['role']; readonly joined_at: number },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('memberships')
    .values({ contract, ...member })
    .onConflict((conflict) => conflict.columns(['contract', 'user']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function membershipIn(
  db: Db,
  contract: ContractId,
  user: UserId,
): Promise<Membership | undefined> {
  const row = await memberships(db)
    .where('contracts.id', '=', contract)
    .where('memberships.user', '=', user)
    .executeTakeFirst()
  return row === undefined ? undefined : membershipRow.parse(row)
}

/** What a user is in which contracts, oldest contract first. */
export async function membershipsOf(db: Db, user: UserId): Promise<readonly Membership[]> {
  const rows = await memberships(db)
    .where('memberships.user', '=', user)
    .orderBy('contracts.number')
    .execute()
  return rows.map((row) => membershipRow.parse(row))
}

const memberRow = z.object({
  user: userId,
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  joined_at: z.number(),
  last_seen_at: z.number().nullable(),
  second_factor: flag,
})

/** A user in one contract. */
export type Member = z.infer<typeof memberRow>

/** Everybody in a contract, by address. */
export async function membersOf(db: Db, contract: ContractNumber): Promise<readonly Member[]> {
  const rows = await members(db, contract).orderBy('users.email').execute()
  return rows.map((row) => memberRow.parse(row))
}

export async function memberById(
  db: Db,
  contract: ContractNumber,
  user: UserId,
): Promise<Member | undefined> {
  const row = await members(db, contract).where('memberships.user', '=', user).executeTakeFirst()
  return row === undefined ? undefined : memberRow.parse(row)
}

export async function hasMember(db: Db, contract: ContractNumber, email: string): Promise<boolean> {
  return (await members(db, contract).where('users.email', '=', email).executeTakeFirst()) !== undefined
}

/**
 * Holds the memberships of these users and of all account administrators until the transaction ends, always in the same
 * order, so that nobody waits for each other; what they are then.
 */
export async function lockMemberships(
  db: Db,
  contract: ContractNumber,
  users: readonly string[],
): Promise<ReadonlyMap<string, Role>> {
  const rows = await db
    .selectFrom('memberships')
    .select('user')
    .where('contract', '=', contract)
    .where('role', '=', 'account_administrator')
    .execute()
  const held = new Map<string, Role>()
  for (const user of [...new Set([...users, ...rows.map((row) => row.user)])].toSorted()) {
    // An update that changes nothing locks the row on PostgreSQL and the file on SQLite, which has no FOR UPDATE.
    const row = await db
      .updateTable('memberships')
      .set((membership) => ({ role: membership.ref('role') }))
      .where('contract', '=', contract)
      .where('user', '=', user)
      .returning('role')
      .executeTakeFirst()
    if (row !== undefined) held.set(user, z.enum(roles).parse(row.role))
  }
  return held
}

export async function updateRole(db: Db, contract: ContractNumber, user: UserId, role: Role): Promise<void> {
  await db
    .updateTable('memberships')
    .set({ role })
    .where('contract', '=', contract)
    .where('user', '=', user)
    .execute()
}

export async function deleteMembership(db: Db, contract: ContractNumber, user: UserId): Promise<void> {
  await db.deleteFrom('memberships').where('contract', '=', contract).where('user', '=', user).execute()
}

function members(db: Db, contract: ContractNumber) {
  return db
    .selectFrom('memberships')
    .innerJoin('users', 'users.id', 'memberships.user')
    .select((row) => [
      'memberships.user',
      'users.email',
      'users.name',
      'memberships.role',
      'memberships.joined_at',
      'users.last_seen_at',
      row.case().when('users.totp_secret', 'is', null).then(0).else(1).end().as('second_factor'),
    ])
    .where('memberships.contract', '=', contract)
}

function memberships(db: Db) {
  return db
    .selectFrom('memberships')
    .innerJoin('contracts', 'contracts.number', 'memberships.contract')
    .select(['contracts.number', 'contracts.id', 'memberships.role', 'contracts.second_factor_required'])
}
