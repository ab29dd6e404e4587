import { createHash } from 'node:crypto'
import type { CreateExport, LeadExport } from '@catalytics/contract/exports.ts'
import { exportId, type ContractNumber, type ExportId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { isSame } from '../../lib/digest.ts'
import { AppError, inEnglish } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import type { ReadDeps } from './exports.content.ts'
import { contentOf } from './exports.contents.ts'
import { fileName, hasFile, refusal, requireExport, type BuildDeps, type Requester } from './exports.file.ts'
import * as store from './exports.store.ts'

/** What calls about exports take. */
export type ExportDeps = BuildDeps & {
  /** Asks for the work to be done in the background, as part of the transaction `db`. */
  readonly queue: (db: Db, contract: ContractNumber, id: ExportId) => Promise<void>
  /** Stops the work where it is under way in this process. */
  readonly interrupt: (id: ExportId) => void
}

const openAtMost = 10

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
  contentOf({ request }).check(contract, request, requester)
  const request_hash = createHash('sha256').update(canonicalJson(request)).digest('hex')
  const before = await earlier(deps, contract, requester, request_hash, idempotencyKey)
  if (before !== undefined) return before
  if ((await store.countOpen(deps.db, contract.number, requester.id)) >= openAtMost) {
    throw new AppError(
      'too_many_requests',
      `${openAtMost} exports of this account are under way. Wait for one or cancel it.`,
      {
        because: because('too_many_exports', { limit: openAtMost }),
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
      { because: because('key_of_another_request'), parameter: 'Idempotency-Key' },
    )
  }
  return await exportOf(deps, contract.number, requester, exportId.parse(used.resource))
}

/** @throws AppError `not_found` as {@link requireExport} */
export async function exportOf(
  deps: ReadDeps,
  contract: ContractNumber,
  requester: Pick<Requester, 'id' | 'segmentLock'>,
  id: ExportId,
): Promise<LeadExport> {
  const found = await requireExport(deps, contract, requester.id, id)
  const shown = present(found, deps.clock().getTime())
  const why = found.status === 'done' ? await refusal(deps, contract, requester, found) : undefined
  return why === undefined ? shown : { ...shown, status: 'failed', file: null, error: inEnglish(why) }
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
