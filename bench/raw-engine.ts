import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { createClient, type ClickHouseClient } from '@clickhouse/client'
import { startEngine } from '../server/src/stores/events/engine/engine-process.ts'
import type { Params } from '../server/src/stores/events/event-store.ts'
import { eventMigrations } from '../server/src/stores/events/schema.ts'
import { drain } from './drain.ts'

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
    for (const statement of migration.statements)
      await client.command({ query: typeof statement === 'string' ? statement : statement[0] })
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
      const asked = new URLSearchParams({ database: 'default', output_format_csv_crlf_end_of_line: '1' })
      for (const [name, value] of Object.entries(params))
        asked.set(`param_${name}`, Array.isArray(value) ? JSON.stringify(value) : String(value))
      const { username, password } = engine.writer
      const credentials = Buffer.from(`${username}:${password}`).toString('base64')
      const head = [`POST /?${asked.toString()} HTTP/1.1`, `authorization: Basic ${credentials}`]
      const { lines, ms } = await drain(engine.url, head, { body: `${query} FORMAT CSV` })
      if (lines < rows) throw new Error(`${lines} lines came for ${rows} rows`)
      return (rows / ms) * 1000
    },
    async stop() {
      await client.close()
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
