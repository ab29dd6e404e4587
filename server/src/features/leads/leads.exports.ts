import { createHash } from 'node:crypto'
import { exportId, type ContractNumber, type ExportId } from '@catalytics/contract/ids.ts'
import { fileFormat, type CreateExport, type LeadExport } from '@catalytics/contract/leads.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'
import { filterOf } from '../../analytics/question.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { FileStore } from '../../stores/files/file-store.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './leads.exports.store.ts'
import { rowsNames } from './leads.names.ts'
import type { Deps } from './leads.select.ts'
import { someoneWithdrew } from './leads.withdrawn.ts'

/** What making a file takes. */
export type BuildDeps = Deps & {
  readonly files: FileStore
  /** What an account may read at this moment; undefined when nothing. Work goes on after the call that asked for it. */
  readonly sightNow: (contract: ContractNumber, actor: string) => Promise<Sight | undefined>
}

/** What calls about exports take. */
export type ExportDeps = BuildDeps & {
  /** Asks for the work to be done in the background, as part of the transaction `db`. */
  readonly queue: (db: Db, contract: ContractNumber, id: ExportId) => Promise<void>
  /** Stops the work where it is under way in this process. */
  readonly interrupt: (id: ExportId) => void
}

/** Where not empty, all that somebody can see. */
type Sight = { readonly segmentLock: readonly Segment[] }
export type Requester = activity.Actor & Sight

const openAtMost = 10
export const fileLifetimeMs = 7 * 86_400_000

/**
 * Asks for an export. With an idempotency key, asking again within a day gives the same export back.
 *
 * @throws AppError `conflict` when the key was used for another request, `too_many_requests` with ten under way
 */
export async function requestExport(
  deps: ExportDeps,
  number: ContractNumber,
  requester: Requester,
  request: CreateExport,
  idempotencyKey: string | undefined,
): Promise<LeadExport> {
  const contract = await contracts.contractOfNumber(deps, number)
  // Checks the period now, while the caller is there to be told.
  filterOf(request, contract.time_zone, requester.segmentLock)
  const request_hash = createHash('sha256').update(canonicalJson(request)).digest('hex')
  const before = await earlier(deps, contract, requester, request_hash, idempotencyKey)
  if (before !== undefined) return before
  if ((await store.countOpen(deps.db, contract.number, requester.id)) >= openAtMost) {
    throw new AppError(
      'too_many_requests',
      `${openAtMost} exports of this account are under way. Wait for one or cancel it.`,
      {
        retryAfterSeconds: 10,
      },
    )
  }
  const id = exportId.parse(`ex_${randomBase62(16)}`)
  const created_at = deps.clock().getTime()
  const mine = await deps.db.transaction().execute(async (tx) => {
    if (idempotencyKey !== undefined) {
      const entry = { actor: requester.id, key: idempotencyKey, request_hash, resource: id, created_at }
      if (!(await store.keepKey(tx, contract.number, entry))) return false
    }
    const { segmentLock } = requester
    const row = {
      id,
      actor: requester.id,
      request: JSON.stringify(request),
      segment_lock: JSON.stringify(segmentLock),
      created_at,
    }
    await store.insertExport(tx, contract.number, row)
    await deps.queue(tx, contract.number, id)
    await activity.record({ ...deps, db: tx }, contract.number, requester, 'export_started', {
      export: id,
      format: request.format,
    })
    return true
  })
  if (mine) return await exportOf(deps, contract.number, requester, id)
  return (
    (await earlier(deps, contract, requester, request_hash, idempotencyKey)) ??
    (await exportOf(deps, contract.number, requester, id))
  )
}

async function earlier(
  deps: ExportDeps,
  contract: contracts.Contract,
  requester: Requester,
  requestHash: string,
  key: string | undefined,
): Promise<LeadExport | undefined> {
  if (key === undefined) return undefined
  const used = await store.usedKey(deps.db, contract.number, requester.id, key)
  if (used === undefined) return undefined
  if (!isSame(used.request_hash, requestHash)) {
    throw new AppError(
      'conflict',
      'This Idempotency-Key was used for another request. Use a new key for a new export.',
      {
        field: 'Idempotency-Key',
      },
    )
  }
  return await exportOf(deps, contract.number, requester, exportId.parse(used.resource))
}

