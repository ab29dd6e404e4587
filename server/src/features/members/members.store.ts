import { z } from 'zod'
import {
  contractId,
  contractNumber,
  type ContractId,
  type ContractNumber,
  type UserId,
} from '@catalytics/contract/ids.ts'
import { roles } from '@catalytics/contract/permissions.ts'
import type { Db } from '../../stores/directory/directory.ts'

const membershipRow = z.object({ number: contractNumber, id: contractId, role: z.enum(roles) })

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

function memberships(db: Db) {
  return db
    .selectFrom('memberships')
    .innerJoin('contracts', 'contracts.number', 'memberships.contract')
    .select(['contracts.number', 'contracts.id', 'memberships.role'])
}
