import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { isoInstant, type Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { Db, Directory } from '../directory/directory.ts'
import type { EventStore, Write } from '../events/event-store.ts'
import { openLeftovers } from './leftovers.ts'
import { actionsOf, blankPerson, hidePeople, highestSeq, holdsGroup, insertRows } from './sequence.events.ts'
import {
  changeRow,
  eventRow,
  releasedCopy,
  withSeq,
  type Change,
  type EventCells,
  type EventRow,
} from './sequence.rows.ts'
import * as table from './sequence.table.ts'
import { openTurns } from './turns.ts'

/**
 * The one order in which a contract's data change. Whoever wants to change them takes a turn; a turn's numbers are
 * larger than every number given before, and its rows become visible together, before the next turn begins. So a
 * reader who has seen number n has seen everything up to n that will ever be there.
 */
export type Sequence = {
  /** Runs `work` while nobody else, in this or any other process, changes the contract's data. */
  turn<Result>(contract: ContractNumber, work: (turn: Turn) => Promise<Result>): Promise<Result>
  /** Runs `work` while no contract's data change, in this or any other process. Everybody waits: be short. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>
  /** The highest number that readers can see: complete, nothing below it is still to come. */
  through(contract: ContractNumber): Promise<number>
  /** Resolves when something past `after` may have been stored, or `waitMs` later; false when waiting has been ended. */
  waitPast(contract: ContractNumber, after: number, waitMs: number, signal: AbortSignal): Promise<boolean>
  /** Takes up what a process before this one left open, soon and in the background. */
  resume(): Promise<void>
  /** Lets nobody wait any longer: the process is about to stop. */
  endWaiting(): void
  close(): Promise<void>
}

export type Turn = {
  /** The highest number given out so far. */
  readonly lastSeq: number
  /** How many person numbers the contract has given out. */
  readonly people: number
  /** Stores a group durably. May be called once in a turn. */
  commit(group: Group): Promise<Committed>
}

export type Group = {
  /** The recorded events, without their numbers. */
  readonly events: readonly EventCells[]
  readonly changes: readonly Change[]
  /** Person numbers given out after this group. */
  readonly people: number
  /** The group's writes to the directory store; runs in the transaction that reserves the numbers. */
  readonly write: (tx: Db) => Promise<void>
  /** Changes stored rows; runs after the transaction and before the group's own rows can be seen. */
  readonly amend?: () => Promise<void>
}

export type Committed = { readonly firstSeq: number; readonly lastSeq: number }

type Parts = {
  readonly directory: Directory
  readonly events: EventStore
  readonly clock: Clock
  /** Names this process among the writers. */
  readonly writer: string
}

export function openSequence(parts: Parts): Sequence {
  const turns = openTurns(parts.directory)
  // What this process knows to be stored, per contract: lets the next group clear the outbox behind it.
  const confirmed = new Map<ContractNumber, number>()
  const leftovers = openLeftovers((contract) => turn(contract, () => Promise.resolve()))
  const waitingEnded = new AbortController()

  function turn<Result>(contract: ContractNumber, work: (turn: Turn) => Promise<Result>): Promise<Result> {
    return turns.take(contract, async (db) => {
      try {
        const state = await settled(parts, confirmed, db, contract)
        let committed = false
        return await work({
          lastSeq: state.reserved,
          people: state.people,
          commit(group) {
            if (committed) throw new TypeError('a turn commits one group')
            committed = true
            return commit(parts, confirmed, db, contract, { ...state }, group)
          },
        })
      } catch (error) {
        // Whoever asked may not ask again; what the directory store has of it must be told all the same.
        if (!confirmed.has(contract)) leftovers.settleSoon(contract)
        throw error
      } finally {
        turns.announce(contract)
      }
    })
  }

  return {
    turn,
    hold: (work) => turns.hold(work),
    through: (contract) => highestSeq(parts.events, contract),
    async waitPast(contract, after, waitMs, signal) {
      const announced = turns.next(contract, waitMs, AbortSignal.any([signal, waitingEnded.signal]))
      if ((await highestSeq(parts.events, contract)) > after) announced.cancel()
      else await announced.happened
      return !waitingEnded.signal.aborted
    },
    async resume() {
      for (const contract of await table.contractsWithOutbox(parts.directory.db))
        leftovers.settleSoon(contract)
    },
    endWaiting: () => waitingEnded.abort(),
    async close() {
      leftovers.close()
      await turns.close()
    },
  }
}

type State = { readonly reserved: number; readonly people: number }

/** The contract's state after making sure how the last group ended, whoever wrote it. */
async function settled(
  parts: Parts,
  confirmed: Map<ContractNumber, number>,
  db: Db,
  contract: ContractNumber,
): Promise<State> {
  const state = await table.stateOf(db, contract)
  const sure =
    state.reserved === 0 || (state.writer === parts.writer && confirmed.get(contract) === state.reserved)
  if (sure) return state
  // Only the last group can be open: each one settles what was before it.
  const open = await table.outboxOf(db, contract)
  const numbers = { first: open[0]?.seq ?? state.reserved, last: state.reserved }
  let stored = await holdsGroup(parts.events, contract, numbers)
  if (!stored && state.writer !== '') {
    await parts.events.settleOthers(writeOf(contract, state.reserved))
    stored = await holdsGroup(parts.events, contract, numbers)
  }
  if (stored || open.length === 0) {
    await table.claim(db, contract, parts.writer)
    confirmed.set(contract, state.reserved)
    return state
  }
  // The directory has the change, the event store has not: tell it again under new numbers.
  const last = await commit(parts, confirmed, db, contract, state, {
    events: [],
    changes: open.map(({ kind, person }) => ({ kind, person })),
    people: state.people,
    write: () => Promise.resolve(),
  })
  return { reserved: last.lastSeq, people: state.people }
}

async function commit(
  parts: Parts,
  confirmed: Map<ContractNumber, number>,
  db: Db,
  contract: ContractNumber,
  state: State,
  group: Group,
): Promise<Committed> {
  const recordedAtMs = parts.clock().getTime()
  const recordedAt = isoInstant(recordedAtMs)
  const released = group.changes.filter((change) => change.kind === 'release').map((change) => change.person)
  const actions = await actionsOf(parts.events, contract, released)
  // Rows of an earlier consent make way for copies, as long as the directory still says no and nobody is shown them.
  await hidePeople(parts.events, contract, actions.returning)
  const firstSeq = state.reserved + 1
  let seq = state.reserved
  const rows: EventRow[] = group.events.map((cells) => eventRow('event', { ...cells, contract, seq: ++seq }))
  const outbox: table.OutboxEntry[] = []
  for (const change of group.changes) {
    const own =
      change.kind === 'release'
        ? (actions.recorded.get(change.person) ?? [])
        : [changeRow(contract, change, recordedAt)]
    if (own.length > 0) outbox.push({ ...change, seq: seq + 1, recordedAt: recordedAtMs })
    for (const row of own)
      rows.push(withSeq(change.kind === 'release' ? releasedCopy(row, recordedAt) : row, ++seq))
  }
  confirmed.delete(contract)
  await table.inTransaction(db, async (tx) => {
    await group.write(tx)
    // A turn begins with everything up to `reserved` settled: stored, or among this group's changes once more.
    await table.clearOutbox(tx, contract, state.reserved)
    await table.addToOutbox(tx, contract, outbox)
    await table.reserve(tx, contract, { reserved: seq, people: group.people, writer: parts.writer })
  })
  await blankPerson(parts.events, contract, peopleOf(group.changes, 'lead_erased'))
  await group.amend?.()
  if (rows.length > 0) await store(parts, contract, { first: firstSeq, last: seq }, rows)
  confirmed.set(contract, seq)
  return { firstSeq, lastSeq: seq }
}

/** Inserts the rows; after an unclear failure, finds out whether they are there before anybody is told. */
async function store(
  parts: Parts,
  contract: ContractNumber,
  numbers: { readonly first: number; readonly last: number },
  rows: readonly EventRow[],
): Promise<void> {
  try {
    await insertRows(parts.events, rows, writeOf(contract, numbers.last))
  } catch (cause) {
    if (await holdsGroup(parts.events, contract, numbers)) return
    const message = 'The events could not be stored. Nothing was acknowledged; send them again.'
    throw new AppError('unavailable', message, { cause, retryAfterSeconds: 2 })
  }
}

function writeOf(contract: ContractNumber, lastSeq: number): Write {
  return {
    queryId: `catalytics-write-${contract}-${lastSeq}`,
    fence: { contract, through: lastSeq },
  }
}

function peopleOf(changes: readonly Change[], kind: Change['kind']): readonly number[] {
  return changes.filter((change) => change.kind === kind).map((change) => change.person)
}