/** @throws AppError `not_found`: the same words for an export of somebody else and for none at all */
export async function exportOf(
  deps: Deps,
  contract: ContractNumber,
  requester: Pick<Requester, 'id' | 'segmentLock'>,
  id: ExportId,
): Promise<LeadExport> {
  const found = await requireExport(deps, contract, requester.id, id)
  const shown = present(found, deps.clock().getTime())
  const error = found.status === 'done' ? await refusal(deps, contract, requester, found) : undefined
  return error === undefined ? shown : { ...shown, status: 'failed', file: null, error }
}

async function requireExport(
  deps: Deps,
  contract: ContractNumber,
  actor: string,
  id: ExportId,
): Promise<store.StoredExport> {
  const found = await store.exportById(deps.db, contract, id)
  if (found === undefined || found.actor !== actor)
    throw new AppError('not_found', 'There is no such export here.')
  return found
}

/** Stops an export that is not finished; a finished one loses its file. */
export async function cancelExport(
  deps: ExportDeps,
  contract: ContractNumber,
  requester: Requester,
  id: ExportId,
): Promise<LeadExport> {
  const found = await requireExport(deps, contract, requester.id, id)
  const finished_at = deps.clock().getTime()
  const change = { status: 'cancelled', finished_at, expires_at: finished_at, sha256: null, bytes: null }
  const cancelled = await store.changeExport(deps.db, contract, id, ['queued', 'running', 'done'], change)
  if (cancelled) {
    deps.interrupt(id)
    await deps.files.remove(fileName(found))
    await activity.record(deps, contract, requester, 'export_cancelled', { export: id })
  }
  return await exportOf(deps, contract, requester, id)
}

/** How often it is looked in the event store whether somebody in a file has left, while it is fetched. */
const lookAgainMs = 1000

/**
 * What is needed for each further piece of a file that is being fetched: what is decided meanwhile holds for the rest of it.
 *
 * @returns rejects with AppError `gone`, once the file must not leave any more
 */
export function openFileWatch(
  deps: ExportDeps,
  contract: ContractNumber,
  requester: Requester,
  id: ExportId,
): () => Promise<void> {
  let lookedAt = performance.now()
  return async () => {
    const found = await requireExport(deps, contract, requester.id, id)
    const decided =
      found.status === 'done' ? await decision(deps, contract, requester, found) : (found.error ?? removed)
    if (decided !== undefined) throw new AppError('gone', decided)
    if (performance.now() - lookedAt < lookAgainMs) return
    lookedAt = performance.now()
    if (await holdsSomeoneWhoLeft(deps, contract, found)) throw new AppError('gone', withdrawnSince)
  }
}

const removed = 'The file is no longer there. Ask for a new export.'

export type ExportFile = {
  readonly path: string
  readonly sha256: string
  readonly downloadName: string
  readonly type: string
}

/** @throws AppError `conflict` before the file is ready, `gone` when its time is over */
export async function exportFile(
  deps: ExportDeps,
  contract: ContractNumber,
  requester: Requester,
  id: ExportId,
): Promise<ExportFile> {
  const found = await requireExport(deps, contract, requester.id, id)
  if (found.status === 'queued' || found.status === 'running') {
    throw new AppError('conflict', 'The file is not ready. Ask for the export until its status is done.', {
      retryAfterSeconds: 2,
    })
  }
  if (!hasFile(found, deps.clock().getTime())) {
    throw new AppError('gone', found.error ?? removed)
  }
  const refused = await refusal(deps, contract, requester, found)
  if (refused !== undefined) {
    // A lock may be widened again; other decisions hold for everything that was made before.
    if (isWithin(found, requester.segmentLock)) await takeAway(deps, contract, found, refused)
    throw new AppError('gone', refused)
  }
  await activity.record(deps, contract, requester, 'download', { export: id })
  const { time_zone } = await contracts.contractOfNumber(deps, contract)
  const extension = found.request.zip ? 'zip' : found.request.format
  return {
    path: fileName(found),
    sha256: found.sha256,
    downloadName: `${rowsNames[found.request.rows]}-${dayOf(found.created_at, time_zone)}.${extension}`,
    type: types[extension],
  }
}

