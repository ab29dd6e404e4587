import { z } from 'zod'
import { anyExportRequest, exportStatus } from '@catalytics/contract/exports.ts'
import { exportId, type ContractNumber, type ExportId } from '@catalytics/contract/ids.ts'
import { segment } from '@catalytics/contract/segments.ts'
import { jsonText, readableRows } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { LeadExportsTable } from '../../stores/directory/schema.ts'

const exportRow = z.object({
  id: exportId,
  actor: z.string(),
  request: jsonText.pipe(anyExportRequest),
  segment_lock: jsonText.pipe(z.array(segment)),
  status: exportStatus,
  progress: z.number(),
  rows: z.number().nullable(),
  bytes: z.number().nullable(),
  sha256: z.string().nullable(),
  from_seq: z.number().nullable(),
  to_seq: z.number().nullable(),
  error: z.string().nullable(),
  created_at: z.number(),
  finished_at: z.number().nullable(),
  expires_at: z.number().nullable(),
  narrowing: z.number().nullable(),
})
export type StoredExport = z.infer<typeof exportRow>

const columns = [
  'id',
  'actor',
  'request',
  'segment_lock',
  'status',
  'progress',
  'rows',
  'bytes',
  'sha256',
  'from_seq',
  'to_seq',
  'error',
  'created_at',
  'finished_at',
  'expires_at',
  'narrowing',
] as const

export async function insertExport(
  db: Db,
  contract: ContractNumber,
  row: Pick<LeadExportsTable, 'id' | 'actor' | 'request' | 'segment_lock' | 'created_at'>,
): Promise<void> {
  const fresh = {
    status: 'queued',
    progress: 0,
    rows: null,
    bytes: null,
    sha256: null,
    from_seq: null,
    to_seq: null,
    narrowing: null,
  }
  await db
    .insertInto('lead_exports')
    .values({ contract, ...row, ...fresh, error: null, finished_at: null, expires_at: null })
    .execute()
}

export async function exportById(
  db: Db,
  contract: ContractNumber,
  id: ExportId,
): Promise<StoredExport | undefined> {
  const row = await db
    .selectFrom('lead_exports')
    .select(columns)
    .where('contract', '=', contract)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : exportRow.parse(row)
}

/** Exports that are not finished: what an account may have under way at once is limited. */
export async function countOpen(db: Db, contract: ContractNumber, actor: string): Promise<number> {
  const row = await db
    .selectFrom('lead_exports')
    .select((aggregate) => aggregate.fn.countAll().as('count'))
    .where('contract', '=', contract)
    .where('actor', '=', actor)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

type Change = Partial<
  Pick<
    LeadExportsTable,
    | 'status'
    | 'progress'
    | 'rows'
    | 'bytes'
    | 'sha256'
    | 'from_seq'
    | 'to_seq'
    | 'error'
    | 'finished_at'
    | 'expires_at'
    | 'narrowing'
  >
>

/** Changes an export while it is in one of these states; false when it is not any more. */
export async function changeExport(
  db: Db,
  contract: ContractNumber,
  id: ExportId,
  from: readonly StoredExport['status'][],
  change: Change,
): Promise<boolean> {
  const result = await db
    .updateTable('lead_exports')
    .set(change)
    .where('contract', '=', contract)
    .where('id', '=', id)
    .where('status', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** What an erasure has to know of an export: null, where it cannot be read, may be any number. */
const fileRow = z.object({ id: exportId, to_seq: z.number().nullable().catch(null) })
export type ExportFileRow = z.infer<typeof fileRow>

/** Exports of this contract whose file is being made. */
export async function exportsInMaking(db: Db, contract: ContractNumber): Promise<readonly ExportFileRow[]> {
  const rows = await db
    .selectFrom('lead_exports')
    .select(['id', 'to_seq'])
    .where('contract', '=', contract)
    .where('status', '=', 'running')
    .execute()
  return readableRows(fileRow, rows)
}

/** Finished exports with a file, of this contract; oldest first. */
export async function exportsWithFile(
  db: Db,
  contract: ContractNumber,
  after: string,
  limit: number,
): Promise<readonly ExportFileRow[]> {
  const rows = await db
    .selectFrom('lead_exports')
    .select(['id', 'to_seq'])
    .where('contract', '=', contract)
    .where('status', '=', 'done')
    .where('sha256', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return readableRows(fileRow, rows)
}

const expiredRow = z.object({ contract: z.number(), id: exportId })

/** Exports of any contract whose file has outlived its time. */
export async function expiredExports(db: Db, now: number, limit: number) {
  const rows = await db
    .selectFrom('lead_exports')
    .select(['contract', 'id'])
    .where('expires_at', '<=', now)
    .where('sha256', 'is not', null)
    .limit(limit)
    .execute()
  return readableRows(expiredRow, rows)
}

/** Records that the file is gone; the entry stays. */
export async function forgetFile(db: Db, contract: number, id: ExportId, now: number): Promise<void> {
  await db
    .updateTable('lead_exports')
    .set({ sha256: null, bytes: null, expires_at: now })
    .where('contract', '=', contract)
    .where('id', '=', id)
    .execute()
}

/** Records why a file must not leave any more and is gone. */
export async function refuseFile(
  db: Db,
  contract: ContractNumber,
  id: ExportId,
  { now, error }: { readonly now: number; readonly error: string },
): Promise<void> {
  await db
    .updateTable('lead_exports')
    .set({ status: 'failed', error, sha256: null, bytes: null, expires_at: now })
    .where('contract', '=', contract)
    .where('id', '=', id)
    .where('status', '=', 'done')
    .execute()
}

const idempotencyRow = z.object({ request_hash: z.string(), resource: z.string() })

/** What a key was used for before, by the same caller. */
export async function usedKey(db: Db, contract: ContractNumber, actor: string, key: string) {
  const row = await db
    .selectFrom('idempotency')
    .select(['request_hash', 'resource'])
    .where('contract', '=', contract)
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst()
  return row === undefined ? undefined : idempotencyRow.parse(row)
}

/** Keeps what a key was used for; false when somebody was faster. */
export async function keepKey(
  db: Db,
  contract: ContractNumber,
  entry: {
    readonly actor: string
    readonly key: string
    readonly request_hash: string
    readonly resource: string
    readonly created_at: number
  },
): Promise<boolean> {
  const result = await db
    .insertInto('idempotency')
    .values({ contract, ...entry })
    .onConflict((conflict) => conflict.columns(['contract', 'actor', 'key']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function removeKeysBefore(db: Db, before: number): Promise<void> {
  await db.deleteFrom('idempotency').where('created_at', '<', before).execute()
}
