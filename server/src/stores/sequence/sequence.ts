import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { isoInstant } from '../../lib/clock.ts'
import type { Db } from '../directory/directory.ts'
import { openLeftovers } from './leftovers.ts'
import * as counts from './sequence.counts.ts'
import { actionsOf, hidePeople, tallyOf } from './sequence.events.ts'
import { addToJournal, clearJournal, contractsWithJournal, hasJournal } from './sequence.journal.ts'
import { recover, type SequenceParts } from './sequence.recovery.ts'
import { changeRow, eventRow, releasedCopy, withSeq, type Change, type EventCells } from './sequence.rows.ts'
import type { EventRow } from './sequence.rows.ts'
import * as table from './sequence.table.ts'
import { openTeller, type Teller } from './sequence.teller.ts'
import { openTurns } from './turns.ts'

/**
 * The one order in which a contract's data change. Whoever wants to change them takes a turn; a turn's numbers are
 * larger than every number given before. A group is durable when it is in the directory store's journal; the event
 * store is told in the same order, soon after, several groups at once. So a reader who has seen number n has seen
 * everything up to n that will ever be there.
 */
export type Sequence = {
  /** Runs `work` while nobody else, in this or any other process, changes the contract's data. */
  turn<Result>(contract: ContractNumber, work: (turn: Turn) => Promise<Result>): Promise<Result>
  /** Runs `work` while no contract's data change, in this or any other process. Everybody waits: be short. */
  hold<Result>(work: () => Promise<Result>): Promise<Result>
  /**
   * The highest number that readers can see: complete, nothing below it is still to come. All that was acknowledged
   * before the question is in it, unless the event store cannot take it now.
   */
  through(contract: ContractNumber): Promise<number>
  /** Whether a reader can know the number from here: not so when it is still to come, or of a life before a restore. */
  reached(contract: ContractNumber, seq: number): Promise<boolean>
  /** The last number before this one that a reader can know from here. */
  before(contract: ContractNumber, seq: number): Promise<number>
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
  /** The highest number that can surely be seen in the event store. */
  readonly told: number
  /** How many person numbers the contract has given out. */
  readonly people: number
  /** Resolves when all groups before this turn can be seen in the event store. */
  shown(): Promise<void>
  /**
   * Makes a group durable. One without events, or with a withdrawn consent, can also be seen when this resolves. May be
   * called once in a turn.
   */
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
  /** Removes stored rows; runs after the transaction and before the group's own rows can be seen. */
  readonly removal?: Removal
  /** Changes stored rows and removes none; runs when removals do. Whoever asks makes sure that it runs to its end. */
  readonly rewrite?: () => Promise<void>
}

export type Removal = {
  /** How many rows there are to remove now. */
  readonly rows: number
  /** Resolves when they are gone. */
  readonly run: () => Promise<void>
}

export type Committed = { readonly firstSeq: number; readonly lastSeq: number }

