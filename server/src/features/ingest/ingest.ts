import type { IngestAnswer, RejectedEvent } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import type { Segment, SegmentKind } from '@catalytics/contract/segments.ts'
import { askedTogether } from '../../lib/asked-together.ts'
import type { Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { opaqueId, timeOrderedId } from '../../lib/ids.ts'
import type { KeyedHash } from '../../lib/keyed-hash.ts'
import type { Log } from '../../lib/log.ts'
import { openPieces } from '../../lib/loop-turns.ts'
import { ended, stepsOf } from '../../lib/steps.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence, Turn } from '../../stores/sequence/sequence.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import * as quarantine from '../quarantine/quarantine.ts'
import { engineInstant, eventCells } from './ingest.cells.ts'
import { checkEvent, isRefused, type CheckedEvent, type Receipt } from './ingest.check.ts'
import { openGroups, type Groups, type Outcome, type Submission, type Stored } from './ingest.groups.ts'
import { openKnownIds, type KnownIds } from './ingest.known-ids.ts'
import { openMeasures, type Measures } from './ingest.measures.ts'
import { findRepeats } from './ingest.repeats.ts'
import * as store from './ingest.store.ts'

/*
 * What happens to incoming events, in order. `/metrics` has the time of each step, under its name.
 */

/** Those of one request; whatever is refused goes to the quarantine with its reason. */
const requestSteps = stepsOf<Request, readonly unknown[]>()
  // Shape, time, known catalog and channel: ingest.check.ts
  .step('check', checkEach)
  // Joins the requests of a moment into a group (ingest.groups.ts), which goes through the steps below.
  .step('store', storeInGroup)
  .step('quarantine', keepRefused)

/** Those of a group, while it is the contract's turn. */
const groupSteps = stepsOf<GroupEnv, readonly Submission[], readonly Stored[]>()
  // The same id: a repetition, or a clash: ingest.repeats.ts
  .step('repeats', leaveOutRepeats)
  // Who was erased does not come back with what happened before: ../people/people.ts
  .step('erased', leaveOutErased)
  // Profile, consent, new leads, changes the feed must tell: ../people/people.merge.ts
  .step('people', mergePeople)
  // The pseudonymous rows: ingest.cells.ts
  .step('rows', makeRows)
  // Numbers, directory, event store, durable: ../../stores/sequence/sequence.ts
  .step('commit', commit)

type Deps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
  readonly log: Log
  readonly addressHash: KeyedHash
  /** Whether the disk has room for more than what must be written in any case. */
  readonly hasRoom: () => boolean
}

export type Ingest = Deps & {
  readonly groups: Groups
  readonly known: KnownIds
  readonly measures: Measures
  /** The contract of a number, as it is now. */
  readonly contractOf: (number: ContractNumber) => Promise<contracts.Contract>
}

/** For one process. */
export function ingestWith(deps: Deps): Ingest {
  const known = openKnownIds(deps.events, deps.log)
  const steps = [...requestSteps.names, ...groupSteps.names]
  const measures = openMeasures(steps, () => groups.waiting())
  const groups: Groups = openGroups(async (number, group) => {
    const contract = await contracts.contractOfNumber(deps, number)
    return await deps.sequence.turn(number, (turn) =>
      groupSteps.run(group, { ...deps, known, contract, turn }, measures.onStep),
    )
  })
  const contractOf = askedTogether((number: ContractNumber) => contracts.contractOfNumber(deps, number))
  return { ...deps, groups, known, measures, contractOf }
}

export type Source = {
  /** Who sends: a client id, an import id or `site:KEY`; shown in the quarantine. */
  readonly name: string
  /** Where not empty, events outside these segments are refused. */
  readonly segmentLock: readonly Segment[]
  readonly importId: string
  /** Of the events of a file, their rows as people count there. */
  readonly rows?: readonly number[]
  /** The sender has nothing but a public key of a site. */
  readonly byPage?: boolean
}

/**
 * Takes events as they were sent; resolves when every accepted one is durable. Good events are kept when others of the
 * request are bad.
 *
 * @param receipts of events that came earlier, in their order; without it they came now, from `source`
 * @throws AppError `unavailable` when nothing could be stored; then nothing of the request counts
 */
