import { addAbortSignal, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { finished } from 'node:stream/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { ClickHouseError, createClient, type ClickHouseClient } from '@clickhouse/client'
import { z } from 'zod'
import { AppError, OperatorError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { reasonOf } from '../../lib/reason.ts'
import { change } from './changes.ts'
import type { Engine } from './engine/engine-process.ts'
import { readFault, storeFault } from './event-faults.ts'
import { alwaysThere, watchServer, type Presence } from './presence.ts'
import { openQuestionTurns } from './question-turns.ts'
import { eventMigrations, migrationTable } from './schema.ts'
import { endedBy, endForCertain, killed, openReading, type Write } from './statement-ends.ts'

export type { Write } from './statement-ends.ts'

/** Values for the `{name: Type}` placeholders of a statement. */
export type Params = Readonly<
  Record<string, string | number | boolean | readonly string[] | readonly number[]>
>
export type StreamFormat = 'CSV' | 'JSONEachRow' | 'JSONCompactEachRow' | 'TabSeparated' | 'RowBinary'

/** The event store: ClickHouse over HTTP, be it a server or our own engine child. */
export type EventStore = {
  /** The rows of a SELECT, each an object by column; 64-bit integers arrive as text. */
  rows(query: string, params: Params, options?: QueryOptions): Promise<readonly unknown[]>
  /** The whole answer of a SELECT in a format: a question like `rows`, for what is never an object. */
  bytes(query: string, params: Params, format: StreamFormat, options?: QueryOptions): Promise<Buffer>
  /**
   * The answer of a SELECT as raw bytes, piece by piece; breaking off the loop ends the query. It holds a session for as
   * long as its reader takes: where that may be long, whoever asks keeps count of these, and it waits for no turn.
   */
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

export type QueryOptions = {
  /** Ends the statement in the engine too. */
  readonly signal?: AbortSignal
  readonly timeLimitSeconds?: number
  /** Of the engine, for a stream; as many as it likes unless told. */
  readonly threads?: number
  /** A stream that is read without waiting for anybody: a question like the others, which waits for its turn. */
  readonly inTurn?: boolean
  /** How many rows of a stream the engine puts together before it sends them; as many as it likes unless told. */
  readonly rowsAtOnce?: number
}

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
    await orUnavailable(prepared, parsed.host)
  }
  log.info({ host: parsed.host, database }, 'event store connected')
  const presence = watchServer(parsed, log)
  const end = (write: Write) => endForCertain(writer, write, presence)
  const reader = open({ url: parsed.href }, database, timeoutMs)
  return eventStore({ reader, writer, presence, database }, { own: end, others: end })
}

/**
 * The same over the engine child. An engine whose write hangs is replaced: that ends the write for certain. Another
 * process's writes are over already, because its engine died with it before ours could open the folder.
 */
export async function engineEventStore(
  engine: Engine,
  { asFound = false, requestTimeoutMs: timeoutMs = requestTimeoutMs }: Opening = {},
): Promise<EventStore> {
  const { url, database } = engine
  const writer = open({ url, ...engine.writer }, database, timeoutMs)
  if (!asFound) {
    const bare = open({ url, ...engine.writer }, 'default', timeoutMs)
    await prepare(bare, writer, database)
  }
  const reader = open({ url, ...engine.reader }, database, timeoutMs)
  // An engine that hangs is replaced, which breaks its connections.
  return eventStore(
    { reader, writer, presence: alwaysThere, database },
    {
      // An answer of the child says how the write ended; a broken connection does not.
      own: async (_write, cause) => (cause instanceof ClickHouseError ? undefined : await engine.restart()),
      others: () => Promise.resolve(),
    },
  )
}

async function orUnavailable(prepared: Promise<void>, host: string): Promise<void> {
  try {
    await prepared
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const message = `The event store at ${host} cannot be opened: ${reasonOf(cause)}`
    throw new OperatorError('unavailable', message, { cause })
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
    for (const statement of migration.statements) await apply(writer, statement)
    await writer.insert({
      table: 'event_migrations',
      values: [{ name: migration.name }],
      format: 'JSONEachRow',
    })
  }
}

async function apply(writer: ClickHouseClient, statement: string | readonly [string, string]): Promise<void> {
  const [query, otherwise] = typeof statement === 'string' ? [statement] : statement
  try {
    await writer.command({ query })
  } catch (cause) {
    if (otherwise === undefined || !(cause instanceof ClickHouseError)) throw cause
    await writer.command({ query: otherwise })
  }
}

function quoted(name: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) {
    throw new OperatorError(
      'invalid',
      'CLICKHOUSE_URL: the database name may have letters, digits and _ only',
    )
  }
  return `\`${name}\``
}

type Clients = {
  readonly reader: ClickHouseClient
  readonly writer: ClickHouseClient
  readonly presence: Presence
  readonly database: string
}

