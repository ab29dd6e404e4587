import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { chunksOf } from '../../lib/chunks.ts'
import { linesOf } from '../../lib/lines.ts'
import type { Directory } from '../directory/directory.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventsFolder, type StorePlace } from '../open-stores.ts'
import {
  areStrangers,
  howToName,
  howToPair,
  isNameless,
  namelessInWords,
  strangersInWords,
} from '../pairing.ts'
import { excessInWords, findExcess, howToRejoin } from '../sequence/sequence.excess.ts'
import {
  brokenParts,
  findLosses,
  hasTables,
  howToRestore,
  lossesInWords,
  type BrokenPart,
} from '../sequence/sequence.losses.ts'
import { firstSentence, type Diagnosis } from './diagnosis.ts'

// Reading everything takes as long as it takes.
const patiently = { timeLimitSeconds: 0 }

export async function checkEventStore(place: StorePlace, events: EventStore): Promise<Diagnosis> {
  if (!(await hasTables(events))) {
    const where = place.clickhouseUrl === undefined ? eventsFolder(place) : 'the database of CLICKHOUSE_URL'
    return { detail: `there are no tables in ${where}`, todo: howToRestore }
  }
  const [damaged] = await damagedParts(events)
  if (damaged !== undefined) {
    const detail = `the part ${damaged.part} of the table ${damaged.table} is damaged: ${damaged.message}`
    return { detail, todo: `Keep a copy of the data folder. ${howToRestore}` }
  }
  const [aside] = await brokenParts(events)
  if (aside !== undefined) {
    return unreadablePart(place, aside)
  }
  return { detail: place.clickhouseUrl === undefined ? `answers on ${eventsFolder(place)}` : 'answers' }
}

const tableRow = z.object({ name: z.string() })
const partRow = z.object({ part_path: z.string(), is_passed: z.coerce.number(), message: z.string() })

/** Reads every file of every table, and compares it with what was written. */
async function damagedParts(events: EventStore) {
  const tables = `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`
  const found = []
  for (const row of await events.rows(tables, {})) {
    const { name: table } = tableRow.parse(row)
    const query = `CHECK TABLE ${table} SETTINGS check_query_single_value_result = 0`
    for (const answer of await events.rows(query, {}, patiently)) {
      const { part_path: part, is_passed, message } = partRow.parse(answer)
      if (is_passed === 0) found.push({ table, part, message: firstSentence(message) })
    }
  }
  return found
}

/** An engine that looked at a copy of the folder has put the part aside there only. */
function unreadablePart(place: StorePlace, { table, name, path }: BrokenPart): Diagnosis {
  const aside = inFolder(place, path)
  const isAside = place.clickhouseUrl !== undefined || existsSync(aside)
  const part = name.replace(/^broken(?:-on-start)?_/, '')
  const folder = isAside ? aside : join(dirname(dirname(aside)), part)
  return {
    detail: `the part ${part} of the table ${table} cannot be read${isAside ? ', and was put aside' : ''}: ${folder}`,
    todo: `Keep a copy of that folder. Where "sequences" tells of no missing row, nothing was lost: remove it${isAside ? '' : ' while no server runs'}. Else: ${howToRestore}`,
  }
}

/** Where the parts of an engine of ours are, which may have been shown a copy of the folder. */
function inFolder(place: StorePlace, path: string): string {
  const [, rest] = /\/(store\/.*)$/.exec(path) ?? []
  return place.clickhouseUrl === undefined && rest !== undefined ? join(eventsFolder(place), rest) : path
}

const totalRow = z.object({ rows: z.coerce.number(), contracts: z.coerce.number() })
const repeatedRow = z.object({ contract: z.number(), seq: z.coerce.number() })

/** Numbers are given out before they are used, each once, and every change of the directory has reached its feed. */
export async function checkSequences(
  directory: Directory,
  events: EventStore,
  now: Date,
): Promise<Diagnosis> {
  const losses = await findLosses(directory, events)
  if (losses.length > 0) return { detail: lossesInWords(losses), todo: howToRestore }
  const excess = await findExcess(directory, events)
  if (excess.length > 0) return { detail: excessInWords(excess), todo: howToRejoin }
  if (await knowsInstallations(directory)) {
    if (await isNameless(directory.db)) return { detail: namelessInWords, todo: howToName }
    if (await areStrangers(directory.db, events)) return { detail: strangersInWords, todo: howToPair }
  }
  const [repeated] = await events.rows(
    `SELECT contract, seq FROM events GROUP BY contract, seq HAVING count() > 1 LIMIT 1
SETTINGS optimize_aggregation_in_order = 1`,
    {},
    patiently,
  )
  if (repeated !== undefined) {
    const { contract, seq } = repeatedRow.parse(repeated)
    return { detail: `contract number ${contract} has stored the number ${seq} twice`, todo: howToRejoin }
  }
  const untold = await countUntold(directory, now)
  if (untold > 0) {
    const detail = `${untold} rows have not reached the event store`
    const todo =
      'They are told with the next event or change of their contract, or the next start. If this stays, look into the log.'
    return { detail, todo }
  }
  const query = 'SELECT count() AS rows, uniqExact(contract) AS contracts FROM events'
  const [total] = await events.rows(query, {}, patiently)
  const { rows, contracts } = totalRow.parse(total)
  return { detail: `${rows} rows of ${contracts} contracts, each number once` }
}

/** A directory store of an earlier version has no id yet; the check of the migrations tells so. */
async function knowsInstallations({ db }: Directory): Promise<boolean> {
  return (await db.introspection.getTables()).some(({ name }) => name === 'installation')
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
        todo: howToRejoin,
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
