import { z } from 'zod'
import { contractNumber, type ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../directory/directory.ts'
import type { Change } from './sequence.rows.ts'

export type OutboxEntry = Change & { readonly seq: number; readonly recordedAt: number }

const stateRow = z.object({ reserved: z.number(), people: z.number(), writer: z.string() })
const outboxRow = z.object({
  seq: z.number(),
  kind: z.enum(['lead_updated', 'lead_erased', 'consent_withdrawn', 'release']),
  person: z.number(),
})

export async function stateOf(db: Db, contract: ContractNumber): Promise<z.infer<typeof stateRow>> {
  const row = await db
    .selectFrom('sequences')
    .select(['reserved', 'people', 'writer'])
    .where('contract', '=', contract)
    .executeTakeFirst()
  return row === undefined ? { reserved: 0, people: 0, writer: '' } : stateRow.parse(row)
}

export async function reserve(
  db: Db,
  contract: ContractNumber,
  state: { readonly reserved: number; readonly people: number; readonly writer: string },
): Promise<void> {
  await db
    .insertInto('sequences')
    .values({ contract, ...state })
    .onConflict((conflict) => conflict.column('contract').doUpdateSet(state))
    .execute()
}

/** Says that this process has settled what the writer before left open. */
export async function claim(db: Db, contract: ContractNumber, writer: string): Promise<void> {
  await db.updateTable('sequences').set({ writer }).where('contract', '=', contract).execute()
}

export async function outboxOf(db: Db, contract: ContractNumber) {
  const rows = await db
    .selectFrom('outbox')
    .select(['seq', 'kind', 'person'])
    .where('contract', '=', contract)
    .orderBy('seq')
    .execute()
  return rows.map((row) => outboxRow.parse(row))
}

/** The contracts of which a change may have reached the directory store alone; a look into the event store tells. */
export async function contractsWithOutbox(db: Db): Promise<readonly ContractNumber[]> {
  const rows = await db.selectFrom('outbox').select('contract').distinct().execute()
  return rows.map((row) => contractNumber.parse(row.contract))
}

export async function clearOutbox(db: Db, contract: ContractNumber, through: number): Promise<void> {
  await db.deleteFrom('outbox').where('contract', '=', contract).where('seq', '<=', through).execute()
}

export async function addToOutbox(
  db: Db,
  contract: ContractNumber,
  entries: readonly OutboxEntry[],
): Promise<void> {
  for (const { seq, kind, person, recordedAt } of entries) {
    await db.insertInto('outbox').values({ contract, seq, kind, person, recorded_at: recordedAt }).execute()
  }
}

/** One transaction; joins the one `db` is already in. */
export async function inTransaction(db: Db, work: (tx: Db) => Promise<void>): Promise<void> {
  if (db.isTransaction) await work(db)
  else await db.transaction().execute(work)
}