export async function takeEvents(
  ingest: Ingest,
  contract: contracts.Contract,
  sent: readonly unknown[],
  source: Source,
  receipts?: readonly Receipt[],
): Promise<IngestAnswer> {
  if (!ingest.hasRoom()) {
    throw new AppError('unavailable', because('disk_full'), { retryAfterSeconds: 10 })
  }
  const { measures } = ingest
  const answer = await requestSteps.run(sent, { ingest, contract, sent, source, receipts }, measures.onStep)
  measures.answered(answer)
  return answer
}

const quarantineSource = 'quarantine'

/**
 * As {@link takeEvents}, for events that lie in the quarantine: those refused again are not added a second time.
 *
 * @param importId of the import that brought them; empty for others
 */
export function retryEvents(
  ingest: Ingest,
  contract: contracts.Contract,
  sent: readonly unknown[],
  receipts: readonly Receipt[],
  importId: string,
): Promise<IngestAnswer> {
  return takeEvents(ingest, contract, sent, { name: quarantineSource, segmentLock: [], importId }, receipts)
}

/** As {@link takeEvents}, for a contract that is known by its number. */
export async function takeEventsOf(
  ingest: Ingest,
  number: ContractNumber,
  sent: readonly unknown[],
  source: Source,
): Promise<IngestAnswer> {
  return await takeEvents(ingest, await ingest.contractOf(number), sent, source)
}

/** Checks events as {@link takeEvents} would, and looks for repetitions, without storing anything. */
export async function tryEvents(
  ingest: Ingest,
  contract: contracts.Contract,
  sent: readonly unknown[],
  source: Source,
): Promise<Omit<IngestAnswer, 'last_seq'>> {
  const checked = await checkEach(sent, { ingest, contract, sent, source, receipts: undefined })
  const ids = checked.good.map((event) => event.id)
  const hashes = await store.hashesOf(ingest.events, contract.number, ids)
  const { outcomes } = findRepeats([{ events: checked.good, importId: '' }], hashes)
  return countOutcomes(checked, outcomes[0] ?? [])
}

type Request = {
  readonly ingest: Ingest
  readonly contract: contracts.Contract
  readonly sent: readonly unknown[]
  readonly source: Source
  readonly receipts: readonly Receipt[] | undefined
}

/** The good events of a request with their places in it, and those that are refused already. */
type Checked = {
  readonly good: readonly CheckedEvent[]
  readonly goodIndex: readonly number[]
  readonly refused: readonly RejectedEvent[]
}

async function checkEach(
  sent: readonly unknown[],
  { ingest, contract, source, receipts }: Request,
): Promise<Checked> {
  const env = await checkEnv(ingest, contract, source)
  const received = { at: env.now, byPage: source.byPage === true }
  const good: CheckedEvent[] = []
  const goodIndex: number[] = []
  const refused: RejectedEvent[] = []
  const nextPiece = openPieces(contract.number)
  for (const [index, item] of sent.entries()) {
    // Checking a large request in one go would hold up everybody else's small ones.
    const turn = nextPiece()
    if (turn !== undefined) await turn
    const checked = checkEvent(item, env, receipts?.[index] ?? received)
    if (isRefused(checked)) refused.push({ index, ...checked })
    else {
      good.push(checked)
      goodIndex.push(index)
    }
  }
  return { good, goodIndex, refused }
}

async function storeInGroup(
  checked: Checked,
  { ingest, contract, source: { importId } }: Request,
): Promise<IngestAnswer> {
  const stored = await ingest.groups.submit(contract.number, { events: checked.good, importId })
  return { ...countOutcomes(checked, stored.outcomes), last_seq: stored.lastSeq }
}

async function keepRefused(
  answer: IngestAnswer,
  { ingest, contract, sent, source }: Request,
): Promise<IngestAnswer> {
  if (source.name !== quarantineSource)
    await quarantine.keepRefused(ingest, contract.number, sent, answer.rejected, source)
  return answer
}

