import type { ContractNumber, ExportId } from '@catalytics/contract/ids.ts'
import { filterOf, type Filter, type Selection } from '../../analytics/question.ts'
import { actionCountStatement } from '../../analytics/sql/lead-actions.ts'
import { isoInstant } from '../../lib/clock.ts'
import { openTableFile, type TableWriter } from '../../stores/files/table-file.ts'
import type { FileNotes } from '../../stores/files/table.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { recordDelivery } from '../deliveries/deliveries.ts'
import { batchesOf, columnsOf } from '../lead-rows/lead-rows.ts'
import * as exportStore from './leads.exports.store.ts'
import { fileLifetimeMs, fileName, isWithin, narrowed, type BuildDeps } from './leads.exports.ts'
import { rowsNames } from './leads.names.ts'
import { select } from './leads.select.ts'
import * as store from './leads.store.ts'
import { someoneWithdrew } from './leads.withdrawn.ts'

/**
 * Makes the file of a queued export. Can be run again after a stop: it begins anew and nobody sees half a file. It also
 * begins anew when somebody in the file withdraws their consent, or is erased, while it is being made, or when it is
 * decided that less may leave.
 *
 * @throws whatever stopped it; the export stays as it is for the next attempt
 */
export async function buildExport(
  deps: BuildDeps,
  number: ContractNumber,
  id: ExportId,
  signal: AbortSignal,
): Promise<void> {
  const job = await exportStore.exportById(deps.db, number, id)
  if (job === undefined) return
  while (!(await buildOnce(deps, number, job, signal))) signal.throwIfAborted()
}

/** Whether whoever asked may still have what the file would hold. */
async function mayHave(
  deps: BuildDeps,
  { number }: contracts.Contract,
  job: exportStore.StoredExport,
): Promise<boolean> {
  const sight = await deps.sightNow(number, job.actor)
  return sight !== undefined && isWithin(job, sight.segmentLock)
}

/** True when the export is settled: its file is there, or nobody wants it any more. */
async function buildOnce(
  deps: BuildDeps,
  number: ContractNumber,
  job: exportStore.StoredExport,
  signal: AbortSignal,
): Promise<boolean> {
  const { id } = job
  // In a turn, so that no removal is under way: each is noted from here on, or has taken effect.
  const narrowing = await deps.sequence.turn(number, () => contracts.lastNarrowing(deps, number))
  const open = ['queued', 'running'] as const
  // Without a number, whoever erases somebody waits: this file may come to hold them.
  const begun = { status: 'running', progress: 0, to_seq: null, narrowing }
  if (!(await exportStore.changeExport(deps.db, number, id, open, begun))) return true
  await deps.files.remove(fileName(job))
  // Read after the number was: what is decided from then on is found in the end.
  const contract = await contracts.contractOfNumber(deps, number)
  const filter = filterOf(job.request, contract.time_zone, job.segment_lock)
  const selection = await select(deps, contract, filter)
  await exportStore.changeExport(deps.db, number, id, ['running'], { to_seq: selection.through })
  const notes = notesOf(contract, job, filter, selection.through, deps.clock().getTime())
  const writer = await openTableFile(deps.files.pathOf(fileName(job)), {
    format: job.request.format,
    zip: job.request.zip,
    columns: columnsOf(job.request.rows),
    locale: job.request.locale ?? null,
    innerName: `${rowsNames[job.request.rows]}.${job.request.format}`,
    notes: () => notes,
  })
  try {
    const language = job.request.locale ?? 'en'
    const counted = await store.rows(
      deps.events,
      contract.number,
      actionCountStatement({ ...selection, mode: 'mayLeave' }),
    )
    const total = Math.max(1, counted[0]?.count ?? 0)
    let lookedAt = performance.now()
    for await (const batch of batchesOf(job.request.rows, deps, contract, selection, {
      language,
      signal,
    })) {
      signal.throwIfAborted()
      await writer.write(batch.rows)
      if (performance.now() - lookedAt < lookEveryMs) continue
      lookedAt = performance.now()
      if (!(await mayHave(deps, contract, job))) break
      const progress = Math.min(0.99, batch.seen / total)
      const going = await exportStore.changeExport(deps.db, number, id, ['running'], { progress })
      if (!going) {
        await writer.abort()
        return true
      }
    }
    if (!(await mayHave(deps, contract, job))) {
      await writer.abort()
      await failExport(deps, number, id, noLongerAllowed)
      return true
    }
    const narrower = await narrowed(deps, number, { narrowing })
    if (narrower !== undefined || (await someoneWithdrew(deps.events, number, selection))) {
      await writer.abort()
      return false
    }
    await finish(deps, contract, job, filter, selection, writer)
    return true
  } catch (error) {
    await writer.abort()
    throw error
  }
}

