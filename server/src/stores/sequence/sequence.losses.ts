import { ClickHouseError } from '@clickhouse/client'
import { z } from 'zod'
import { contractId, type ContractId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { AppError, OperatorError } from '../../lib/errors.ts'
import type { Directory } from '../directory/directory.ts'
import type { EventStore } from '../events/event-store.ts'
import { expectedCounts, learnCount, setCount, uncountedContracts, type Count } from './sequence.counts.ts'
import { passedOver } from './sequence.table.ts'

/** Rows of a contract that the directory knows to have been stored, and that the event store does not hold. */
export type Loss = {
  readonly contract: ContractId
  readonly name: string
  readonly missing: number
  readonly of: number
  /** Ranges without a row, the first few; some of them may never have been used. What a restore passed over is not among them. */
  readonly without: readonly Range[]
}

type Range = { readonly first: number; readonly last: number }
type Found = { readonly number: ContractNumber; readonly expected: Count; readonly held: Count }

const nothing: Count = { lastSeq: 0, rows: 0 }
const looksAtMost = 5

/** Compares the event store with what the directory knows of it. Others may write or remove meanwhile. */
export async function findLosses(directory: Directory, events: EventStore): Promise<readonly Loss[]> {
  const found = await compare(directory, events)
  return await Promise.all(found.map((one) => described(directory, events, one)))
}

async function compare(directory: Directory, events: EventStore): Promise<readonly Found[]> {
  for (let look = 1; ; look += 1) {
    const expected = await expectedCounts(directory.db)
    const held = await heldCounts(events)
    const found = expected.flatMap(({ contract, lastSeq, rows, removing }): readonly Found[] => {
      const there = held.get(contract) ?? nothing
      const enough = there.rows >= rows - removing && (removing > 0 || there.lastSeq >= lastSeq)
      return enough ? [] : [{ number: contract, expected: { lastSeq, rows }, held: there }]
    })
    if (found.length === 0 || look === looksAtMost) return found
    // A removal that another process began and ended between the two questions is no loss.
    const now = await expectedCounts(directory.db)
    if (JSON.stringify(now) === JSON.stringify(expected)) return found
  }
}

const heldRow = z.object({ contract: z.number(), lastSeq: z.coerce.number(), rows: z.coerce.number() })

/** What is stored, by contract; nothing where the tables are gone. */
async function heldCounts(events: EventStore): Promise<ReadonlyMap<number, Count>> {
  const query = 'SELECT contract, max(seq) AS lastSeq, count() AS rows FROM events GROUP BY contract'
  if (!(await hasTables(events))) return new Map()
  const rows = await events.rows(query, {}, { timeLimitSeconds: 0 })
  return new Map(rows.map((row) => heldRow.parse(row)).map((row) => [row.contract, row]))
}

/** Whether the table of events is there; not, when its description was lost, or the address leads elsewhere. */
export async function hasTables(events: EventStore): Promise<boolean> {
  try {
    await events.rows('SELECT 1 FROM events LIMIT 0', {})
    return true
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : error
    if (cause instanceof ClickHouseError && /^UNKNOWN_(DATABASE|TABLE)$/.test(cause.type ?? '')) return false
    throw error
  }
}

const contractRow = z.object({ id: contractId, name: z.string() })

async function described(
  { db }: Directory,
  events: EventStore,
  { number, expected, held }: Found,
): Promise<Loss> {
  const row = await db.selectFrom('contracts').select(['id', 'name']).where('number', '=', number).execute()
  const { id, name } = contractRow.parse(row[0])
  const missing = Math.max(expected.rows - held.rows, expected.lastSeq > held.lastSeq ? 1 : 0)
  const tail = { first: held.lastSeq + 1, last: expected.lastSeq }
  const holes = await passedOver(db, number)
  const empty = [
    ...(held.rows === 0 ? [] : await gaps(events, number, rangesAtMost + holes.length)),
    ...(tail.first <= tail.last ? [tail] : []),
  ]
  const without = holes.reduce<readonly Range[]>((ranges, hole) => ranges.flatMap(less(hole)), empty)
  return { contract: id, name, missing, of: expected.rows, without: without.slice(0, rangesAtMost) }
}

const gapRow = z.object({ first: z.coerce.number(), last: z.coerce.number() })
const rangesAtMost = 6

async function gaps(events: EventStore, contract: ContractNumber, limit: number): Promise<readonly Range[]> {
  const query = `SELECT before + 1 AS first, seq - 1 AS last FROM (
  SELECT seq, lagInFrame(seq, 1, 0) OVER (ORDER BY seq ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS before
  FROM events WHERE contract = {contract: UInt32}
) WHERE seq > before + 1 ORDER BY first LIMIT {limit: UInt32}`
  const rows = await events.rows(query, { contract, limit }, { timeLimitSeconds: 0 })
  return rows.map((row) => gapRow.parse(row))
}

/** What is left of a range without the numbers of a hole: nothing, one range or two. */
function less(hole: Range): (range: Range) => readonly Range[] {
  return (range) => {
    if (hole.last < range.first || range.last < hole.first) return [range]
    const before = { first: range.first, last: hole.first - 1 }
    const behind = { first: hole.last + 1, last: range.last }
    return [before, behind].filter(({ first, last }) => first <= last)
  }
}

/** Says of each contract what it lacks. */
export function lossesInWords(losses: readonly Loss[]): string {
  return losses
    .map(({ contract, name, missing, of, without }) => {
      const ranges = without.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`))
      const where = ranges.length === 0 ? '' : `, with no row under the numbers ${ranges.join(', ')}`
      return `contract ${contract} (${name}) lacks ${missing} of ${of} rows${where}`
    })
    .join('; ')
}

/** What to do about rows that are not there. */
export const howToRestore =
  'Put the files of the event store back as they were, or restore the last backup into a new data folder (./catalytics restore FILE --data FOLDER). Only where there is neither: ./catalytics serve --accept-loss goes on without these rows.'

const partRow = z.object({ table: z.string(), name: z.string(), path: z.string() })
export type BrokenPart = z.infer<typeof partRow>

/** Parts that the engine could not read when it started, and has put aside. */
export async function brokenParts(events: EventStore): Promise<readonly BrokenPart[]> {
  const query = `SELECT table, name, path FROM system.detached_parts
WHERE database = currentDatabase() AND startsWith(name, 'broken') ORDER BY table, name`
  return (await events.rows(query, {})).map((row) => partRow.parse(row))
}

/**
 * Counts what is stored of contracts that were never counted, as after an update from a version that did not.
 *
 * @throws AppError `damaged` when parts were put aside: nobody can say what was in them
 */
export async function countTheUncounted(directory: Directory, events: EventStore): Promise<void> {
  const contracts = await uncountedContracts(directory.db)
  if (contracts.length === 0) return
  const [broken] = await brokenParts(events)
  if (broken !== undefined)
    throw new OperatorError(
      'damaged',
      `The event store is damaged: the part ${broken.path} cannot be read, and what it held is not known. ${howToRestore}`,
    )
  const held = await heldCounts(events)
  for (const contract of contracts) await learnCount(directory.db, contract, held.get(contract) ?? nothing)
}

/** Takes what is stored for all there must be: the operator knows of the loss. */
export async function acceptLosses(directory: Directory, events: EventStore): Promise<void> {
  const held = await heldCounts(events)
  for (const contract of await uncountedContracts(directory.db))
    await learnCount(directory.db, contract, held.get(contract) ?? nothing)
  for (const { number } of await compare(directory, events))
    await setCount(directory.db, number, held.get(number) ?? nothing)
}
