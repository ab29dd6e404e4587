import { z } from 'zod'
import { contractNumber, type ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../directory/directory.ts'
import type { JournalEntry } from './sequence.journal.ts'

/*
 * The directory's account of what the event store holds of each contract. It changes in the transactions that also
 * change the journal, so that both together say what there must be, whenever a process ends.
 */

export type Count = { readonly lastSeq: number; readonly rows: number }

/** What must be stored of a contract; of `rows`, up to `removing` may be gone. */
export type ExpectedCount = Count & { readonly contract: ContractNumber; readonly removing: number }

/** Begins to count a contract that has nothing yet; one that is counted stays as it is. */
export async function beginCount(tx: Db, contract: ContractNumber): Promise<void> {
  await learnCount(tx, contract, { lastSeq: 0, rows: 0 })
}

/** Takes what is stored of a contract that nobody has counted for what there must be. */
export async function learnCount(db: Db, contract: ContractNumber, { lastSeq, rows }: Count): Promise<void> {
  await db
    .insertInto('event_counts')
    .values({ contract, last_seq: lastSeq, rows, removing: 0 })
    .onConflict((conflict) => conflict.column('contract').doNothing())
    .execute()
}

/** Counts entries of one insert, which are stored now; those that are counted already change nothing. */
export async function addStored(
  tx: Db,
  contract: ContractNumber,
  entries: readonly JournalEntry[],
): Promise<void> {
  const lastSeq = entries.at(-1)?.lastSeq ?? 0
  const more = entries.reduce((sum, entry) => sum + entry.lastSeq - entry.firstSeq + 1, 0)
  await tx
    .updateTable('event_counts')
    .set((row) => ({ last_seq: lastSeq, rows: row('rows', '+', more) }))
    .where('contract', '=', contract)
    .where('last_seq', '<', lastSeq)
    .execute()
}

/** From now on so many rows may go at any moment: a removal begins. */
export async function expectRemoval(tx: Db, contract: ContractNumber, rows: number): Promise<void> {
  await tx
    .updateTable('event_counts')
    .set((row) => ({ removing: row('removing', '+', rows) }))
    .where('contract', '=', contract)
    .execute()
}

/** Writes down what was counted in the event store when all removals had ended. */
export async function setCount(db: Db, contract: ContractNumber, { lastSeq, rows }: Count): Promise<void> {
  await db
    .updateTable('event_counts')
    .set({ last_seq: lastSeq, rows, removing: 0 })
    .where('contract', '=', contract)
    .execute()
}

const countRow = z
  .object({
    contract: contractNumber,
    last_seq: z.coerce.number(),
    rows: z.coerce.number(),
    removing: z.coerce.number(),
  })
  .transform(({ last_seq, ...row }): ExpectedCount => ({ ...row, lastSeq: last_seq }))

/** What must be stored, by contract. */
export async function expectedCounts(db: Db): Promise<readonly ExpectedCount[]> {
  const rows = await db.selectFrom('event_counts').selectAll().orderBy('contract').execute()
  return rows.map((row) => countRow.parse(row))
}

/** Contracts that have given out numbers and were not counted: those of an installation from before the counts. */
export async function uncountedContracts(db: Db): Promise<readonly ContractNumber[]> {
  const rows = await db
    .selectFrom('sequences')
    .leftJoin('event_counts', 'event_counts.contract', 'sequences.contract')
    .select('sequences.contract')
    .where('event_counts.contract', 'is', null)
    .orderBy('sequences.contract')
    .execute()
  return rows.map((row) => contractNumber.parse(row.contract))
}
