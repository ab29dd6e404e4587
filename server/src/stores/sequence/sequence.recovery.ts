import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Db, Directory } from '../directory/directory.ts'
import type { EventStore } from '../events/event-store.ts'
import { highestSeq } from './sequence.events.ts'
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
  if (teller.isSure() && (state.writer === parts.writer || state.reserved === 0)) return state
  await teller.halt()
  const missing = await missingEntries(parts, db, contract, state)
  const again = withNewNumbers(missing, state.reserved)
  const reserved = again.at(-1)?.lastSeq ?? state.reserved
  const recordedAt = parts.clock().getTime()
  await table.inTransaction(db, async (tx) => {
    await clearJournal(tx, contract, state.reserved)
    for (const entry of again) await addToJournal(tx, contract, entry, recordedAt)
    await table.reserve(tx, contract, { reserved, people: state.people, writer: parts.writer })
  })
  teller.restart(state.reserved)
  for (const entry of again) teller.add(entry)
  await teller.shown()
  return { reserved, people: state.people }
}

/** Entries of the journal whose rows are not stored and, from when this resolves, never will be. */
async function missingEntries(
  { events }: SequenceParts,
  db: Db,
  contract: ContractNumber,
  state: State,
): Promise<readonly JournalEntry[]> {
  const entries = await journalOf(db, contract)
  // Rows come in order, an insert is one part, and whoever wrote later began here: the highest number tells of all.
  const beyond = (through: number) => entries.filter((entry) => entry.lastSeq > through)
  if (entries.length === 0 || beyond(await highestSeq(events, contract)).length === 0) return []
  await events.settleOthers(writeOf(contract, state.writer, state.reserved))
  return beyond(await highestSeq(events, contract))
}

function withNewNumbers(entries: readonly JournalEntry[], reserved: number): readonly JournalEntry[] {
  let next = reserved + 1
  return entries.map(({ firstSeq, lastSeq, lines, erased }) => {
    const first = next
    next += lastSeq - firstSeq + 1
    return { firstSeq: first, lastSeq: next - 1, lines: renumbered(lines, first), erased }
  })
}
