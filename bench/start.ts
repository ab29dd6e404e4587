import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createClient } from '@clickhouse/client'
import { startEngine } from '../server/src/stores/events/engine/engine-process.ts'
import type { Product } from './product.ts'
import { median, whole, type Figure } from './report.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
/** More than a contract has numbers before the copying. */
const apart = 1_000_000_000

/** How long a start takes with so many events; those that are missing are copied from the ones that are there. */
export async function coldStart(
  product: Product,
  options: { readonly events: number; readonly rounds: number },
): Promise<readonly Figure[]> {
  let stored = 0
  // Once unmeasured: the engine is still busy with what the copying left behind.
  await product.restart(async () => {
    stored = await growTo(options.events, product.folder)
  })
  const starts: number[] = []
  for (let round = 0; round < options.rounds; round += 1) starts.push(await product.restart(async () => {}))
  return [
    {
      what: `start with ${whole(stored)} events until ready`,
      ours: `${whole(median(starts))} ms`,
      beside: `slowest ${whole(Math.max(...starts))} ms`,
      ratio: '',
      bar: 'ready within 2 s with 10 M',
    },
  ]
}

async function growTo(events: number, folder: string): Promise<number> {
  const engine = await startEngine({ folder: join(folder, 'events'), log: silent })
  const client = createClient({ url: engine.url, ...engine.writer, database: 'catalytics' })
  const count = async () => {
    const answer = await client.query({ query: 'SELECT count() AS rows FROM events', format: 'JSONEachRow' })
    return Number((await answer.json<{ rows: number }>())[0]?.rows)
  }
  try {
    const own = await count()
    if (own === 0) throw new Error('there are no events to copy')
    // Each copy of all that was there goes on above the highest number of its contract.
    for (let copy = 1; (await count()) < events; copy += 1) {
      const query = `INSERT INTO events SELECT * REPLACE (seq + ${copy * apart} AS seq, generateUUIDv4() AS id)
FROM events WHERE events.seq <= ${apart}`
      await client.command({ query })
    }
    // The numbers are given out, as if the events had come in.
    const directory = new DatabaseSync(join(folder, 'directory.db'))
    directory.prepare('UPDATE sequences SET reserved = ?').run(1000 * apart)
    directory.close()
    return await count()
  } finally {
    await client.close()
    await engine.stop()
  }
}
