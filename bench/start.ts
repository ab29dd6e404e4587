import { join } from 'node:path'
import { createClient } from '@clickhouse/client'
import { startEngine } from '../server/src/stores/events/engine/engine-process.ts'
import type { Product } from './product.ts'
import { median, whole, type Figure } from './report.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
/** A contract of nobody: takes the copies that make the store large. */
const copies = 999

/** How long a start takes with so many events; those that are missing are copied from the ones that are there. */
export async function coldStart(
  product: Product,
  options: { readonly events: number; readonly rounds: number },
): Promise<readonly Figure[]> {
  let stored = 0
  // Once unmeasured: the engine is still busy with what the copying left behind.
  await product.restart(async () => {
    stored = await growTo(options.events, join(product.folder, 'events'))
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
  const engine = await startEngine({ folder, log: silent })
  const client = createClient({ url: engine.url, ...engine.writer, database: 'catalytics' })
  const count = async () => {
    const answer = await client.query({ query: 'SELECT count() AS rows FROM events', format: 'JSONEachRow' })
    return Number((await answer.json<{ rows: number }>())[0]?.rows)
  }
  try {
    const own = await count()
    if (own === 0) throw new Error('there are no events to copy')
    for (let copy = 0; (await count()) < events; copy += 1) {
      const query = `INSERT INTO events SELECT * REPLACE (toUInt32(${copies}) AS contract,
  toUInt64(rowNumberInAllBlocks() + ${copy * own} + 1) AS seq, generateUUIDv4() AS id)
FROM (SELECT * FROM events WHERE contract != ${copies})`
      await client.command({ query })
    }
    return await count()
  } finally {
    await client.close()
    await engine.stop()
  }
}
