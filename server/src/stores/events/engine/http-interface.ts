import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { EngineError } from './engine-error.ts'
import { Reply } from './http-reply.ts'
import { authenticator, readMessage, type Caller, type Message, type Users } from './http-request.ts'
import { runStatement, type Engine } from './run-statement.ts'
import type { RunningStatement } from './running-statements.ts'
import { readSettings } from './settings.ts'
import { lex } from './sql-lexer.ts'
import { readStatement, type Statement } from './statement.ts'

/** ClickHouse's HTTP interface, as far as the stock client uses it, over an opened engine. */
export function httpInterface(engine: Engine, users: Users): Server {
  const authenticate = authenticator(users)
  // ClickHouse takes a megabyte of URL; long lists of ids travel as URL parameters.
  return createServer({ maxHeaderSize: 1024 * 1024, keepAliveTimeout: 30_000 }, (request, response) => {
    void handle(engine, authenticate, request, response)
  })
}

type Authenticate = (request: IncomingMessage) => Caller

async function handle(
  engine: Engine,
  authenticate: Authenticate,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = URL.parse(request.url ?? '', 'http://engine') ?? new URL('http://engine/unreadable')
  const queryId = url.searchParams.get('query_id') ?? randomUUID()
  const reply = new Reply(response, { queryId, compress: wantsGzip(request, url) })
  let statement: RunningStatement | undefined
  try {
    const caller = authenticate(request)
    refuseUnknown(request, url)
    if (url.pathname === '/ping') return void response.end('Ok.\n')
    // From here on KILL QUERY knows the statement: what is killed before its rows have arrived inserts nothing.
    statement = engine.running.begin(queryId, caller.username)
    const message = await readMessage(request, url, statement.signal)
    await answer(engine, { caller, message, isGet: request.method === 'GET', statement, response }, reply)
  } catch (thrown) {
    request.resume()
    reply.fail(thrown)
  } finally {
    statement?.end()
  }
}

function wantsGzip(request: IncomingMessage, url: URL): boolean {
  const accepted = request.headers['accept-encoding'] ?? ''
  return url.searchParams.get('enable_http_compression') === '1' && /\bgzip\b/.test(accepted)
}

function refuseUnknown(request: IncomingMessage, url: URL): void {
  if (url.pathname !== '/' && url.pathname !== '/ping') {
    throw new EngineError('BAD_ARGUMENTS', `There is no handle ${url.pathname.slice(0, 100)}`)
  }
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new EngineError('BAD_ARGUMENTS', 'Requests are sent by GET or POST')
  }
}

type Ask = {
  readonly caller: Caller
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

function permit({ caller, isGet }: Ask, readonly: string, statement: Statement): void {
  if (readKinds.has(statement.kind)) return
  if (caller.role === 'reader' || isGet || readonly !== '0') {
    throw new EngineError('READONLY', `${caller.username}: Cannot execute query in readonly mode.`)
  }
}

/** Nobody waits for a read whose connection has gone; writes go on to their end. */
function endWithConnection({ response, statement }: Ask): void {
  if (response.destroyed) statement.cancel()
  response.once('close', () => {
    if (!response.writableFinished) statement.cancel()
  })
}