/** Why a file that was made must not leave any more; undefined where it may. */
async function refusal(
  deps: Deps,
  contract: ContractNumber,
  sight: Sight,
  found: store.StoredExport,
): Promise<string | undefined> {
  const decided = await decision(deps, contract, sight, found)
  if (decided !== undefined) return decided
  return (await holdsSomeoneWhoLeft(deps, contract, found)) ? withdrawnSince : undefined
}

/** What was decided since a file was made, by which it must not leave, whoever is in it. */
async function decision(
  deps: Pick<Deps, 'db'>,
  contract: ContractNumber,
  { segmentLock }: Sight,
  found: store.StoredExport,
): Promise<string | undefined> {
  if (!isWithin(found, segmentLock))
    return 'This file was made when the account saw more segments than it does now. Ask for a new export.'
  const cause = await narrowed(deps, contract, found)
  return cause === undefined
    ? undefined
    : `${sinceThen[cause]} since this file was made. Ask for a new export.`
}

const withdrawnSince =
  'Somebody in this file has withdrawn their consent since it was made. Ask for a new export.'

const sinceThen: Readonly<Record<contracts.Narrowing, string>> = {
  excluded_domains: 'E-mail domains were excluded',
  retention_months: 'It was decided to keep data for a shorter time',
  retention_applied: 'Data whose time was over were removed',
  import_undone: 'An import was taken back',
}

/** What came after the data of an export were chosen, by which it may hold what must not leave any more. */
export function narrowed(
  deps: Pick<Deps, 'db'>,
  contract: ContractNumber,
  { narrowing }: Pick<store.StoredExport, 'narrowing'>,
): Promise<contracts.Narrowing | undefined> {
  return contracts.narrowingSince(deps, contract, narrowing ?? 0)
}

/** Removes a file that must not leave any more; the export says why. */
export async function takeAway(
  deps: Pick<ExportDeps, 'db' | 'files' | 'clock'>,
  contract: ContractNumber,
  { id }: Pick<store.StoredExport, 'id'>,
  error: string,
): Promise<void> {
  for (const name of fileNames(id)) await deps.files.remove(name)
  await store.refuseFile(deps.db, contract, id, { now: deps.clock().getTime(), error })
}

/** Whether all that an export holds may be seen under this lock: by its own lock, or by what it was asked for. */
export function isWithin(
  { request, segment_lock }: Pick<store.StoredExport, 'request' | 'segment_lock'>,
  lock: readonly Segment[],
): boolean {
  const covers = (picked: readonly Segment[]) =>
    picked.length > 0 && picked.every((segment) => lock.includes(segment))
  return lock.length === 0 || covers(segment_lock) || covers(request.segments ?? [])
}

async function holdsSomeoneWhoLeft(
  deps: Deps,
  number: ContractNumber,
  found: store.StoredExport,
): Promise<boolean> {
  const { time_zone } = await contracts.contractOfNumber(deps, number)
  const filter = filterOf(found.request, time_zone, found.segment_lock)
  const through = found.to_seq ?? 0
  return await someoneWithdrew(deps.events, number, { filter, after: 0, through })
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
function hasFile(found: store.StoredExport, now: number): found is store.StoredExport & { sha256: string } {
  return found.status === 'done' && found.sha256 !== null && (found.expires_at ?? 0) > now
}

function present(found: store.StoredExport, now: number): LeadExport {
  const {
    actor: _actor,
    segment_lock: _lock,
    narrowing: _narrowing,
    created_at,
    finished_at,
    expires_at,
    ...shown
  } = found
  return {
    ...shown,
    created_at: isoInstant(created_at),
    finished_at: isoInstantOrNull(finished_at),
    expires_at: isoInstantOrNull(expires_at),
    file: hasFile(found, now) ? `/api/v1/lead-exports/${found.id}/file` : null,
  }
}

/** A service account as the one who asks for exports. */
export function requesterOf(account: {
  readonly id: string
  readonly address: string
  readonly segmentLock: readonly Segment[]
}): Requester {
  return {
    kind: 'service_account',
    id: account.id,
    address: account.address,
    segmentLock: account.segmentLock,
  }
}
