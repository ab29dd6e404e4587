import { fileFormat, type ActivityExportRequest } from '@catalytics/contract/exports.ts'
import type { ContractId, ContractNumber, ExportId } from '@catalytics/contract/ids.ts'
import { because, type Because } from '@catalytics/contract/reasons.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'
import { dayMs } from '../../lib/clock.ts'
import { AppError, inEnglish } from '../../lib/errors.ts'
import type { FileStore } from '../../stores/files/file-store.ts'
import { streamTable } from '../../stores/files/table-stream.ts'
import type { Row } from '../../stores/files/table.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import type { Needs, Opened, ReadDeps, ReadAccess } from './exports.content.ts'
import { contentOf, kindOf, type ContentKind } from './exports.contents.ts'
import { notesOf } from './exports.notes.ts'
import * as store from './exports.store.ts'

/** What making a file takes, and looking after it. */
export type BuildDeps = ReadDeps & {
  readonly files: FileStore
  /** What somebody may read at this moment; undefined when nothing. Work goes on after the call that asked for it. */
  readonly accessNow: (
    contract: ContractNumber,
    actor: activity.Actor,
    needs: Needs,
  ) => Promise<ReadAccess | undefined>
}

export type Requester = activity.Actor & ReadAccess

/** An export as a call names it: nobody gets one by the call of another content. */
export type ExportRef = { readonly id: ExportId; readonly of: ContentKind }

/** How long a file is kept. */
export const fileLifetimeMs = 7 * dayMs

/** How often it is looked in the event store whether somebody in a file has withdrawn, while it is fetched. */
const lookAgainMs = 1000

/**
 * What is needed for each further piece of a file that is being fetched: what is decided meanwhile holds for the rest of it.
 *
 * @returns rejects with AppError `gone`, once the file must not leave any more
 */
export function openFileWatch(
  deps: BuildDeps,
  contract: ContractNumber,
  requester: Requester,
  ref: ExportRef,
): () => Promise<void> {
  let lookedAt = performance.now()
  return async () => {
    const found = await requireExport(deps, contract, requester.id, ref)
    if (found.status !== 'done') throw gone(found)
    const decided = await decision(deps, contract, requester, found)
    if (decided !== undefined) throw new AppError('gone', decided)
    if (performance.now() - lookedAt < lookAgainMs) return
    lookedAt = performance.now()
    if (await contentOf(found.request).someoneWithdrew(deps, contract, found))
      throw new AppError('gone', because('withdrawn_since'))
  }
}

export type ExportFile = {
  readonly path: string
  readonly sha256: string
  readonly downloadName: string
  readonly type: string
}

/** @throws AppError `conflict` before the file is ready, `gone` when its time is over */
export async function exportFile(
  deps: BuildDeps,
  contract: ContractNumber,
  requester: Requester,
  ref: ExportRef,
): Promise<ExportFile> {
  const found = await requireExport(deps, contract, requester.id, ref)
  if (found.status === 'queued' || found.status === 'running') {
    throw new AppError('conflict', because('file_not_ready'), { retryAfterSeconds: 2 })
  }
  if (!hasFile(found, deps.clock().getTime())) throw gone(found)
  const refused = await refusal(deps, contract, requester, found)
  if (refused !== undefined) {
    // A lock may be widened again; other decisions hold for everything that was made before.
    if (contentOf(found.request).isWithin(found, requester)) await takeAway(deps, contract, found, refused)
    throw new AppError('gone', refused)
  }
  await activity.record(deps, contract, requester, 'download', { export: found.id })
  const { time_zone } = await contracts.contractOfNumber(deps, contract)
  const extension = found.request.zip ? 'zip' : found.request.format
  return {
    path: fileName(found),
    sha256: found.sha256,
    downloadName: `${contentOf(found.request).name}-${dayOf(found.created_at, time_zone)}.${extension}`,
    type: types[extension],
  }
}

/** @throws AppError `not_found`: the same words for an export of somebody else and for none at all */
export async function requireExport(
  deps: Pick<ReadDeps, 'db'>,
  contract: ContractNumber,
  actor: string,
  { id, of }: ExportRef,
): Promise<store.StoredExport> {
  const found = await store.exportById(deps.db, contract, id)
  if (found === undefined || found.actor !== actor || kindOf(found.request) !== of) throw noSuchExport()
  return found
}