function eventStore({ reader, writer, presence, database }: Clients, settle: Settle): EventStore {
  const fairly = openQuestionTurns()
  const inTurn = <Result>(params: Params, asked: () => Promise<Result>): Promise<Result> => {
    const work = () => guarded(asked, readFault)
    return params['contract'] === undefined ? work() : fairly(String(params['contract']), work)
  }
  const endRead = async (queryId: string) => {
    try {
      await killed(writer, queryId, endedBy(presence.signal(), AbortSignal.timeout(endingMs)).abort_signal)
    } catch {
      // Whoever cannot be reached ends it by its time limit.
    }
  }
  /** A question whose answer is wanted as a whole. */
  const asked = async <Answer>(options: QueryOptions, ask: (how: Named) => Promise<Answer>) => {
    const reading = openReading(endRead, options.signal)
    try {
      return await ask({
        query_id: reading.queryId,
        ...limits(options, whole),
        ...endedBy(presence.signal(), reading.signal),
      })
    } finally {
      await reading.close()
    }
  }
  const ask = (query: string, params: Params, options: QueryOptions = {}) =>
    asked(options, async (how) => {
      const answer = await reader.query({ query, query_params: { ...params }, format: 'JSONEachRow', ...how })
      return await answer.json<unknown>()
    })
  return {
    rows: (query, params, options) => inTurn(params, () => ask(query, params, options)),
    bytes: (query, params, format, options = {}) =>
      inTurn(params, () =>
        asked(options, async (how) => {
          const answer = await reader.exec({
            query: `${query}\nFORMAT ${format}`,
            query_params: { ...params },
            ...how,
          })
          return await buffer(answer.stream)
        }),
      ),
    async *stream(query, params, format, options = {}) {
      const { contract } = params
      const giveBack =
        options.inTurn === true && contract !== undefined ? await fairly.take(String(contract)) : undefined
      const reading = openReading(endRead, options.signal)
      let isWhole = false
      try {
        const ending = endedBy(presence.signal(), reading.signal)
        const answer = await guarded(
          () =>
            reader.exec({
              query: `${query}\nFORMAT ${format}`,
              query_params: { ...params },
              query_id: reading.queryId,
              // A slow reader may take its time: the answer's own limit is how long the reader stays.
              ...limits({ timeLimitSeconds: 0, ...options }, {}),
              ...ending,
            }),
          readFault,
        )
        // The client listens to it only until the answer begins; whoever is reading may be waiting for something else.
        if (ending.abort_signal !== undefined) addAbortSignal(ending.abort_signal, answer.stream)
        try {
          for await (const chunk of answer.stream) yield chunk as Buffer // oxlint-disable-line typescript/no-unsafe-type-assertion -- the client's stream is not in object mode
          isWhole = true
        } catch (cause) {
          throw readFault(cause)
        } finally {
          if (!isWhole) await reading.giveUp()
          answer.stream.destroy()
        }
      } finally {
        giveBack?.()
        await reading.close()
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
          ...endedBy(presence.signal()),
        })
        await finished(answer.stream.resume())
      } catch (cause) {
        await guarded(() => settle.own(write, cause))
        throw storeFault(cause)
      }
    },
    async command(query, params = {}) {
      const run = () =>
        writer.command({
          query,
          query_params: { ...params },
          clickhouse_settings: { mutations_sync: '2' },
          ...endedBy(presence.signal()),
        })
      const isChange = /^ALTER TABLE \w+ (?:UPDATE|DELETE)\b/.test(query)
      await guarded<unknown>(() => (isChange ? change(writer, database, run) : run()), readFault)
    },
    settleOthers: (write) => guarded(() => settle.others(write)),
    async scrubbed() {
      const query =
        "SELECT count() AS old FROM system.parts WHERE database = currentDatabase() AND table LIKE 'events%' AND NOT active"
      const [row] = await guarded(() => ask(query, {}), readFault)
      return oldParts.parse(row).old === 0
    },
    ping: async () => presence.isThere() && (await soon(reader.ping())),
    close: async () => {
      presence.close()
      await reader.close()
      await writer.close()
    },
  }
}

const endingMs = 5000

const oldParts = z.object({ old: z.coerce.number() })

const pingLimitMs = 2000

/** Whoever asks whether the store is there is answered within two seconds. */
async function soon(asked: Promise<{ readonly success: boolean }>): Promise<boolean> {
  const patience = new AbortController()
  const tooLong = delay(pingLimitMs, { success: false }, { signal: patience.signal })
  const { success } = await Promise.race([asked, tooLong])
  patience.abort()
  tooLong.catch(() => undefined)
  return success
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

// The answer is complete before its first byte leaves, so an error is told as one; ours are pages, never large. One thread
// each: few of them would take all cores from everybody else's, and be little sooner.
const whole = { wait_end_of_query: 1, max_threads: 1 } as const

// A server would go on for somebody who has hung up.
const forSomebody = { cancel_http_readonly_queries_on_client_close: 1 } as const

/** How a question is asked: under its own name, within its limits, for as long as somebody wants the answer. */
type Named = ReturnType<typeof limits> & ReturnType<typeof endedBy> & { readonly query_id: string }

function limits(
  { timeLimitSeconds = 60, threads, rowsAtOnce }: QueryOptions,
  settings: Partial<typeof whole>,
) {
  const most = {
    ...(threads === undefined ? {} : { max_threads: threads }),
    ...(rowsAtOnce === undefined ? {} : { max_block_size: String(rowsAtOnce) }),
  }
  return {
    clickhouse_settings: { max_execution_time: timeLimitSeconds, ...forSomebody, ...most, ...settings },
  }
}

async function guarded<Result>(
  work: () => Promise<Result>,
  toError: (cause: unknown) => AppError = storeFault,
): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    throw toError(cause)
  }
}
