import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { ClickHouseError, createClient, type ClickHouseClient } from '@clickhouse/client'
import { AppError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { reasonOf } from '../../lib/reason.ts'
import type { Engine } from './engine/engine-process.ts'
import { eventMigrations, fenceTable, migrationTable } from './schema.ts'

/** Values for the `{name: Type}` placeholders of a statement. */
export type Params = Readonly<
  Record<string, string | number | boolean | readonly string[] | readonly number[]>
>
export type StreamFormat = 'CSV' | 'JSONEachRow' | 'JSONCompactEachRow' | 'TabSeparated'

/** The event store: ClickHouse over HTTP, be it a server or our own engine child. */
export type EventStore = {
  /** The rows of a SELECT, each an object by column; 64-bit integers arrive as text. */
  rows(query: string, params: Params, options?: QueryOptions): Promise<readonly unknown[]>
  /** The answer of a SELECT as raw bytes; breaking off the loop ends the query. */
  stream(query: string, params: Params, format: StreamFormat, options?: QueryOptions): AsyncIterable<Buffer>
  /**
   * Inserts `lines` (JSONCompactEachRow, one array a line) as one part, durable when it resolves. When it rejects, the
   * write has ended as well: the rows are all there or will never be.
   */
  insert(table: string, columns: readonly string[], lines: string | Uint8Array, write: Write): Promise<void>
  /** Runs a statement that changes data or tables and waits until it has taken effect. */
  command(query: string, params?: Params): Promise<void>
  /** Resolves when a write that another process began, or was about to begin, has surely ended, whichever way. */
  settleOthers(write: Write): Promise<void>
  /** Resolves when what was changed or removed has left the disk too; false when old copies are still there. */
  scrubbed(): Promise<boolean>
  ping(): Promise<boolean>
  close(): Promise<void>
}

export type Write = {
  /** Names the write among all that go on. */
  readonly queryId: string
  /** The numbers that nobody will use any more once the write is settled: a write on its way with them is refused. */
  readonly fence?: { readonly contract: number; readonly through: number }
}

type QueryOptions = { readonly signal?: AbortSignal; readonly timeLimitSeconds?: number }

type Connection = { readonly url: string; readonly username?: string; readonly password?: string }

export type Opening = {
  /** Leaves the tables as they are: for looking only. */
  readonly asFound?: boolean
  /** How long an answer may take before the outcome counts as unknown; two minutes where absent. */
  readonly requestTimeoutMs?: number
}

const requestTimeoutMs = 120_000

/**
 * Connects to a ClickHouse server and brings the tables to this version.
 *
 * @param url with user and password where the server asks for them, and a database where it is not `catalytics`
 * @throws AppError `unavailable` when the server cannot be reached or refuses; the URL is in no message
 */
export async function connectEventStore(
  url: string,
  log: Log,
  { asFound = false, requestTimeoutMs: timeoutMs = requestTimeoutMs }: Opening = {},
): Promise<EventStore> {
  const parsed = new URL(url)
  const database = parsed.pathname.slice(1) || 'catalytics'
  parsed.pathname = '/'
  const writer = open({ url: parsed.href }, database, timeoutMs)
  if (!asFound) {
    const prepared = prepare(open({ url: parsed.href }, 'default', timeoutMs), writer, database)
    await orTold(prepared, parsed.host)
  }
  log.info({ host: parsed.host, database }, 'event store connected')
  const end = (write: Write) => endForCertain(writer, write)
  return eventStore(open({ url: parsed.href }, database, timeoutMs), writer, { own: end, others: end })
}

/**
 * The same over the engine child. An engine whose write hangs is replaced: that ends the write for certain. Another
 * process's writes are over already, because its engine died with it before ours could open the folder.
 */
export async function engineEventStore(
  engine: Engine,
  { asFound = false, requestTimeoutMs: timeoutMs = requestTimeoutMs }: Opening = {},
): Promise<EventStore> {
  const writer = open({ url: engine.url, ...engine.writer }, 'catalytics', timeoutMs)
  if (!asFound) {
    const bare = open({ url: engine.url, ...engine.writer }, 'default', timeoutMs)
    await prepare(bare, writer, 'catalytics')
  }
  const reader = open({ url: engine.url, ...engine.reader }, 'catalytics', timeoutMs)
  return eventStore(reader, writer, {
    // An answer of the child says how the write ended; a broken connection does not.
    own: async (_write, cause) => (cause instanceof ClickHouseError ? undefined : await engine.restart()),
    others: () => Promise.resolve(),
  })
}

async function orTold(prepared: Promise<void>, host: string): Promise<void> {
  try {
    await prepared
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = `The event store at ${host} cannot be opened: ${reasonOf(cause)}`
    throw new AppError('unavailable', message, { cause })
  }
}

type Settle = {
  readonly own: (write: Write, cause: unknown) => Promise<void>
  readonly others: (write: Write) => Promise<void>
}

function open(connection: Connection, database: string, timeoutMs: number): ClickHouseClient {
  return createClient({
    ...connection,
    database,
    application: 'catalytics',
    request_timeout: timeoutMs,
    max_open_connections: 16,
    // The default log prints every failed statement; ours are reported by the caller, without their text.
    log: { level: 127 },
    clickhouse_settings: {
      output_format_json_quote_64bit_integers: 0,
      output_format_json_escape_forward_slashes: 0,
      date_time_output_format: 'iso',
      // Machine CSV as RFC 4180 has it: CRLF, and nothing at all for a missing value.
      output_format_csv_crlf_end_of_line: 1,
      format_csv_null_representation: '',
    },
  })
}

async function prepare(bare: ClickHouseClient, writer: ClickHouseClient, database: string): Promise<void> {
  await bare.command({ query: `CREATE DATABASE IF NOT EXISTS ${quoted(database)}` })
  await bare.close()
  await writer.command({ query: migrationTable })
  const answer = await writer.query({ query: 'SELECT name FROM event_migrations', format: 'JSONEachRow' })
  const applied = new Set((await answer.json<{ name: string }>()).map((row) => row.name))
  for (const migration of eventMigrations) {
    if (applied.has(migration.name)) continue
    for (const statement of migration.statements) await writer.command({ query: statement })
    await writer.insert({
      table: 'event_migrations',
      values: [{ name: migration.name }],
      format: 'JSONEachRow',
    })
  }
}

function quoted(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new AppError('invalid', 'CLICKHOUSE_URL: the database name may have letters, digits and _ only')
  }
  return `\`${name}\``
}

