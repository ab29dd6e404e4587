import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { startEngine } from '../server/src/stores/events/engine/engine-process.ts'
import type { Params } from '../server/src/stores/events/event-store.ts'
import { eventMigrations } from '../server/src/stores/events/schema.ts'

/** The same engine with the same table and nothing of ours around it: what everything is compared with. */
export type RawEngine = {
  readonly client: ClickHouseClient
  /** Rows a second, taking ready JSONEachRow in requests of 10,000 rows, one after the other, durable each. */
  insertRate(lines: readonly string[]): Promise<number>
  /** Rows a second, giving these columns of the table as CSV. */
  csvRate(query: string, params: Params, rows: number): Promise<number>
  stop(): Promise<void>
}

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const batch = 10_000

export async function startRawEngine(): Promise<RawEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'catalytics-raw-'))
  const engine = await startEngine({ folder, log: silent })
  const client = createClient({ url: engine.url, ...engine.writer, database: 'default' })
  for (const migration of eventMigrations) {
    for (const statement of migration.statements) await client.command({ query: statement })
  }
  return {
    client,
    async insertRate(lines) {
      const bodies: Buffer[] = []
      for (let start = 0; start < lines.length; start += batch) {
        bodies.push(Buffer.from(lines.slice(start, start + batch).join('\n')))
      }
      const started = performance.now()
      for (const body of bodies) {
        const answer = await client.exec({
          query: 'INSERT INTO events FORMAT JSONEachRow',
          values: Readable.from([body], { objectMode: false }),
          clickhouse_settings: { async_insert: 0, date_time_input_format: 'best_effort' },
        })
        answer.stream.resume()
      }
      return (lines.length / (performance.now() - started)) * 1000
    },
    async csvRate(query, params, rows) {
      const started = performance.now()
      const answer = await client.exec({ query: `${query} FORMAT CSV`, query_params: { ...params } })
      let bytes = 0
      answer.stream.on('data', (chunk: Buffer) => (bytes += chunk.length))
      await finished(answer.stream)
      if (bytes === 0) throw new Error('no CSV came')
      return (rows / (performance.now() - started)) * 1000
    },
    async stop() {
      await client.close()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