/** How often an export tells how far it is, and looks whether somebody still wants it and may have it. */
const lookEveryMs = 250

async function finish(
  deps: BuildDeps,
  contract: contracts.Contract,
  job: exportStore.StoredExport,
  filter: Filter,
  selection: Selection,
  writer: TableWriter,
): Promise<void> {
  const { rows, bytes, sha256 } = await writer.finish()
  const now = deps.clock().getTime()
  const range = { from_seq: 1, to_seq: selection.through }
  const done = await exportStore.changeExport(deps.db, contract.number, job.id, ['running'], {
    status: 'done',
    progress: 1,
    rows,
    bytes,
    sha256,
    error: null,
    ...range,
    finished_at: now,
    expires_at: now + fileLifetimeMs,
  })
  // Cancelled in the last moment: then nobody may find the file.
  if (!done) return await deps.files.remove(fileName(job))
  await recordDelivery(deps, contract.number, {
    road: 'export',
    actor: job.actor,
    filter: { rows: job.request.rows, ...filter },
    ...range,
    rows,
    sha256,
  })
  const actor = { kind: 'service_account', id: job.actor, address: null } as const
  await activity.record(deps, contract.number, actor, 'export_finished', { export: job.id, rows })
}

const noLongerAllowed =
  'The service account may not read these leads any more: it, or the segments it sees, were changed meanwhile.'

/** Ends an export without a file: the last attempt has failed too, or its owner may not have it any more. */
export async function failExport(
  deps: BuildDeps,
  number: ContractNumber,
  id: ExportId,
  error = 'The file could not be made. Ask for the export again; if it fails again, tell the operator its id.',
): Promise<void> {
  const finished_at = deps.clock().getTime()
  await exportStore.changeExport(deps.db, number, id, ['queued', 'running'], {
    status: 'failed',
    error,
    finished_at,
  })
  const found = await exportStore.exportById(deps.db, number, id)
  if (found !== undefined) await deps.files.remove(fileName(found))
  const actor = { kind: 'service_account', id: found?.actor ?? '', address: null } as const
  await activity.record(deps, number, actor, 'export_failed', { export: id })
}

function notesOf(
  contract: contracts.Contract,
  job: exportStore.StoredExport,
  filter: Filter,
  through: number,
  now: number,
): FileNotes {
  const parts = [
    ...listed('actions', filter.actions),
    ...listed('segments', filter.segments),
    ...listed('countries', filter.countries),
    ...listed('locked to', filter.segmentLock),
  ]
  return {
    title: `${contract.name}: ${rowsNames[job.request.rows].replace('-', ' ')}`,
    filter: parts.length === 0 ? 'none' : parts.join('; '),
    period:
      filter.from === null && filter.to === null
        ? 'all'
        : `${edge(filter.from)} to ${edge(filter.to)} (excluded)`,
    time_zone: contract.time_zone,
    from_seq: 1,
    to_seq: through,
    made_at: isoInstant(now),
  }
}

function listed(name: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [`${name} ${items.join(', ')}`]
}

function edge(instant: number | null): string {
  return instant === null ? '…' : isoInstant(instant)
}
