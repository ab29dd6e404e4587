import type { ChdbQueryStream } from 'chdb'
import { EngineError } from './engine-error.ts'
import type { Reply } from './http-reply.ts'
import type { Lane } from './lanes.ts'
import { HeaderOnce, type OutputFormat } from './output-formats.ts'
import type { RunningStatements } from './running-statements.ts'
import type { SessionPool } from './session-pool.ts'
import { readSettings, type Settings } from './settings.ts'
import { stringLiteral } from './sql-lexer.ts'
import type { InsertHead, Statement } from './statement.ts'

export type Engine = {
  readonly pool: SessionPool
  readonly running: RunningStatements
  /** Told when planning a streamed statement held up the event loop, and with it every other request. */
  readonly onSlowPlanning: (milliseconds: number) => void
}

export type StatementRequest = {
  readonly statement: Statement
  readonly rows: Buffer
  readonly database: string
  readonly settings: Settings
  /** Answer only when all is there, as with `wait_end_of_query=1`. */
  readonly whole: boolean
  readonly signal: AbortSignal
}

/** Runs a statement on the lane of its kind and answers it; rejects with an EngineError before the answer began. */
export async function runStatement(engine: Engine, request: StatementRequest, reply: Reply): Promise<void> {
  const { statement } = request
  switch (statement.kind) {
    case 'select':
      if (request.whole || statement.format.stream === 'no')
        await answerWhole(engine, 'read', request, statement, reply)
      else await answerStream(engine, request, statement, reply)
      break
    case 'inspect':
      await answerWhole(engine, 'read', request, statement, reply)
      break
    case 'change':
      await answerWhole(engine, 'change', request, statement, reply)
      break
    case 'insert_values':
      await answerWhole(engine, 'insert', request, statement, reply)
      break
    case 'insert_rows':
      await insertRows(engine, request, statement.into, reply)
      break
    case 'kill':
      await answerKill(engine, statement, reply)
      break
    case 'kill_change':
      // Beside the lanes: what is to be killed, or waits behind it, may hold the one for changes.
      await reply.whole(await engine.pool.aside(statement.sql, statement.format.name), statement.format, {})
      break
  }
}

type Formatted = { readonly sql: string; readonly format: OutputFormat }

async function answerWhole(
  engine: Engine,
  lane: Lane,
  request: StatementRequest,
  statement: Formatted,
  reply: Reply,
) {
  const settings = new Map([...wholeLimits, ...request.settings])
  const result = await engine.pool.use(lane, request.signal, async (session) => {
    await session.prepare(request.database, settings)
    return await session.run(statement.sql, statement.format.name)
  })
  const { rowsRead, bytesRead, elapsed } = result
  await reply.whole(result.bytes(), statement.format, {
    readRows: rowsRead,
    readBytes: bytesRead,
    elapsedSeconds: elapsed,
  })
}

// An answer held as a whole is held twice, by the engine and by us.
const wholeLimits = new Map([
  ['max_result_bytes', String(256 * 1024 * 1024)],
  ['result_overflow_mode', 'throw'],
])

async function answerStream(engine: Engine, request: StatementRequest, statement: Formatted, reply: Reply) {
  await engine.pool.use('read', request.signal, async (session) => {
    await session.prepare(request.database, request.settings)
    const from = performance.now()
    const stream = session.stream(statement.sql, statement.format.name)
    const planningMs = performance.now() - from
    if (planningMs > slowPlanningMs) engine.onSlowPlanning(Math.round(planningMs))
    try {
      await reply.stream(chunksOf(stream, statement.format), statement.format)
    } finally {
      // Whatever became of the answer: a session takes no new stream while an old one is open.
      stream.cancel()
    }
  })
}

const slowPlanningMs = 250

async function* chunksOf(stream: ChdbQueryStream, format: OutputFormat): AsyncGenerator<Uint8Array, void> {
  const header = new HeaderOnce(format)
  try {
    for await (const chunk of stream) yield header.strip(chunk.raw())
  } catch (thrown) {
    throw EngineError.from(thrown)
  }
}

async function insertRows(
  engine: Engine,
  request: StatementRequest,
  into: InsertHead,
  reply: Reply,
): Promise<void> {
  const settings = new Map([...readSettings(into.settings), ...request.settings])
  const summary = await engine.pool.use('insert', request.signal, async (session) => {
    await session.prepare(request.database, settings)
    return await session.insertRows(into, request.rows)
  })
  const { rowsWritten, bytesWritten, elapsed } = summary
  await reply.whole(new Uint8Array(), undefined, {
    writtenRows: rowsWritten,
    writtenBytes: bytesWritten,
    elapsedSeconds: elapsed,
  })
}

type Kill = Extract<Statement, { kind: 'kill' }>

async function answerKill({ pool, running }: Engine, { queryId, format }: Kill, reply: Reply): Promise<void> {
  const killed = await running.kill(queryId)
  const values = ['finished', queryId, killed?.user ?? '', killed?.sql ?? ''].map(stringLiteral)
  const columns = ['kill_status', 'query_id', 'user', 'query'].map(
    (name, index) => `${values[index]} AS ${name}`,
  )
  const rows = await pool.aside(
    `SELECT ${columns.join(', ')} WHERE ${killed === undefined ? 0 : 1}`,
    format.name,
  )
  await reply.whole(rows, format, {})
}