/** What to say of an export of somebody else, and of none at all. */
export function noSuchExport(): AppError {
  return new AppError('not_found', because('no_such_export'))
}

/** What to say of a file that is no longer there: in English why, where that was recorded. */
function gone({ error }: store.StoredExport): AppError {
  const of = because('file_gone')
  return error === null ? new AppError('gone', of) : new AppError('gone', error, { because: of })
}

/** Why a file that was made must not leave any more; undefined where it may. */
export async function refusal(
  deps: ReadDeps,
  contract: ContractNumber,
  access: ReadAccess,
  found: store.StoredExport,
): Promise<Because | undefined> {
  const decided = await decision(deps, contract, access, found)
  if (decided !== undefined) return decided
  return (await contentOf(found.request).someoneWithdrew(deps, contract, found))
    ? because('withdrawn_since')
    : undefined
}

/** What was decided since a file was made, by which it must not leave, whoever is in it. */
async function decision(
  deps: Pick<ReadDeps, 'db'>,
  contract: ContractNumber,
  access: ReadAccess,
  found: store.StoredExport,
): Promise<Because | undefined> {
  const content = contentOf(found.request)
  if (!content.isWithin(found, access)) return because('fewer_segments_since')
  return await content.decidedSince(deps, contract, found)
}

/** Removes a file that must not leave any more; the export says why. */
export async function takeAway(
  deps: Pick<BuildDeps, 'db' | 'files' | 'clock'>,
  contract: ContractNumber,
  { id }: Pick<store.StoredExport, 'id'>,
  why: Because,
): Promise<void> {
  for (const name of fileNames(id)) await deps.files.remove(name)
  await store.refuseFile(deps.db, contract, id, { now: deps.clock().getTime(), error: inEnglish(why) })
}

const types = {
  csv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
} as const

/** The file's name in the file store. */
export function fileName(found: Pick<store.StoredExport, 'id' | 'request'>): string {
  return `${found.id}.${found.request.zip ? 'zip' : found.request.format}`
}

/** All names that the file of an export may have, whatever was asked for. */
export function fileNames(id: ExportId): readonly string[] {
  return [...fileFormat.options, 'zip'].map((extension) => `${id}.${extension}`)
}

/** The upkeep takes expired files away every hour; nobody gets one in the meantime. */
export function hasFile(
  found: store.StoredExport,
  now: number,
): found is store.StoredExport & { sha256: string } {
  return found.status === 'done' && found.sha256 !== null && (found.expires_at ?? 0) > now
}

/**
 * A file that leaves at once, as it is made: of a content that holds no leads, so that nothing can be decided meanwhile
 * by which the rest must not leave. Nothing of it is kept but the entry of the activity log.
 *
 * @throws AppError `not_found`, `invalid` for a period that ends before it begins
 */
export async function downloadNow(
  deps: ReadDeps,
  actor: activity.Actor,
  contractId: ContractId,
  request: ActivityExportRequest,
): Promise<{ readonly fileName: string; readonly parts: AsyncIterable<Uint8Array> }> {
  const contract = await contracts.requireContract(deps, contractId)
  const content = contentOf(request)
  const { format, locale } = request
  content.check(contract, { segmentLock: [] }, 'query')
  const nothingYet = { segment_lock: [], narrowing: null, to_seq: null }
  const reading = { language: locale ?? 'en', signal: new AbortController().signal }
  const opened = await content.open(deps, contract, nothingYet, reading)
  // After the content is chosen: the entry about a download is not in it.
  await activity.record(deps, contract.number, actor, 'export', { content: request.content, format })
  const now = deps.clock().getTime()
  const notes = notesOf({ ...opened, contract, content: content.name, locale, now })
  const table = { format, columns: content.columns, locale: locale ?? null, notes: () => notes }
  return {
    fileName: `${content.name}-${dayOf(now, contract.time_zone)}.${format}`,
    parts: streamTable(table, rowsOf(opened)),
  }
}

async function* rowsOf({ batches }: Pick<Opened, 'batches'>): AsyncGenerator<readonly Row[]> {
  for await (const { rows } of batches) yield rows
}
