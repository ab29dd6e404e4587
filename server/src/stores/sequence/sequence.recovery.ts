import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import type { AppError } from '../../lib/errors.ts'
import type { Db, Directory } from '../directory/directory.ts'
import type { EventStore } from '../events/event-store.ts'
import { addStored } from './sequence.counts.ts'
import { highestSeq } from './sequence.events.ts'
import { notOfThisDirectory } from './sequence.excess.ts'
import { addToJournal, clearJournal, journalOf, type JournalEntry } from './sequence.journal.ts'
import { renumbered } from './sequence.rows.ts'
import * as table from './sequence.table.ts'
import { writeOf, type Teller } from './sequence.teller.ts'

export type SequenceParts = {
  readonly directory: Directory
  readonly events: EventStore
  readonly clock: Clock
  /** Names this process among the writers. */
  readonly writer: string
}

type State = { readonly reserved: number; readonly people: number; readonly writer: string }

/**
 * The contract's state, after making sure how the last writer ended: this process after a failure, or another one. What
 * the journal has and the event store has not is told under new numbers, because a write that may still be on its way
 * is refused by its old ones. Only within a turn of the contract.
 */
export async function recover(
  parts: SequenceParts,
  teller: Teller,
  db: Db,
  contract: ContractNumber,
): Promise<Pick<State, 'reserved' | 'people'>> {
  const state = await table.stateOf(db, contract)
  // What was told here was reserved before: the directory has been set back since.
  if (teller.told() > state.reserved) throw setBack(contract, teller.told(), state)
  if (teller.isSure() && (state.writer === parts.writer || state.reserved === 0)) return state
  await teller.halt()
  const { stored, missing } = await sorted(parts, db, contract, state)
  const again = withNewNumbers(missing, state.reserved)
  const reserved = again.at(-1)?.lastSeq ?? state.reserved
  const recordedAt = parts.clock().getTime()
  await table.inTransaction(db, async (tx) => {
    for (const entry of stored) await addStored(tx, contract, [entry])
    await clearJournal(tx, contract, state.reserved)
    for (const entry of again) await addToJournal(tx, contract, entry, recordedAt)
    await table.reserve(tx, contract, { reserved, people: state.people, writer: parts.writer })
  })
  teller.restart(state.reserved)
  for (const entry of again) teller.add(entry)
  await teller.shown()
  return { reserved, people: state.people }
}

type Sorted = { readonly stored: readonly JournalEntry[]; readonly missing: readonly JournalEntry[] }

/** The journal by whether an entry's rows are stored; from when this resolves, those that are missing never will be. */
async function sorted(
  { events }: SequenceParts,
  db: Db,
  contract: ContractNumber,
  state: State,
): Promise<Sorted> {
  const entries = await journalOf(db, contract)
  // Rows come in order, an insert is one part, and whoever wrote later began here: the highest number tells of all.
  const by = (through: number): Sorted => ({
    stored: entries.filter((entry) => entry.lastSeq <= through),
    missing: entries.filter((entry) => entry.lastSeq > through),
  })
  if (entries.length === 0) return { stored: [], missing: [] }
  const highest = await highestSeq(events, contract)
  if (highest > state.reserved) throw setBack(contract, highest, state)
  const first = by(highest)
  if (first.missing.length === 0) return first
  await events.settleOthers(writeOf(contract, state.writer, state.reserved))
  return by(await highestSeq(events, contract))
}

function setBack(contract: ContractNumber, highest: number, { reserved }: State): AppError {
  return notOfThisDirectory(
    `contract number ${contract} has stored ${highest}, but given out only ${reserved}`,
  )
}

function withNewNumbers(entries: readonly JournalEntry[], reserved: number): readonly JournalEntry[] {
  let next = reserved + 1
  return entries.map(({ firstSeq, lastSeq, lines, erased }) => {
    const first = next
    next += lastSeq - firstSeq + 1
    return { firstSeq: first, lastSeq: next - 1, lines: renumbered(lines, first), erased }
  })
}
