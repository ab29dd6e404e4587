import { basename } from 'node:path'
import type { IngestAnswer } from '@catalytics/contract/events.ts'
import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { ImportAnswer } from '@catalytics/contract/imports.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant, isoInstantOrNull, type Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { KeyedHash } from '../../lib/keyed-hash.ts'
import type { Log } from '../../lib/log.ts'
import { randomBase62 } from '../../lib/random.ts'
import { reasonOf } from '../../lib/reason.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { parseMapping } from './imports.mapping.ts'
import { runImport, type ImportDeps, type ImportProgress } from './imports.run.ts'
import * as store from './imports.store.ts'

export type Deps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
  readonly addressHash: KeyedHash
  readonly log: Log
  readonly ingest: Taking
}

/** How rows become events; handed in, so that this room need not know how they are stored. */
type Taking = {
  /** Resolves when every accepted event is durable. */
  readonly takeEvents: Take<IngestAnswer>
  /** Answers as `takeEvents` would, and stores nothing. */
  readonly tryEvents: Take<Omit<IngestAnswer, 'last_seq'>>
}

type Take<Answer> = (
  contract: contracts.Contract,
  sent: readonly unknown[],
  source: {
    readonly name: string
    readonly segmentLock: readonly []
    readonly importId: string
    readonly rows?: readonly number[]
  },
) => Promise<Answer>

export type ImportRequest = {
  /** A file on this machine. */
  readonly path: string
  readonly mapping: unknown
  readonly dryRun: boolean
}

/**
 * Imports a file into a contract; or, as a dry run, tells what would be taken, refused and repeated.
 *
 * @throws AppError `invalid` when the file or the mapping cannot be used; one that breaks off half-way names the import, so
 * that it can be taken out again
 */
export async function importFile(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  request: ImportRequest,
  report: { readonly onProgress: (progress: ImportProgress) => void; readonly signal: AbortSignal },
): Promise<ImportAnswer> {
  const contract = await contracts.requireContract(deps, id)
  const importId = `im_${randomBase62(16)}`
  const mapping = request.mapping === null ? null : parseMapping(request.mapping)
  const source = { name: importId, segmentLock: [] as const, importId }
  let broken: ImportAnswer | null = null
  const onBroken = (soFar: ImportAnswer) => (broken = soFar)
  const run = (submit: ImportDeps['submit']) =>
    runImport(
      { submit, ...report, onBroken, now: () => performance.now() },
      { path: request.path, mapping, importId },
    )
  if (request.dryRun) {
    return { ...(await run((events) => deps.ingest.tryEvents(contract, events, source))), dry_run: true }
  }
  const created_at = deps.clock().getTime()
  await store.insertImport(deps.db, contract.number, {
    id: importId,
    file_name: basename(request.path),
    created_at,
  })
  try {
    const answer = await run((events, rows) => deps.ingest.takeEvents(contract, events, { ...source, rows }))
    await finish(deps, contract, importId, 'done', answer)
    const { rows, accepted, duplicates, rejected } = answer
    const counts = { import: importId, rows, accepted, duplicates, rejected }
    await activity.record(deps, contract.number, actor, 'import_finished', counts)
    return answer
  } catch (error) {
    await finish(deps, contract, importId, 'failed', broken)
    if (broken === null) throw error
    // Whoever breaks it off knows.
    if (!(error instanceof AppError) && !report.signal.aborted)
      deps.log.error({ import: importId, error: reasonOf(error) }, 'an import broke off')
    throw brokenOff(importId, error)
  }
}

/** The same problem, with the name of what is half stored. */
function brokenOff(importId: string, cause: unknown): AppError {
  const { code, field, faults } =
    cause instanceof AppError
      ? cause
      : { code: 'internal' as const, field: undefined, faults: [because('our_fault')] }
  const reason = cause instanceof Error ? cause.message : 'unknown fault'
  const message = `${reason} Import ${importId} broke off there: what it had stored stays until it is undone or the same file is imported to its end.`
  return new AppError(code, message, { cause, faults, ...(field === undefined ? {} : { field }) })
}

async function finish(
  deps: Deps,
  contract: contracts.Contract,
  importId: string,
  status: 'done' | 'failed',
  answer: ImportAnswer | null,
): Promise<void> {
  const finished_at = deps.clock().getTime()
  await store.changeImport(deps.db, contract.number, importId, {
    status,
    answer: JSON.stringify(answer),
    finished_at,
  })
}

/** The names of the files of these imports, by id. */
export function fileNames(
  { db }: Pick<Deps, 'db'>,
  contract: ContractNumber,
  imports: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return store.fileNames(db, contract, imports)
}

/** The contract's imports, newest first. */
export async function listImports(deps: Deps, id: ContractId) {
  const contract = await contracts.requireContract(deps, id)
  const found = await store.importsOf(deps.db, contract.number, 1000)
  return found.map((row) => ({
    ...row,
    created_at: isoInstant(row.created_at),
    finished_at: isoInstantOrNull(row.finished_at),
  }))
}

/**
 * Takes an import's events out again. People who came with it alone are erased; the feed tells of every lead that
 * changed. Running it again after an interruption finishes the work.
 *
 * @param stillMay asked when it is this one's turn, which may have been long in coming
 * @throws AppError `not_found` for an import of another contract and for none at all; whatever `stillMay` throws
 */
export async function undoImport(
  deps: Deps,
  actor: activity.Actor,
  of: { readonly contract: ContractId; readonly import_id: string },
  stillMay: () => Promise<void>,
): Promise<{ readonly import_id: string; readonly removed: number; readonly people_removed: number }> {
  const importId = of.import_id
  const contract = await contracts.requireContract(deps, of.contract)
  const found = await store.importById(deps.db, contract.number, importId)
  if (found === undefined) throw new AppError('not_found', because('no_such_import'))
  return await deps.sequence.turn(contract.number, async (turn) => {
    await turn.shown()
    const brought = await store.importedBy(deps.events, contract.number, importId)
    const uses = await store.firstUses(deps.events, contract.number, brought.people, importId)
    const undone = await people.forgetEvents(deps, contract.number, brought.people, uses)
    await stillMay()
    await turn.commit({
      events: [],
      changes: undone.changes,
      people: turn.people,
      write: async (tx) => {
        const now = deps.clock().getTime()
        // What the import itself said of consent goes with it.
        const times = { at: now, refusedAfter: found.finished_at ?? found.created_at }
        await people.saveForgotten({ ...deps, db: tx }, contract.number, undone, brought.quotes, times)
        await contracts.recordNarrowing({ db: tx }, contract.number, 'import_undone')
      },
      // After the people: as long as the events are there, another run finds out whom they concern.
      removal: {
        rows: brought.rows,
        run: () => store.removeImported(deps.events, contract.number, importId),
      },
    })
    await store.changeImport(deps.db, contract.number, importId, { status: 'undone' })
    const details = { import: importId, removed: brought.events }
    await activity.record(deps, contract.number, actor, 'import_undone', details)
    return { import_id: importId, removed: brought.events, people_removed: undone.gone.length }
  })
}
