import type { IngestAnswer, RejectedEvent } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Segment, SegmentKind } from '@catalytics/contract/segments.ts'
import { askedTogether } from '../../lib/asked-together.ts'
import type { Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { opaqueId, timeOrderedId } from '../../lib/ids.ts'
import type { KeyedHash } from '../../lib/keyed-hash.ts'
import type { Log } from '../../lib/log.ts'
import { openPieces } from '../../lib/loop-turns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import * as quarantine from '../quarantine/quarantine.ts'
import { engineInstant, eventCells } from './ingest.cells.ts'
import { checkEvent, isRefused, type CheckedEvent, type Receipt, type Refused } from './ingest.check.ts'
import { openGroups, type Groups, type Submission, type Stored } from './ingest.groups.ts'
import { openKnownIds, type KnownIds } from './ingest.known-ids.ts'
import { findRepeats } from './ingest.repeats.ts'
import * as store from './ingest.store.ts'

/*
 * What happens to an incoming event, in order:
 *   checkEvent      shape, time, known catalog and channel                     ingest.check.ts
 *   submit          joins the requests of a moment into a group                ingest.groups.ts
 *   findRepeats     the same id: a repetition, or a clash                      ingest.repeats.ts
 *   withoutErased   who was erased does not come back with what happened before  ../people/people.ts
 *   people.merge    profile, consent, new leads, changes the feed must tell    ../people/people.merge.ts
 *   eventCells      the pseudonymous row                                       ingest.cells.ts
 *   turn.commit     numbers, directory, event store, durable                   ../../stores/sequence/sequence.ts
 * Whatever is refused on the way goes to the quarantine with its reason.
 */

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
  /** The contract of a number, as it is now. */
  readonly contractOf: (number: ContractNumber) => Promise<contracts.Contract>
}

/** For one process. */
export function ingestWith(deps: Deps): Ingest {
  const known = openKnownIds(deps.events, deps.log)
  const groups = openGroups(async (contract, group) =>
    storeGroup(deps, known, await contracts.contractOfNumber(deps, contract), group),
  )
  const contractOf = askedTogether((number: ContractNumber) => contracts.contractOfNumber(deps, number))
  return { ...deps, groups, known, contractOf }
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
    const message = 'The disk of the server is full. Events are taken again when the operator has made room.'
    throw new AppError('unavailable', message, { retryAfterSeconds: 10 })
  }
  const env = await checkEnv(ingest, contract, source)
  const received = { at: env.now, byPage: source.byPage === true }
  const good: CheckedEvent[] = []
  const goodIndex: number[] = []
  const rejected: RejectedEvent[] = []
  const nextPiece = openPieces(contract.number)
  for (const [index, item] of sent.entries()) {
    // Checking a large request in one go would hold up everybody else's small ones.
    const turn = nextPiece()
    if (turn !== undefined) await turn
    const checked = checkEvent(item, env, receipts?.[index] ?? received)
    if (isRefused(checked)) rejected.push({ index, ...checked })
    else {
      good.push(checked)
      goodIndex.push(index)
    }
  }
  const stored = await ingest.groups.submit(contract.number, { events: good, importId: source.importId })
  let accepted = 0
  let duplicates = 0
  for (const [position, outcome] of stored.outcomes.entries()) {
    if (outcome === 'accepted') accepted += 1
    else if (outcome === 'duplicate') duplicates += 1
    else rejected.push({ index: goodIndex[position] ?? position, id: good[position]?.id ?? null, ...outcome })
  }
  rejected.sort((a, b) => a.index - b.index)
  if (source.name !== quarantineSource)
    await quarantine.keepRefused(ingest, contract.number, sent, rejected, source)
  return { accepted, duplicates, rejected, last_seq: stored.lastSeq }
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
  const env = await checkEnv(ingest, contract, source)
  const received = { at: env.now, byPage: false }
  const nextPiece = openPieces(contract.number)
  const checked: (CheckedEvent | Refused)[] = []
  for (const item of sent) {
    const turn = nextPiece()
    if (turn !== undefined) await turn
    checked.push(checkEvent(item, env, received))
  }
  const good = checked.filter((event): event is CheckedEvent => !isRefused(event))
  const known = await store.hashesOf(
    ingest.events,
    contract.number,
    good.map((event) => event.id),
  )
  const { outcomes } = findRepeats([{ events: good, importId: '' }], known)
  const rejected: RejectedEvent[] = []
  let position = 0
  let duplicates = 0
  for (const [index, event] of checked.entries()) {
    if (isRefused(event)) rejected.push({ index, ...event })
    else {
      const outcome = outcomes[0]?.[position++]
      if (outcome === 'duplicate') duplicates += 1
      else if (typeof outcome === 'object') rejected.push({ index, id: event.id, ...outcome })
    }
  }
  return { accepted: sent.length - duplicates - rejected.length, duplicates, rejected }
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

async function storeGroup(
  deps: Deps,
  known: KnownIds,
  contract: contracts.Contract,
  group: readonly Submission[],
): Promise<readonly Stored[]> {
  return await deps.sequence.turn(contract.number, async (turn) => {
    const ids = group.flatMap((submission) => submission.events.map((event) => event.id))
    const hashes = await known.hashes(contract.number, ids, turn)
    const { outcomes, fresh: unknown } = findRepeats(group, hashes)
    if (unknown.length === 0) return outcomes.map((own) => ({ outcomes: own, lastSeq: turn.lastSeq }))
    const now = deps.clock().getTime()
    const { events: fresh, erasedUntil } = await people.withoutErased(deps, contract.number, unknown)
    const merged = await people.merge(deps, contract.number, fresh.flatMap(people.sightingOf), {
      lastNumber: turn.people,
      now,
      newLeadId: opaqueId,
      erasedUntil,
    })
    const receivedAt = engineInstant(now)
    const events = fresh.map((event) => eventCells(contract, event, merged.people, receivedAt))
    const committed = await turn.commit({
      events,
      changes: merged.changes,
      people: merged.lastNumber,
      write: async (tx) => {
        await contracts.addUnknownSegments({ db: tx, clock: deps.clock }, contract, segmentsIn(fresh))
        await people.save(tx, contract.number, merged, fresh)
      },
    })
    known.added(contract.number, fresh, committed)
    return outcomes.map((own) => ({ outcomes: own, lastSeq: committed.lastSeq }))
  })
}

function segmentsIn(events: readonly CheckedEvent[]) {
  const found = new Map<string, { kind: 'catalog' | 'site' | 'network'; key: string }>()
  for (const { event } of events) {
    found.set(`catalog:${event.catalog}`, { kind: 'catalog', key: event.catalog })
    found.set(`${event.channel.kind}:${event.channel.key}`, event.channel)
  }
  return [...found.values()]
}
