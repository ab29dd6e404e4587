import { createHash } from 'node:crypto'
import type { ActivityExport, AnyExportRequest, LeadExport } from '@catalytics/contract/exports.ts'
import { exportId, type ContractId, type ContractNumber, type ExportId } from '@catalytics/contract/ids.ts'
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
import { contentOf, kindOf, type ContentKind } from './exports.contents.ts'
import {
  fileName,
  hasFile,
  noSuchExport,
  refusal,
  requireExport,
  type BuildDeps,
  type ExportRef,
  type Requester,
} from './exports.file.ts'
import * as store from './exports.store.ts'

/** What calls about exports take. */
export type ExportDeps = BuildDeps & {
  /** Asks for the work to be done in the background, as part of the transaction `db`. */
  readonly queue: (db: Db, contract: ContractNumber, id: ExportId) => Promise<void>
  /** Stops the work where it is under way in this process. */
  readonly interrupt: (id: ExportId) => void
}

/** An export as its owner sees it, whatever is in its file. */
export type Exported = Omit<LeadExport, 'request' | 'file'> & {
  readonly request: AnyExportRequest
  readonly hasFile: boolean
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
  request: AnyExportRequest,
  idempotencyKey: string | undefined,
): Promise<Exported> {
  const contract = await contracts.contractOfNumber(deps, number)
  contentOf(request).check(contract, requester, 'body')
  const of = kindOf(request)
  const request_hash = createHash('sha256').update(canonicalJson(request)).digest('hex')
  const before = await earlier(deps, contract, requester, { of, request_hash, key: idempotencyKey })
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
  if (mine) return await exportOf(deps, contract.number, requester, { id, of })
  return (
    (await earlier(deps, contract, requester, { of, request_hash, key: idempotencyKey })) ??
    (await exportOf(deps, contract.number, requester, { id, of }))
  )
}

async function earlier(
  deps: ExportDeps,
  contract: contracts.Contract,
  requester: Requester,
  {
    of,
    request_hash,
    key,
  }: { readonly of: ContentKind; readonly request_hash: string; readonly key: string | undefined },
): Promise<Exported | undefined> {
  if (key === undefined) return undefined
  const used = await store.usedKey(deps.db, contract.number, requester.id, key)
  if (used === undefined) return undefined
  if (!isSame(used.request_hash, request_hash)) {
    throw new AppError(
      'conflict',
      'This Idempotency-Key was used for another request. Use a new key for a new export.',
      { because: because('key_of_another_request'), parameter: 'Idempotency-Key' },
    )
  }
  return await exportOf(deps, contract.number, requester, { id: exportId.parse(used.resource), of })
}

/** @throws AppError `not_found` as {@link requireExport} */
export async function exportOf(
  deps: ReadDeps,
  contract: ContractNumber,
  requester: Pick<Requester, 'id' | 'segmentLock'>,
  ref: ExportRef,
): Promise<Exported> {
  const found = await requireExport(deps, contract, requester.id, ref)
  const shown = present(found, deps.clock().getTime())
  const why = found.status === 'done' ? await refusal(deps, contract, requester, found) : undefined
  return why === undefined ? shown : { ...shown, status: 'failed', hasFile: false, error: inEnglish(why) }
}

/** Stops an export that is not finished; a finished one loses its file. */
export async function cancelExport(
  deps: ExportDeps,
  contract: ContractNumber,
  requester: Requester,
  ref: ExportRef,
): Promise<Exported> {
  const found = await requireExport(deps, contract, requester.id, ref)
  const { id } = found
  const finished_at = deps.clock().getTime()
  const change = { status: 'cancelled', finished_at, expires_at: finished_at, sha256: null, bytes: null }
  const cancelled = await store.changeExport(deps.db, contract, id, ['queued', 'running', 'done'], change)
  if (cancelled) {
    deps.interrupt(id)
    await deps.files.remove(fileName(found))
    await activity.record(deps, contract, requester, 'export_cancelled', { export: id })
  }
  return await exportOf(deps, contract, requester, ref)
}

function present(found: store.StoredExport, now: number): Exported {
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
    hasFile: hasFile(found, now),
  }
}

/** @throws AppError `not_found` */
export async function numberOf({ db }: Pick<ReadDeps, 'db'>, contract: ContractId): Promise<ContractNumber> {
  return (await contracts.requireContract({ db }, contract)).number
}

/** As `/api/v1/lead-exports` answers it. */
export function asLeadExport({ request, hasFile: there, ...state }: Exported): LeadExport {
  if ('content' in request) throw noSuchExport()
  return { ...state, request, file: there ? `/api/v1/lead-exports/${state.id}/file` : null }
}

/** As the calls of a contract's activity log answer it. */
export function asActivityExport(
  contract: ContractId,
  { request, hasFile: there, ...exported }: Exported,
): ActivityExport {
  if (!('content' in request)) throw noSuchExport()
  const { from_seq: _from, to_seq: _to, ...state } = exported
  const path = `/api/v1/contracts/${contract}/activity/exports/${state.id}/file`
  return { ...state, request, file: there ? path : null }
}

/** A user, or the operator, as the one who asks for exports: they see all of the contract. */
export function managing(actor: activity.Actor): Requester {
  return { ...actor, segmentLock: [] }
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