export function openSequence(parts: SequenceParts): Sequence {
  const { directory, events } = parts
  const tellers = new Map<ContractNumber, Teller>()
  const turns = openTurns(directory, { beforeLeaving: (contract) => tellerOf(contract).shown() })
  const leftovers = openLeftovers((contract) => turn(contract, (own) => own.shown()))
  const waitingEnded = new AbortController()

  function tellerOf(contract: ContractNumber): Teller {
    const known = tellers.get(contract)
    if (known !== undefined) return known
    const teller = openTeller({
      events,
      contract,
      writer: parts.writer,
      async onTold(batch) {
        const recorded = table.inTransaction(directory.db, async (tx) => {
          await counts.addStored(tx, contract, batch)
          await clearJournal(tx, contract, batch.at(-1)?.lastSeq ?? 0)
        })
        // Whoever waits looks into the directory store, so not before it knows.
        await recorded.finally(() => turns.announce(contract))
      },
      onDoubt: () => leftovers.settleSoon(contract),
    })
    tellers.set(contract, teller)
    return teller
  }

  function turn<Result>(contract: ContractNumber, work: (turn: Turn) => Promise<Result>): Promise<Result> {
    return turns.take(contract, async (db) => {
      const teller = tellerOf(contract)
      const state = await recover(parts, teller, db, contract)
      let committed = false
      return await work({
        lastSeq: state.reserved,
        told: teller.told(),
        people: state.people,
        shown: () => teller.shown(),
        commit(group) {
          if (committed) throw new TypeError('a turn commits one group')
          committed = true
          return commit(parts, teller, { db, contract, reserved: state.reserved }, group)
        },
      })
    })
  }

  /** Makes visible what was acknowledged, here or by another process that may be gone. */
  async function show(contract: ContractNumber): Promise<void> {
    const own = tellers.get(contract)
    const isSure = own?.isSure() === true
    if (isSure) await own.shown()
    const isAlone = directory.pool === undefined
    if (!(isSure && isAlone) && (await hasJournal(directory.db, contract)))
      await turn(contract, (now) => now.shown())
  }

  return {
    turn,
    hold: (work) =>
      turns.hold(async () => {
        for (const contract of await contractsWithJournal(directory.db)) {
          await recover(parts, tellerOf(contract), directory.db, contract)
          await tellerOf(contract).shown()
        }
        return await work()
      }),
    async through(contract) {
      // A store that takes nothing now can still be read, up to what waits for it.
      await show(contract).catch(() => undefined)
      return await table.visibleThrough(directory.db, contract)
    },
    async reached(contract, seq) {
      // Not the highest one that can be seen: its row may have been removed since.
      if (seq > (await table.stateOf(directory.db, contract)).reserved) return false
      return !(await table.isInGap(directory.db, contract, seq))
    },
    before: (contract, seq) => table.beforeGaps(directory.db, contract, seq - 1),
    async waitPast(contract, after, waitMs, signal) {
      const announced = turns.next(contract, waitMs, AbortSignal.any([signal, waitingEnded.signal]))
      if ((await table.visibleThrough(directory.db, contract)) > after) announced.cancel()
      else await announced.happened
      return !waitingEnded.signal.aborted
    },
    async resume() {
      for (const contract of await contractsWithJournal(directory.db)) leftovers.settleSoon(contract)
    },
    endWaiting: () => waitingEnded.abort(),
    async close() {
      leftovers.close()
      await turns.close()
      await Promise.all([...tellers.values()].map((teller) => teller.close()))
    },
  }
}

type Place = { readonly db: Db; readonly contract: ContractNumber; readonly reserved: number }

async function commit(
  parts: SequenceParts,
  teller: Teller,
  { db, contract, reserved }: Place,
  group: Group,
): Promise<Committed> {
  await teller.room()
  const recordedAtMs = parts.clock().getTime()
  const recordedAt = isoInstant(recordedAtMs)
  const released = peopleOf(group.changes, 'release')
  // All of them look at stored rows, so all of them must be there.
  if (released.length > 0 || group.removal !== undefined || group.rewrite !== undefined) await teller.shown()
  const actions = await actionsOf(parts.events, contract, released)
  // Rows of an earlier consent make way for copies, as long as the directory still says no and nobody is shown them.
  await hidePeople(parts.events, contract, actions.returning)
  const firstSeq = reserved + 1
  let seq = reserved
  const rows: EventRow[] = group.events.map((cells) => eventRow('event', { ...cells, contract, seq: ++seq }))
  for (const change of group.changes) {
    if (change.kind === 'release') {
      for (const row of actions.recorded.get(change.person) ?? [])
        rows.push(withSeq(releasedCopy(row, change.as ?? change.person, recordedAt), ++seq))
    } else rows.push(withSeq(changeRow(contract, change, recordedAt), ++seq))
  }
  const erased = peopleOf(group.changes, 'lead_erased')
  const lines = rows.map((row) => JSON.stringify(row)).join('\n')
  const entry = { firstSeq, lastSeq: seq, lines, erased }
  try {
    await table.inTransaction(db, async (tx) => {
      await group.write(tx)
      if (reserved === 0) await counts.beginCount(tx, contract)
      if (group.removal !== undefined) await counts.expectRemoval(tx, contract, group.removal.rows)
      if (rows.length > 0) await addToJournal(tx, contract, entry, recordedAtMs)
      await table.reserve(tx, contract, { reserved: seq, people: group.people, writer: parts.writer })
    })
    await group.rewrite?.()
    if (group.removal !== undefined) {
      await group.removal.run()
      await counts.setCount(db, contract, await tallyOf(parts.events, contract))
    }
  } catch (error) {
    // It may have been committed all the same; then the journal has it.
    teller.doubt()
    throw error
  }
  if (rows.length > 0) teller.add(entry)
  // Whoever withdraws, erases or undoes is told when no answer shows it any more.
  if (group.events.length === 0 || group.changes.some((change) => change.kind === 'consent_withdrawn'))
    await teller.shown()
  return { firstSeq, lastSeq: seq }
}

function peopleOf(changes: readonly Change[], kind: Change['kind']): readonly number[] {
  return changes.filter((change) => change.kind === kind).map((change) => change.person)
}
