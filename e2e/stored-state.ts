import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { openLog } from '../server/src/lib/log.ts'
import { openDirectory } from '../server/src/stores/directory/directory.ts'
import { startEngine } from '../server/src/stores/events/engine/engine-process.ts'
import {
  connectEventStore,
  engineEventStore,
  type EventStore,
} from '../server/src/stores/events/event-store.ts'
import type { Place } from './server-process.ts'

/** What lies in the stores, seen without the server: the only place where anonymous events can be counted one by one. */
export type StoredState = {
  readonly events: number
  readonly eventIds: number
  readonly rows: number
  readonly seqs: number
  readonly people: number
}

const log = openLog('silent')
const counted = z.object({
  events: z.coerce.number(),
  eventIds: z.coerce.number(),
  rows: z.coerce.number(),
  seqs: z.coerce.number(),
})
const query = `SELECT countIf(kind = 'event') AS events, uniqExactIf(id, kind = 'event') AS eventIds,
  count() AS rows, uniqExact(contract, seq) AS seqs FROM events`

/** Reads both stores of a place on which no server runs. */
export async function storedState(place: Place): Promise<StoredState> {
  const people = await countPeople(place)
  const remote = place.env?.['CLICKHOUSE_URL']
  if (remote !== undefined) {
    const events = await connectEventStore(remote, log)
    return { ...(await counts(events)), people }
  }
  const engine = await startEngine({ folder: join(place.folder, 'events'), log })
  try {
    return { ...(await counts(await engineEventStore(engine))), people }
  } finally {
    await engine.stop()
  }
}

async function counts(events: EventStore): Promise<Omit<StoredState, 'people'>> {
  try {
    const [row] = await events.rows(query, {})
    return counted.parse(row)
  } finally {
    await events.close()
  }
}

async function countPeople(place: Place): Promise<number> {
  const url = place.env?.['DATABASE_URL']
  const target = url === undefined ? { file: join(place.folder, 'directory.db') } : { url }
  const directory = await openDirectory(target, log)
  try {
    const { rows } = await sql`SELECT count(*) AS count FROM people`.execute(directory.db)
    return z.object({ count: z.coerce.number() }).parse(rows[0]).count
  } finally {
    await directory.close()
  }
}
