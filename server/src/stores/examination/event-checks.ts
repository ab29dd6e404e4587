import { z } from 'zod'
import { chunksOf } from '../../lib/chunks.ts'
import { linesOf } from '../../lib/lines.ts'
import type { Directory } from '../directory/directory.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventsFolder, type StorePlace } from '../open-stores.ts'
import type { Diagnosis } from './diagnosis.ts'

// Reading everything takes as long as it takes.
const patiently = { timeLimitSeconds: 0 }

const apart =
  'The two stores are of different times, as when one was copied or restored alone. Restore a backup, which holds both.'

export async function checkEventStore(place: StorePlace, events: EventStore): Promise<Diagnosis> {
  // Says more about a store that cannot be reached than the question whether it can.
  await events.rows('SELECT 1', {})
  return { detail: place.clickhouseUrl === undefined ? `answers on ${eventsFolder(place)}` : 'answers' }
}

const heldRow = z.object({
  contract: z.number(),
  highest: z.coerce.number(),
  rows: z.coerce.number(),
})
const repeatedRow = z.object({ contract: z.number(), seq: z.coerce.number() })

/** Numbers are given out before they are used, each once, and every change of the directory has reached its feed. */
export async function checkSequences(
  directory: Directory,
  events: EventStore,
  now: Date,
): Promise<Diagnosis> {
  const query = 'SELECT contract, max(seq) AS highest, count() AS rows FROM events GROUP BY contract'
  // First what is stored, then what was reserved: meanwhile both only grow.
  const held = (await events.rows(query, {}, patiently)).map((row) => heldRow.parse(row))
  const sequences = await directory.db.selectFrom('sequences').select(['contract', 'reserved']).execute()
  const reserved = new Map(sequences.map((row) => [row.contract, row.reserved]))
  const beyond = held.find((row) => row.highest > (reserved.get(row.contract) ?? 0))
  if (beyond !== undefined) {
    const given = reserved.get(beyond.contract) ?? 0
    const detail = `contract number ${beyond.contract} has stored ${beyond.highest}, but given out only ${given}`
    return { detail, todo: apart }
  }
  const [repeated] = await events.rows(
    `SELECT contract, seq FROM events GROUP BY contract, seq HAVING count() > 1 LIMIT 1
SETTINGS optimize_aggregation_in_order = 1`,
    {},
    patiently,
  )
  if (repeated !== undefined) {
    const { contract, seq } = repeatedRow.parse(repeated)
    return { detail: `contract number ${contract} has stored the number ${seq} twice`, todo: apart }
  }
  const untold = await countUntold(directory, now)
  if (untold > 0) {
    const detail = `${untold} rows have not reached the event store`
    const todo =
      'They are told with the next event or change of their contract, or the next start. If this stays, look into the log.'
    return { detail, todo }
  }
  const rows = held.reduce((sum, row) => sum + row.rows, 0)
  return { detail: `${rows} rows of ${held.length} contracts, each number once` }
}

const oldMs = 60_000

/** Rows that are durable in the journal, and that the event store does not hold though it had the time. */
async function countUntold(directory: Directory, now: Date): Promise<number> {
  const waiting = await directory.db
    .selectFrom('journal')
    .select(['first_seq', 'last_seq'])
    .where('recorded_at', '<', now.getTime() - oldMs)
    .execute()
  return waiting.reduce((rows, entry) => rows + entry.last_seq - entry.first_seq + 1, 0)
}

const countRow = z.object({ rows: z.coerce.number() })
const idRow = z.object({ contract: z.number(), id: z.string() })

// A slice of the ids at a time: of all of them at once, a large store would not fit into memory.
const idsPerSlice = 4_000_000

/** Every event was stored once. */
export async function checkEventIds(events: EventStore): Promise<Diagnosis> {
  const [total] = await events.rows("SELECT count() AS rows FROM events WHERE kind = 'event'", {}, patiently)
  const { rows } = countRow.parse(total)
  const slices = Math.max(1, Math.ceil(rows / idsPerSlice))
  for (let slice = 0; slice < slices; slice += 1) {
    const [repeated] = await events.rows(
      `SELECT contract, toString(id) AS id FROM events
WHERE kind = 'event' AND cityHash64(id) % {slices: UInt32} = {slice: UInt32}
GROUP BY contract, id HAVING count() > 1 LIMIT 1`,
      { slices, slice },
      patiently,
    )
    if (repeated !== undefined) {
      const { contract, id } = idRow.parse(repeated)
      const todo = 'Keep a copy of the data folder and tell the makers: this must not happen.'
      return { detail: `contract number ${contract} has stored the event ${id} twice`, todo }
    }
  }
  return { detail: `${rows} events, each once` }
}

const peopleAtOnce = 5000

/** Everybody who did something is known, or was erased. */
export async function checkPeople(directory: Directory, events: EventStore): Promise<Diagnosis> {
  const query = 'SELECT DISTINCT contract, person FROM events WHERE person > 0 ORDER BY contract, person'
  let seen = 0
  for await (const lines of linesOf(events.stream(query, {}, 'TabSeparated', patiently), peopleAtOnce)) {
    seen += lines.length
    for (const [contract, people] of byContract(lines)) {
      const stranger = await firstUnknown(directory, contract, people)
      if (stranger === undefined) continue
      return {
        detail: `person ${stranger} of contract number ${contract} did something but is not known`,
        todo: apart,
      }
    }
  }
  return { detail: `${seen} people, all known or erased` }
}

function byContract(lines: readonly string[]): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>()
  for (const line of lines) {
    const [contract, person] = line.split('\t').map(Number)
    if (contract === undefined || person === undefined) continue
    const list = found.get(contract)
    if (list === undefined) found.set(contract, [person])
    else list.push(person)
  }
  return found
}

const numberRow = z.object({ number: z.coerce.number() })

async function firstUnknown(
  { db }: Directory,
  contract: number,
  people: readonly number[],
): Promise<number | undefined> {
  for (const chunk of chunksOf(people, peopleAtOnce)) {
    const rows = await db
      .selectFrom('people')
      .select('number')
      .where('contract', '=', contract)
      .where('number', 'in', chunk)
      .union(
        db
          .selectFrom('erased_people')
          .select('number')
          .where('contract', '=', contract)
          .where('number', 'in', chunk),
      )
      .execute()
    const known = new Set(rows.map((row) => numberRow.parse(row).number))
    const stranger = chunk.find((person) => !known.has(person))
    if (stranger !== undefined) return stranger
  }
  return undefined
}
