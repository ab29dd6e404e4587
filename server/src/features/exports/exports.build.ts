import { userId, type ContractNumber, type ExportId } from '@catalytics/contract/ids.ts'
import { openTableFile, type TableWriter } from '../../stores/files/table-file.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { recordDelivery } from '../deliveries/deliveries.ts'
import type { Opened } from './exports.content.ts'
import { contentOf } from './exports.contents.ts'
import { fileLifetimeMs, fileName, type BuildDeps } from './exports.file.ts'
import { notesOf } from './exports.notes.ts'
import * as store from './exports.store.ts'

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
  const entry = await store.exportById(deps.db, number, id)
  if (entry === undefined) return
  while (!(await buildOnce(deps, number, entry, signal))) signal.throwIfAborted()
}

/** Whether whoever asked may still have what the file would hold. */
async function mayHave(deps: BuildDeps, number: ContractNumber, entry: store.StoredExport): Promise<boolean> {
  const content = contentOf(entry.request)
  const access = await deps.accessNow(number, actorOf(entry), content.needs)
  return access !== undefined && content.isWithin(entry, access)
}

/** True when the export is settled: its file is there, or nobody wants it any more. */
async function buildOnce(
  deps: BuildDeps,
  number: ContractNumber,
  entry: store.StoredExport,
  signal: AbortSignal,
): Promise<boolean> {
  const { id, request } = entry
  const content = contentOf(request)
  const narrowing = await content.lastNarrowing(deps, number)
  const open = ['queued', 'running'] as const
  // Without a number, whoever erases somebody waits: this file may come to hold them.
  const begun = { status: 'running', progress: 0, to_seq: null, narrowing }
  if (!(await store.changeExport(deps.db, number, id, open, begun))) return true
  await deps.files.remove(fileName(entry))
  // Read after the number was: what is decided from then on is found in the end.
  const contract = await contracts.contractOfNumber(deps, number)
  const language = request.locale ?? 'en'
  const opened = await content.open(deps, contract, { ...entry, narrowing }, { language, signal })
  await store.changeExport(deps.db, number, id, ['running'], { to_seq: numbersOf(opened).to_seq })
  const { name, columns } = content
  const now = deps.clock().getTime()
  const notes = notesOf({ ...opened, contract, content: name, locale: request.locale, now })
  const writer = await openTableFile(deps.files.pathOf(fileName(entry)), {
    format: request.format,
    zip: request.zip,
    columns,
    locale: request.locale ?? null,
    innerName: `${name}.${request.format}`,
    notes: () => notes,
  })
  try {
    const total = Math.max(1, await opened.count())
    let lookedAt = performance.now()
    for await (const batch of opened.batches) {
      signal.throwIfAborted()
      await writer.write(batch.rows)
      if (performance.now() - lookedAt < lookEveryMs) continue
      lookedAt = performance.now()
      if (!(await mayHave(deps, number, entry))) break
      const progress = Math.min(0.99, batch.seen / total)
      const going = await store.changeExport(deps.db, number, id, ['running'], { progress })
      if (!going) {
        await writer.abort()
        return true
      }
    }
    if (!(await mayHave(deps, number, entry))) {
      await writer.abort()
      await failExport(deps, number, id, noLongerAllowed)
      return true
    }
    if (!(await opened.isCurrent())) {
      await writer.abort()
      return false
    }
    await finish(deps, number, entry, opened, writer)
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
  number: ContractNumber,
  entry: store.StoredExport,
  opened: Opened,
  writer: TableWriter,
): Promise<void> {
  const { rows, bytes, sha256 } = await writer.finish()
  const now = deps.clock().getTime()
  // Together: a file that can be fetched is in the ledger.
  const isDone = await deps.db.transaction().execute(async (tx) => {
    const done = await store.changeExport(tx, number, entry.id, ['running'], {
      status: 'done',
      progress: 1,
      rows,
      bytes,
      sha256,
      error: null,
      ...numbersOf(opened),
      finished_at: now,
      expires_at: now + fileLifetimeMs,
    })
    if (!done) return false
    const into = { ...deps, db: tx }
    if (opened.sequence !== null) {
      const { through, delivered } = opened.sequence
      const numbers = { from_seq: 1, to_seq: through }
      const delivery = { actor: entry.actor, filter: delivered, ...numbers, rows, sha256 }
      await recordDelivery(into, number, { road: 'export', ...delivery })
    }
    await activity.record(into, number, actorOf(entry), 'export_finished', { export: entry.id, rows })
    return true
  })
  // Cancelled in the last moment: then nobody may find the file.
  if (!isDone) await deps.files.remove(fileName(entry))
}

const noLongerAllowed =
  'Whoever asked for this file may not read its rows any more: account, role or segments were changed meanwhile.'

/** Ends an export without a file: the last attempt has failed too, or its owner may not have it any more. */
export async function failExport(
  deps: BuildDeps,
  number: ContractNumber,
  id: ExportId,
  error = 'The file could not be made. Ask for the export again; if it fails again, tell the operator its id.',
): Promise<void> {
  const finished_at = deps.clock().getTime()
  await store.changeExport(deps.db, number, id, ['queued', 'running'], {
    status: 'failed',
    error,
    finished_at,
  })
  const found = await store.exportById(deps.db, number, id)
  if (found !== undefined) await deps.files.remove(fileName(found))
  await activity.record(deps, number, actorOf(found), 'export_failed', { export: id })
}

/** Which numbers of the sequence are in there; none up to 0, which an erasure passes by, for rows that are of nobody. */
function numbersOf({ sequence }: Opened): { readonly from_seq: number | null; readonly to_seq: number } {
  return sequence === null ? { from_seq: null, to_seq: 0 } : { from_seq: 1, to_seq: sequence.through }
}

/** Who asked for an export, whose call is over by now: by the id, which says what kind of actor it is. */
function actorOf(entry: Pick<store.StoredExport, 'actor'> | undefined): activity.Actor {
  const id = entry?.actor ?? ''
  const own = [activity.operator, activity.system].find((actor) => actor.id === id)
  const kind = userId.safeParse(id).success ? 'user' : 'service_account'
  return own ?? { kind, id, address: null }
}
