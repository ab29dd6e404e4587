import { mkdtemp, rm } from 'node:fs/promises'
import { request, type ClientRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { createClient, type ClickHouseClient, type ClickHouseClientConfigOptions } from '@clickhouse/client'
import { startEngine, type Engine } from './engine-process.ts'

export const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }

type RawRequest = {
  readonly method?: string
  readonly headers: Record<string, string>
  readonly body?: Buffer
}

/** An engine of its own with a table `parts`, and the stock client on it. */
export type TestEngine = {
  readonly engine: Engine
  readonly writer: ClickHouseClient
  readonly reader: ClickHouseClient
  open(config: ClickHouseClientConfigOptions): ClickHouseClient
  /** Rows of `parts`. */
  count(where: string): Promise<number>
  /** How many statements with this text are inside the engine. */
  running(fragment: string): Promise<number>
  kill(queryId: string): Promise<unknown[]>
  /** The writer's credentials as a header. */
  basic(): Record<string, string>
  /** A POST of rows into `parts` that has not ended. */
  startInsert(rows: string, queryId?: string): ClientRequest
  raw(path: string, request: RawRequest): Promise<{ readonly status: number; readonly body: string }>
  close(): Promise<void>
}

export async function newFolder(): Promise<string> {
  return await mkdtemp(join(tmpdir(), 'engine-'))
}

export async function openTestEngine(): Promise<TestEngine> {
  const folder = await newFolder()
  const engine = await startEngine({
    folder,
    log: quiet,
    memoryBytes: 1_000_000_000,
    queryTimeLimitSeconds: 20,
  })
  const clients: ClickHouseClient[] = []
  const open = (config: ClickHouseClientConfigOptions) => {
    // The client's own log prints every refused statement.
    const client = createClient({ url: engine.url, log: { level: 127 }, ...config })
    clients.push(client)
    return client
  }
  const writer = open(engine.writer)
  const reader = open(engine.reader)
  const { username, password } = engine.writer
  const basic = () => ({
    authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
  })
  await writer.command({
    query: `CREATE TABLE parts (id UInt64, name String) ENGINE = MergeTree ORDER BY id
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  })
  return {
    engine,
    writer,
    reader,
    open,
    basic,
    count: (where) => number(writer, `SELECT count() AS n FROM parts WHERE ${where}`, {}),
    running: (fragment) => number(writer, processes, { fragment }),
    kill: (queryId) => rows(writer, 'KILL QUERY WHERE query_id = {queryId: String} SYNC', { queryId }),
    startInsert(lines, queryId = 'broken-off') {
      const path = `/?query_id=${queryId}&query=INSERT+INTO+parts+FORMAT+JSONEachRow`
      const sending = request(new URL(path, engine.url), { method: 'POST', headers: basic() })
      sending.on('error', () => undefined)
      sending.write(lines)
      return sending
    },
    raw: (path, asked) => send(new URL(path, engine.url), asked),
    async close() {
      await Promise.all(clients.map((client) => client.close()))
      await engine.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function send(url: URL, { method = 'GET', headers, body }: RawRequest) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>()
  const sending = request(url, { method, headers }, (response) => {
    text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject)
  })
  sending.on('error', reject)
  sending.end(body)
  return promise
}

// The question must not find itself.
const processes = `SELECT count() AS n FROM system.processes
  WHERE position(query, {fragment: String}) > 0 AND position(query, 'system.processes') = 0`

async function number(
  client: ClickHouseClient,
  query: string,
  values: Record<string, string>,
): Promise<number> {
  const [row] = await rows(client, query, values)
  return Number(row?.['n'])
}

async function rows(client: ClickHouseClient, query: string, query_params: Record<string, string>) {
  const answer = await client.query({ query, query_params, format: 'JSONEachRow' })
  return await answer.json<Record<string, unknown>>()
}