/**
 * Ends a write on a server that outlives whoever sent it. It may be running; or lie unread in a connection of a process
 * that has died, or that sleeps. So the fence comes first: what begins after the kill finds it and is refused.
 */
async function endForCertain(writer: ClickHouseClient, { queryId, fence }: Write): Promise<void> {
  if (fence !== undefined) await raiseFence(writer, fence)
  await writer.command({
    query: 'KILL QUERY WHERE query_id = {queryId: String} SYNC',
    query_params: { queryId },
  })
}

/** The table takes only higher numbers: a process that slept for long may come with an old one. */
async function raiseFence(writer: ClickHouseClient, fence: NonNullable<Write['fence']>): Promise<void> {
  const values = [{ contract: fence.contract, seq: fence.through }]
  try {
    await writer.insert({ table: fenceTable, values, format: 'JSONEachRow' })
  } catch (cause) {
    const isHighEnough = cause instanceof ClickHouseError && cause.type === 'VIOLATED_CONSTRAINT'
    if (!isHighEnough) throw cause
  }
}

function eventStore(reader: ClickHouseClient, writer: ClickHouseClient, settle: Settle): EventStore {
  return {
    async rows(query, params, options = {}) {
      const answer = await guarded(() =>
        reader.query({
          query,
          query_params: { ...params },
          format: 'JSONEachRow',
          ...limits(options, whole),
        }),
      )
      return await guarded(() => answer.json<unknown>())
    },
    async *stream(query, params, format, options = {}) {
      const abort = new AbortController()
      const signals = [abort.signal, ...(options.signal === undefined ? [] : [options.signal])]
      const answer = await guarded(() =>
        reader.exec({
          query: `${query}\nFORMAT ${format}`,
          query_params: { ...params },
          // A slow reader may take its time: the answer's own limit is how long the reader stays.
          ...limits({ ...options, timeLimitSeconds: 0 }, {}),
          abort_signal: AbortSignal.any(signals),
        }),
      )
      try {
        for await (const chunk of answer.stream) yield chunk as Buffer // oxlint-disable-line typescript/no-unsafe-type-assertion -- the client's stream is not in object mode
      } catch (cause) {
        throw unavailable(cause)
      } finally {
        answer.stream.destroy()
        abort.abort()
      }
    },
    async insert(table, columns, lines, write) {
      try {
        const answer = await writer.exec({
          query: `INSERT INTO ${table} (${columns.join(', ')}) FORMAT JSONCompactEachRow`,
          values: Readable.from([typeof lines === 'string' ? Buffer.from(lines) : lines], {
            objectMode: false,
          }),
          query_id: write.queryId,
          clickhouse_settings: onePart,
        })
        await finished(answer.stream.resume())
      } catch (cause) {
        await guarded(() => settle.own(write, cause))
        throw unavailable(cause)
      }
    },
    async command(query, params = {}) {
      await guarded(() =>
        writer.command({ query, query_params: { ...params }, clickhouse_settings: { mutations_sync: '2' } }),
      )
    },
    settleOthers: (write) => guarded(() => settle.others(write)),
    async scrubbed() {
      const answer = await guarded(() =>
        reader.query({
          query:
            "SELECT count() AS old FROM system.parts WHERE database = currentDatabase() AND table LIKE 'events%' AND NOT active",
          format: 'JSONEachRow',
        }),
      )
      const [row] = await guarded(() => answer.json<{ old: number }>())
      return row?.old === 0
    },
    ping: async () => (await reader.ping()).success,
    close: async () => {
      await reader.close()
      await writer.close()
    },
  }
}

// One request, one block, one part: a group of rows appears at once. Identical blocks must not be dropped in silence.
const onePart = {
  async_insert: 0,
  insert_deduplicate: 0,
  input_format_parallel_parsing: 0,
  max_insert_block_size: '1048576',
  min_insert_block_size_rows: '1048576',
  date_time_input_format: 'best_effort',
} as const

// The answer is complete before its first byte leaves, so an error is told as one; ours are pages, never large.
const whole = { wait_end_of_query: 1 } as const

function limits(options: QueryOptions, settings: Partial<typeof whole>) {
  return {
    clickhouse_settings: { max_execution_time: options.timeLimitSeconds ?? 60, ...settings },
    ...(options.signal === undefined ? {} : { abort_signal: options.signal }),
  }
}

async function guarded<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw unavailable(cause)
  }
}

function unavailable(cause: unknown): AppError {
  if (cause instanceof AppError) return cause
  return new AppError(
    'unavailable',
    'The event store does not answer now. Nothing was lost; try again in a few seconds.',
    {
      cause,
      retryAfterSeconds: 2,
    },
  )
}
