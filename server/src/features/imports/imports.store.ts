import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { importStatuses, keptImportAnswer } from '@catalytics/contract/imports.ts'
import { chunksOf } from '../../lib/chunks.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { ImportsTable } from '../../stores/directory/schema.ts'
import type { EventStore } from '../../stores/events/event-store.ts'

const importRow = z.object({
  id: z.string(),
  file_name: z.string(),
  status: z.enum(importStatuses),
  answer: z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(keptImportAnswer.nullable()),
  created_at: z.number(),
  finished_at: z.number().nullable(),
})
export type StoredImport = z.infer<typeof importRow>

export async function insertImport(
  db: Db,
  contract: ContractNumber,
  row: Pick<ImportsTable, 'id' | 'file_name' | 'created_at'>,
): Promise<void> {
  const fresh = { file_sha256: '', status: 'running', answer: 'null', finished_at: null }
  await db
    .insertInto('imports')
    .values({ contract, ...row, ...fresh })
    .execute()
}

export async function changeImport(
  db: Db,
  contract: ContractNumber,
  id: string,
  change: Partial<Pick<ImportsTable, 'status' | 'answer' | 'finished_at'>>,
): Promise<void> {
  await db.updateTable('imports').set(change).where('contract', '=', contract).where('id', '=', id).execute()
}

/** The contract's imports, newest first. */
export async function importsOf(
  db: Db,
  contract: ContractNumber,
  limit: number,
): Promise<readonly StoredImport[]> {
  const rows = await db
    .selectFrom('imports')
    .select(['id', 'file_name', 'status', 'answer', 'created_at', 'finished_at'])
    .where('contract', '=', contract)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => importRow.parse(row))
}

/** The names of the files of these imports, by id. */
export async function fileNames(
  db: Db,
  contract: ContractNumber,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const some of chunksOf(ids, 400)) {
    const rows = await db
      .selectFrom('imports')
      .select(['id', 'file_name'])
      .where('contract', '=', contract)
      .where('id', 'in', some)
      .execute()
    for (const { id, file_name } of rows) names.set(id, file_name)
  }
  return names
}

export async function importById(
  db: Db,
  contract: ContractNumber,
  id: string,
): Promise<StoredImport | undefined> {
  const row = await db
    .selectFrom('imports')
    .select(['id', 'file_name', 'status', 'answer', 'created_at', 'finished_at'])
    .where('contract', '=', contract)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : importRow.parse(row)
}

const importedRow = z.object({
  people: z.array(z.number()),
  quotes: z.array(z.string()),
  events: z.number(),
  rows: z.coerce.number(),
})

/** What an import brought: how many events and rows, whose, and which of them are requests for quotation. */
export async function importedBy(events: EventStore, contract: ContractNumber, importId: string) {
  const query = `SELECT groupUniqArrayIf(person, person > 0) AS people,
  arrayMap(id -> toString(id), groupUniqArrayIf(id, type = 'quote_request')) AS quotes,
  countIf(kind = 'event') AS events, count() AS rows
FROM events WHERE contract = {contract: UInt32} AND import_id = {importId: String}`
  const [row] = await events.rows(query, { contract, importId })
  return importedRow.parse(row)
}

export async function removeImported(
  events: EventStore,
  contract: ContractNumber,
  importId: string,
): Promise<void> {
  await events.command(
    'ALTER TABLE events DELETE WHERE contract = {contract: UInt32} AND import_id = {importId: String}',
    {
      contract,
      importId,
    },
  )
}

const useRow = z.object({
  person: z.number(),
  uses: z.number(),
  first_use_at: z.number(),
  first_use_id: z.string(),
})
export type FirstUse = { readonly at: number; readonly id: string } | null

// As many numbers as fit into the address of a request.
const peopleAtOnce = 10_000

/** Of these people, those who have events beside an import's, each with their first CAD download or document opening. */
export async function firstUses(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
  importId: string,
): Promise<ReadonlyMap<number, FirstUse>> {
  const found = new Map<number, FirstUse>()
  const query = `SELECT person, countIf(type IN ('cad_download', 'document_open')) AS uses,
  toUnixTimestamp64Milli(minIf(at, type IN ('cad_download', 'document_open'))) AS first_use_at,
  toString(argMinIf(id, (at, seq), type IN ('cad_download', 'document_open'))) AS first_use_id
FROM events
WHERE contract = {contract: UInt32} AND kind = 'event' AND person IN {people: Array(UInt32)} AND import_id != {importId: String}
GROUP BY person`
  for (const chunk of chunksOf(people, peopleAtOnce)) {
    for (const answer of await events.rows(query, { contract, people: chunk, importId })) {
      const row = useRow.parse(answer)
      found.set(row.person, row.uses === 0 ? null : { at: row.first_use_at, id: row.first_use_id })
    }
  }
  return found
}