function countOutcomes(
  { good, goodIndex, refused }: Checked,
  outcomes: readonly Outcome[],
): Omit<IngestAnswer, 'last_seq'> {
  const rejected = [...refused]
  let accepted = 0
  let duplicates = 0
  for (const [position, outcome] of outcomes.entries()) {
    if (outcome === 'accepted') accepted += 1
    else if (outcome === 'duplicate') duplicates += 1
    else rejected.push({ index: goodIndex[position] ?? position, id: good[position]?.id ?? null, ...outcome })
  }
  rejected.sort((a, b) => a.index - b.index)
  return { accepted, duplicates, rejected }
}

async function checkEnv(ingest: Ingest, contract: contracts.Contract, source: Source) {
  const segments =
    contract.unknown_segments === 'reject' ? await contracts.listSegments(ingest, contract) : []
  const known = new Set(segments.map((segment) => `${segment.kind}:${segment.key}`))
  const lock: ReadonlySet<Segment> = new Set(source.segmentLock)
  return {
    now: ingest.clock().getTime(),
    hashSalt: contract.hash_salt,
    newId: timeOrderedId,
    takes: (kind: SegmentKind, key: string) =>
      contract.unknown_segments === 'create' || known.has(`${kind}:${key}`),
    unlocked: (own: readonly Segment[]) => lock.size === 0 || own.some((segment) => lock.has(segment)),
  }
}

type GroupEnv = Deps & {
  readonly known: KnownIds
  readonly contract: contracts.Contract
  readonly turn: Turn
}

type Unknown = ReturnType<typeof findRepeats>

async function leaveOutRepeats(group: readonly Submission[], { known, contract, turn }: GroupEnv) {
  const ids = group.flatMap((submission) => submission.events.map((event) => event.id))
  const { outcomes, fresh } = findRepeats(group, await known.hashes(contract.number, ids, turn))
  return fresh.length === 0 ? ended(storedThrough(turn.lastSeq, outcomes)) : { outcomes, fresh }
}

async function leaveOutErased({ outcomes, fresh }: Unknown, env: GroupEnv) {
  const now = env.clock().getTime()
  const { events, erasedUntil } = await people.withoutErased(env, env.contract.number, fresh)
  return { outcomes, fresh: events, erasedUntil, now }
}

async function mergePeople(
  group: Awaited<ReturnType<typeof leaveOutErased>>,
  { db, contract, turn }: GroupEnv,
) {
  const { fresh, erasedUntil, now } = group
  const merged = await people.merge({ db }, contract.number, fresh.flatMap(people.sightingOf), {
    lastNumber: turn.people,
    now,
    newLeadId: opaqueId,
    erasedUntil,
  })
  return { ...group, merged }
}

function makeRows(group: Awaited<ReturnType<typeof mergePeople>>, { contract }: GroupEnv) {
  const receivedAt = engineInstant(group.now)
  const rows = group.fresh.map((event) => eventCells(contract, event, group.merged.people, receivedAt))
  return { ...group, rows }
}

async function commit(
  { outcomes, fresh, merged, rows }: ReturnType<typeof makeRows>,
  { clock, known, contract, turn }: GroupEnv,
): Promise<readonly Stored[]> {
  const committed = await turn.commit({
    events: rows,
    changes: merged.changes,
    people: merged.lastNumber,
    write: async (tx) => {
      await contracts.addUnknownSegments({ db: tx, clock }, contract, segmentsIn(fresh))
      await people.save(tx, contract.number, merged, fresh)
    },
  })
  known.added(contract.number, fresh, committed)
  return storedThrough(committed.lastSeq, outcomes)
}

function storedThrough(lastSeq: number, outcomes: readonly (readonly Outcome[])[]): readonly Stored[] {
  return outcomes.map((own) => ({ outcomes: own, lastSeq }))
}

function segmentsIn(events: readonly CheckedEvent[]) {
  const found = new Map<string, { kind: 'catalog' | 'site' | 'network'; key: string }>()
  for (const { event } of events) {
    found.set(`catalog:${event.catalog}`, { kind: 'catalog', key: event.catalog })
    found.set(`${event.channel.kind}:${event.channel.key}`, event.channel)
  }
  return [...found.values()]
}
