import { z } from 'zod'
import { contractNumber, type ContractNumber } from '@catalytics/contract/ids.ts'
import type { Db } from '../directory/directory.ts'

/**
 * A group as the directory store keeps it from the commit until the event store has it: the rows to insert, and whose
 * stored rows are to be blanked before.
 */
export type JournalEntry = {
  readonly firstSeq: number
  readonly lastSeq: number
  /** JSONCompactEachRow, one array a line, in the order of `eventColumns`. */
  readonly lines: string
  /** Numbers of the people whom the group erases. */
  readonly erased: readonly number[]
}

const numberList = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.array(z.number()))

const journalRow = z
  .object({ first_seq: z.number(), last_seq: z.number(), lines: z.string(), erased: numberList })
  .transform((row): JournalEntry => ({
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    lines: row.lines,
    erased: row.erased,
  }))

export async function addToJournal(
  db: Db,
  contract: ContractNumber,
  entry: JournalEntry,
  recordedAt: number,
): Promise<void> {
  await db
    .insertInto('journal')
    .values({
      contract,
      first_seq: entry.firstSeq,
      last_seq: entry.lastSeq,
      lines: entry.lines,
      erased: JSON.stringify(entry.erased),
      recorded_at: recordedAt,
    })
    .execute()
}

/** What the event store may not have yet, in the order of the sequence. */
export async function journalOf(db: Db, contract: ContractNumber): Promise<readonly JournalEntry[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['first_seq', 'last_seq', 'lines', 'erased'])
    .where('contract', '=', contract)
    .orderBy('last_seq')
    .execute()
  return rows.map((row) => journalRow.parse(row))
}

/** Removes entries that the event store has. */
export async function clearJournal(db: Db, contract: ContractNumber, through: number): Promise<void> {
  await db.deleteFrom('journal').where('contract', '=', contract).where('last_seq', '<=', through).execute()
}

export async function hasJournal(db: Db, contract: ContractNumber): Promise<boolean> {
  const row = await db
    .selectFrom('journal')
    .select('last_seq')
    .where('contract', '=', contract)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** The contracts of which the event store may lack something. */
export async function contractsWithJournal(db: Db): Promise<readonly ContractNumber[]> {
  const rows = await db.selectFrom('journal').select('contract').distinct().execute()
  return rows.map((row) => contractNumber.parse(row.contract))
}
