import { setTimeout as pause } from 'node:timers/promises'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { notNow } from '../events/event-faults.ts'
import type { EventStore, Write } from '../events/event-store.ts'
import { eventColumns } from '../events/schema.ts'
import { blankPeople, holdsAnyOf } from './sequence.events.ts'
import type { JournalEntry } from './sequence.journal.ts'

/** Tells the event store what the journal of one contract holds: in order, in few large inserts. */
export type Teller = {
  /** Takes over an entry that is durable in the journal; its numbers follow those of the entry before. */
  add(entry: JournalEntry): void
  /**
   * Resolves when all that was added before can be seen.
   *
   * @throws AppError `unavailable` when it cannot be told now; it stays in the journal
   */
  shown(): Promise<void>
  /** Resolves at once while the event store keeps up, else when it does again. Throws as {@link Teller.shown} does. */
  room(): Promise<void>
  /** The highest number that is surely visible. */
  told(): number
  /** Whether what was added here is all that the journal may hold beyond what is visible. */
  isSure(): boolean
  /** Something ended openly: the journal must be read before more is added. */
  doubt(): void
  /** Forgets what was added, for the journal has it; resolves when nothing is on its way. */
  halt(): Promise<void>
  /** All up to `told` is visible, and nothing else is in the journal. */
  restart(told: number): void
  close(): Promise<void>
}

type Parts = {
  readonly events: EventStore
  readonly contract: ContractNumber
  /** Names this process among the writers. */
  readonly writer: string
  /** Runs when entries have become visible: the journal needs them no more. */
  readonly onTold: (batch: readonly JournalEntry[]) => Promise<void>
  readonly onDoubt: () => void
}

// Long enough for many small groups to become one insert, far below the two seconds in which they must be visible.
const gatherMs = 100
// A larger insert costs the engine hardly less a row, and its text is some megabytes already.
const rowsAtOnce = 30_000
// So many rows, or one that waits for so long, keep further groups waiting: they would be visible too late.
const mostWaiting = 100_000
const lateMs = 1000
const closingMs = 3000

export function openTeller(parts: Parts): Teller {
  let waiting: JournalEntry[] = []
  let told = 0
  let sure = false
  let late = false
  let telling: Promise<void> | undefined
  let gathering: NodeJS.Timeout | undefined
  let waitingLong: NodeJS.Timeout | undefined

  const isTold = (seq: number) => told >= seq
  const isBehind = () => late || rowsOf(waiting) > mostWaiting

  /** One insert at a time, in order; what is added meanwhile goes with the next. */
  function tell(): Promise<void> {
    clearTimeout(gathering)
    gathering = undefined
    telling ??= tellNext().finally(() => {
      telling = undefined
      if (sure && waiting.length > 0) gather()
    })
    return telling
  }

  /** For nobody who waits: a failure is recorded as doubt, and the journal has the rows. */
  function tellAlone(): void {
    void tell().catch(() => undefined)
  }

  function gather(): void {
    if (rowsOf(waiting) >= rowsAtOnce) tellAlone()
    else gathering ??= setTimeout(tellAlone, gatherMs)
  }

  async function tellNext(): Promise<void> {
    if (!sure) throw notNow()
    const batch = nextBatch(waiting)
    try {
      await tellBatch(parts, batch)
      await parts.onTold(batch)
    } catch (error) {
      doubt()
      throw error
    }
    told = lastSeqOf(batch)
    waiting = waiting.slice(batch.length)
    watch()
  }

  /** Notes from now on how long the oldest entry waits. */
  function watch(): void {
    clearTimeout(waitingLong)
    late = false
    waitingLong = waiting.length === 0 ? undefined : setTimeout(() => (late = true), lateMs)
  }

  function doubt(): void {
    if (sure) parts.onDoubt()
    sure = false
  }

  async function shown(): Promise<void> {
    const last = lastSeqOf(waiting)
    while (!isTold(last)) await tell()
  }

  async function halt(): Promise<void> {
    clearTimeout(gathering)
    gathering = undefined
    waiting = []
    watch()
    await telling?.catch(() => undefined)
  }

  return {
    add(entry) {
      waiting.push(entry)
      if (waiting.length === 1) watch()
      gather()
    },
    shown,
    async room() {
      while (isBehind()) await tell()
    },
    told: () => told,
    isSure: () => sure,
    doubt,
    halt,
    restart(through) {
      told = through
      sure = true
    },
    async close() {
      // What cannot be told any more is in the journal; an engine that hangs must not hold up the end.
      const patience = new AbortController()
      const tooLate = pause(closingMs, undefined, { signal: patience.signal }).catch(() => undefined)
      await Promise.race([shown().catch(() => undefined), tooLate])
      patience.abort()
      clearTimeout(gathering)
      clearTimeout(waitingLong)
    },
  }
}

/** Entries that may be one insert: those whose people are to be blanked come after the rows before them are stored. */
function nextBatch(waiting: readonly JournalEntry[]): readonly JournalEntry[] {
  let rows = 0
  let count = 0
  for (const entry of waiting) {
    rows += entry.lastSeq - entry.firstSeq + 1
    if (count > 0 && (entry.erased.length > 0 || rows > rowsAtOnce)) break
    count += 1
  }
  return waiting.slice(0, count)
}

/** Inserts the rows; after an unclear failure, finds out whether they are there. */
async function tellBatch({ events, contract, writer }: Parts, batch: readonly JournalEntry[]): Promise<void> {
  await blankPeople(events, contract, batch[0]?.erased ?? [])
  const through = lastSeqOf(batch)
  try {
    const lines = batch.map((entry) => entry.lines).join('\n')
    await events.insert('events', eventColumns, lines, writeOf(contract, writer, through))
  } catch (error) {
    if (!(await holdsAnyOf(events, contract, { first: batch[0]?.firstSeq ?? 0, last: through }))) throw error
  }
}

/** The write of a process that may be under way with numbers up to `lastSeq`; it has one at a time for a contract. */
export function writeOf(contract: ContractNumber, writer: string, lastSeq: number): Write {
  return { queryId: `catalytics-write-${contract}-${writer}`, fence: { contract, through: lastSeq } }
}

function rowsOf(entries: readonly JournalEntry[]): number {
  const [first, last] = [entries[0], entries.at(-1)]
  return first === undefined || last === undefined ? 0 : last.lastSeq - first.firstSeq + 1
}

function lastSeqOf(batch: readonly JournalEntry[]): number {
  return batch.at(-1)?.lastSeq ?? 0
}
