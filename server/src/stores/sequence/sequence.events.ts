import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventColumns } from '../events/schema.ts'
import type { EventRow } from './sequence.rows.ts'

const seqRow = z.object({ seq: z.coerce.number() })

/** The highest number that can be seen; 0 in an empty contract. Reads the end of the primary key only. */
export async function highestSeq(events: EventStore, contract: ContractNumber): Promise<number> {
  const query =
    'SELECT seq FROM events WHERE contract = {contract: UInt32} ORDER BY contract DESC, seq DESC LIMIT 1'
  const [row] = await events.rows(query, { contract })
  return row === undefined ? 0 : seqRow.parse(row).seq
}

const tallyRow = z.object({ lastSeq: z.coerce.number(), rows: z.coerce.number() })

/** How many rows are stored, and the highest number among them. */
export async function tallyOf(
  events: EventStore,
  contract: ContractNumber,
): Promise<z.infer<typeof tallyRow>> {
  const query = 'SELECT max(seq) AS lastSeq, count() AS rows FROM events WHERE contract = {contract: UInt32}'
  const [row] = await events.rows(query, { contract })
  return tallyRow.parse(row)
}

/**
 * Whether rows are stored that were one insert, with the numbers from `first` to `last`. They came as one part, so any of
 * them tells of all.
 */
export async function holdsAnyOf(
  events: EventStore,
  contract: ContractNumber,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<boolean> {
  const query = `SELECT seq FROM events
WHERE contract = {contract: UInt32} AND seq >= {first: UInt64} AND seq <= {last: UInt64} LIMIT 1`
  return (await events.rows(query, { contract, first, last })).length > 0
}

const storedRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))

/** What is stored of people who have agreed: their recorded actions, and who has rows from an earlier consent. */
export type Actions = {
  /** By person, oldest number first. */
  readonly recorded: ReadonlyMap<number, readonly EventRow[]>
  /** Those who had agreed before, withdrew, and agree again. */
  readonly returning: readonly number[]
}

/** Looks up the actions of people whose consent has just come; only within a turn of the contract. */
export async function actionsOf(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
): Promise<Actions> {
  const recorded = new Map<number, EventRow[]>()
  const returning = new Set<number>()
  if (people.length === 0) return { recorded, returning: [] }
  const query = `SELECT ${eventColumns.join(', ')} FROM events
WHERE contract = {contract: UInt32} AND kind IN ('event', 'release') AND person IN {people: Array(UInt32)} ORDER BY seq`
  for (const answer of await events.rows(query, { contract, people })) {
    const cells = storedRow.parse(answer)
    const person = Number(cells['person'])
    if (cells['released'] === 1) returning.add(person)
    if (cells['kind'] !== 'event') continue
    const row: EventRow = eventColumns.map((column) => cells[column] ?? null)
    const list = recorded.get(person)
    if (list === undefined) recorded.set(person, [row])
    else list.push(row)
  }
  return { recorded, returning: [...returning] }
}

/** Takes these people's actions out of every export, for good: their consent brings copies under new numbers. */
export async function hidePeople(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
): Promise<void> {
  if (people.length === 0) return
  await events.command(
    `ALTER TABLE events UPDATE released = 0
WHERE contract = {contract: UInt32} AND person IN {people: Array(UInt32)}`,
    { contract, people },
  )
}

/** Removes what could point back at these people and keeps the anonymous counts. */
export async function blankPeople(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
): Promise<void> {
  if (people.length === 0) return
  await events.command(
    `ALTER TABLE events UPDATE company = '', city = '', state = '', department = '', configuration = '', session = '',
hash = 0, released = 0 WHERE contract = {contract: UInt32} AND person IN {people: Array(UInt32)}`,
    { contract, people },
  )
}
