import { z } from 'zod'
import { clientId, type ClientId, type ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'

/** What an account did with one of its passwords on one day, since it was last written. */
export type Use = {
  readonly account: ClientId
  readonly password: string
  /** In UTC, 2026-11-22. */
  readonly day: string
  readonly calls: number
  readonly rows: number
  readonly at: number
  readonly address: string
  readonly client: string
}

/** Adds to the counters and moves the last use on. An account or password that is gone in the meantime is let go. */
export async function addUse(db: Db, contract: ContractNumber, use: Use): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('service_accounts')
    .set((row) => ({
      last_used_at: row
        .case()
        .when(row.or([row('last_used_at', 'is', null), row('last_used_at', '<', use.at)]))
        .then(use.at)
        .else(row.ref('last_used_at'))
        .end(),
    }))
    .where('contract', '=', contract)
    .where('client_id', '=', use.account)
    .executeTakeFirst()
  // The row just updated is locked, so the account cannot go before its usage is in.
  if (numUpdatedRows === 0n) return
  await db
    .insertInto('service_usage')
    .values({ client_id: use.account, contract, day: use.day, calls: use.calls, rows: use.rows })
    .onConflict((conflict) =>
      conflict.columns(['client_id', 'day']).doUpdateSet((row) => ({
        calls: row('service_usage.calls', '+', row.ref('excluded.calls')),
        rows: row('service_usage.rows', '+', row.ref('excluded.rows')),
      })),
    )
    .execute()
  await addPasswordUse(db, contract, use)
}

async function addPasswordUse(db: Db, contract: ContractNumber, use: Use): Promise<void> {
  const password = db
    .updateTable('service_passwords')
    .where('contract', '=', contract)
    .where('id', '=', use.password)
  await password.set((row) => ({ calls: row('calls', '+', use.calls) })).execute()
  // Another process may have written a later use already.
  await password
    .set({ last_used_at: use.at, last_used_address: use.address, last_used_client: use.client })
    .where((row) => row.or([row('last_used_at', 'is', null), row('last_used_at', '<=', use.at)]))
    .execute()
}

const totals = z.object({
  client_id: clientId,
  // Sums of BIGINT are NUMERIC on PostgreSQL, which arrives as text.
  calls: z.coerce.number(),
  rows: z.coerce.number(),
})

/** Calls and rows of each account of the contract from `day` on. */
export async function usageSince(
  db: Db,
  contract: ContractNumber,
  day: string,
): Promise<ReadonlyMap<ClientId, { readonly calls: number; readonly rows: number }>> {
  const rows = await db
    .selectFrom('service_usage')
    .select((row) => ['client_id', row.fn.sum('calls').as('calls'), row.fn.sum('rows').as('rows')])
    .where('contract', '=', contract)
    .where('day', '>=', day)
    .groupBy('client_id')
    .execute()
  return new Map(rows.map((row) => totals.parse(row)).map(({ client_id, ...sums }) => [client_id, sums]))
}
