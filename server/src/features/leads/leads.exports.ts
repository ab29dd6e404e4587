import { createHash } from 'node:crypto'
import { exportId, type ContractNumber, type ExportId } from '@catalytics/contract/ids.ts'
import type { CreateExport, LeadExport } from '@catalytics/contract/leads.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { FileStore } from '../../stores/files/file-store.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './leads.exports.store.ts'
import { leadFilter } from './leads.filter.ts'
import type { Deps } from './leads.select.ts'
import { someoneLeft } from './leads.store.ts'

export type ExportDeps = Deps & {
  readonly files: FileStore
  /** Asks for the work to be done in the background, as part of the transaction `db`. */
  readonly queue: (db: Db, contract: ContractNumber, id: ExportId) => Promise<void>
  /** Stops the work where it is under way in this process. */
  readonly interrupt: (id: ExportId) => void
}

export type Requester = activity.Actor & { readonly segmentLock: readonly Segment[] }

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
  leadFilter(request, contract.time_zone, requester.segmentLock)
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
  if (mine) return await exportOf(deps, contract.number, requester.id, id)
  return (
    (await earlier(deps, contract, requester, request_hash, idempotencyKey)) ??
    (await exportOf(deps, contract.number, requester.id, id))
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
  if (used.request_hash !== requestHash) {
    throw new AppError(
      'conflict',
      'This Idempotency-Key was used for another request. Use a new key for a new export.',
      {
        field: 'Idempotency-Key',
      },
    )
  }
  return await exportOf(deps, contract.number, requester.id, exportId.parse(used.resource))
}

/** @throws AppError `not_found`: the same words for an export of somebody else and for none at all */
export async function exportOf(
  deps: Deps,
  contract: ContractNumber,
  actor: string,
  id: ExportId,
): Promise<LeadExport> {
  return present(await requireExport(deps, contract, actor, id), deps.clock().getTime())
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
  return await exportOf(deps, contract, requester.id, id)
}

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
    throw new AppError('gone', 'The file is no longer there. Ask for a new export.')
  }
  if (await holdsSomeoneWhoLeft(deps, contract, found)) {
    await deps.files.remove(fileName(found))
    await store.forgetFile(deps.db, contract, id, deps.clock().getTime())
    throw new AppError(
      'gone',
      'Somebody in this file has withdrawn their consent since it was made. Ask for a new export.',
    )
  }
  await activity.record(deps, contract, requester, 'download', { export: id })
  const extension = found.request.zip ? 'zip' : found.request.format
  return {
    path: fileName(found),
    sha256: found.sha256,
    downloadName: `lead-${found.request.rows}-${isoInstant(found.created_at).slice(0, 10)}.${extension}`,
    type: types[extension],
  }
}

async function holdsSomeoneWhoLeft(
  deps: ExportDeps,
  number: ContractNumber,
  found: store.StoredExport,
): Promise<boolean> {
  const { time_zone } = await contracts.contractOfNumber(deps, number)
  const filter = leadFilter(found.request, time_zone, found.segment_lock)
  const through = found.to_seq ?? 0
  return await someoneLeft(deps.events, number, { filter, after: 0, through, moved: undefined })
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

/** The upkeep takes expired files away every hour; nobody gets one in the meantime. */
function hasFile(found: store.StoredExport, now: number): found is store.StoredExport & { sha256: string } {
  return found.status === 'done' && found.sha256 !== null && (found.expires_at ?? 0) > now
}

function present(found: store.StoredExport, now: number): LeadExport {
  const { actor: _actor, segment_lock: _lock, created_at, finished_at, expires_at, ...shown } = found
  return {
    ...shown,
    created_at: isoInstant(created_at),
    finished_at: finished_at === null ? null : isoInstant(finished_at),
    expires_at: expires_at === null ? null : isoInstant(expires_at),
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
