import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { EngineError } from './engine-error.ts'
import { Reply } from './http-reply.ts'
import { authenticate, readMessage, type Message, type Role, type Users } from './http-request.ts'
import { runStatement, type Engine } from './run-statement.ts'
import type { RunningStatement } from './running-statements.ts'
import { readSettings } from './settings.ts'
import { lex } from './sql-lexer.ts'
import { readStatement, type Statement } from './statement.ts'

/** ClickHouse's HTTP interface, as far as the stock client uses it, over an opened engine. */
export function httpInterface(engine: Engine, users: Users): Server {
  // ClickHouse takes a megabyte of URL; long lists of ids travel as URL parameters.
  return createServer({ maxHeaderSize: 1024 * 1024, keepAliveTimeout: 30_000 }, (request, response) => {
    void handle(engine, users, request, response)
  })
}

async function handle(
  engine: Engine,
  users: Users,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine')
  const queryId = url.searchParams.get('query_id') ?? randomUUID()
  const compress =
    url.searchParams.get('enable_http_compression') === '1' &&
    /\bgzip\b/.test(String(request.headers['accept-encoding']))
  const reply = new Reply(response, { queryId, compress })
  let statement: RunningStatement | undefined
  try {
    const role = authenticate(request, users)
    if (url.pathname === '/ping') return void response.end('Ok.\n')
    refuseUnknown(request, url)
    // From here on KILL QUERY knows the statement: what is killed before its rows have arrived inserts nothing.
    statement = engine.running.begin(queryId, users[role].username)
    const message = await readMessage(request, url, statement.signal)
    await answer(engine, { role, message, isGet: request.method === 'GET', statement, response }, reply)
  } catch (thrown) {
    request.resume()
    reply.fail(thrown)
  } finally {
    statement?.end()
  }
}

function refuseUnknown(request: IncomingMessage, url: URL): void {
  if (url.pathname !== '/')
    throw new EngineError('BAD_ARGUMENTS', `There is no handle ${url.pathname.slice(0, 100)}`)
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new EngineError('BAD_ARGUMENTS', 'Requests are sent by GET or POST')
  }
}

type Ask = {
  readonly role: Role
  readonly message: Message
  readonly isGet: boolean
  readonly statement: RunningStatement
  readonly response: ServerResponse
}

async function answer(engine: Engine, ask: Ask, reply: Reply): Promise<void> {
  const { parameters, body } = ask.message
  const { sql, rows } = parted(parameters.get('query') ?? '', body)
  const statement = readStatement(sql, {
    parameters: placeholderValues(parameters),
    defaultFormat: parameters.get('default_format') ?? 'TabSeparated',
  })
  permit(ask, parameters.get('readonly') ?? '0', statement)
  ask.statement.sql = statement.sql
  if (readKinds.has(statement.kind)) endWithConnection(ask)
  const request = {
    statement,
    rows,
    database: parameters.get('database') ?? 'default',
    settings: readSettings(parameters),
    whole: parameters.get('wait_end_of_query') === '1',
    signal: ask.statement.signal,
  }
  await runStatement(engine, request, reply)
}

/** As in ClickHouse the body goes on where the URL's query ends; what follows `INSERT … FORMAT x` are rows. */
function parted(inUrl: string, body: Buffer): { readonly sql: string; readonly rows: Buffer } {
  const inUrlAt = inUrl === '' ? undefined : lex(inUrl).rowsAt
  if (inUrlAt !== undefined) {
    return {
      sql: inUrl.slice(0, inUrlAt),
      rows: inUrl.length === inUrlAt ? body : joined(inUrl.slice(inUrlAt), body),
    }
  }
  const sql = inUrl === '' ? body.toString() : `${inUrl}\n${body.toString()}`
  const { rowsAt } = lex(sql)
  return rowsAt === undefined
    ? { sql, rows: Buffer.alloc(0) }
    : { sql: sql.slice(0, rowsAt), rows: Buffer.from(sql.slice(rowsAt)) }
}

function joined(text: string, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(text), bytes])
}

const parameterPrefix = 'param_'

function placeholderValues(parameters: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const given = [...parameters].filter(([name]) => name.startsWith(parameterPrefix))
  return new Map(given.map(([name, value]) => [name.slice(parameterPrefix.length), value]))
}

const readKinds: ReadonlySet<Statement['kind']> = new Set(['select', 'inspect'])

function permit({ role, isGet }: Ask, readonly: string, statement: Statement): void {
  if (readKinds.has(statement.kind)) return
  if (role === 'reader' || isGet || readonly !== '0') {
    throw new EngineError('READONLY', `${role}: Cannot execute query in readonly mode.`)
  }
}

/** Nobody waits for a read whose connection has gone; writes go on to their end. */
function endWithConnection({ response, statement }: Ask): void {
  if (response.destroyed) statement.cancel()
  response.once('close', () => {
    if (!response.writableFinished) statement.cancel()
  })
}
