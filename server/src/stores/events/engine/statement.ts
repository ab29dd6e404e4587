import { EngineError } from './engine-error.ts'
import { outputFormat, type OutputFormat } from './output-formats.ts'
import { bindParameters } from './parameters.ts'
import { refuseOutside } from './refuse-outside.ts'
import { isWord, lex, valueOf, type Token } from './sql-lexer.ts'

/** One statement, classed by what it needs; `sql` has its parameters bound and its FORMAT taken off. */
export type Statement =
  /** `select` can be streamed; `inspect` (SHOW, EXPLAIN, …) has a short answer; both only read. */
  | { readonly kind: 'select' | 'inspect'; readonly sql: string; readonly format: OutputFormat }
  /** Changes data or tables without rows from outside, or with rows that stand in the SQL (`insert_values`). */
  | { readonly kind: 'change' | 'insert_values'; readonly sql: string; readonly format: OutputFormat }
  | { readonly kind: 'insert_rows'; readonly sql: string; readonly into: InsertHead }
  | { readonly kind: 'kill'; readonly sql: string; readonly queryId: string; readonly format: OutputFormat }
  /** Ends changes of stored rows (`ALTER … UPDATE`, `ALTER … DELETE`) that are under way. */
  | { readonly kind: 'kill_change'; readonly sql: string; readonly format: OutputFormat }

/** What stands before the rows of an `INSERT INTO table (columns) SETTINGS … FORMAT x`. */
export type InsertHead = {
  /** `table` or `database.table`. */
  readonly table: string
  readonly columns: readonly string[] | undefined
  readonly settings: readonly (readonly [string, string])[]
  readonly format: string
}

type Context = { readonly parameters: ReadonlyMap<string, string>; readonly defaultFormat: string }

/**
 * Reads the one statement of a request.
 * @throws EngineError for several statements, for statements that reach outside of the engine, and for kinds of
 *   statements that have no place on shared sessions (SET, USE, BACKUP, …)
 */
export function readStatement(source: string, { parameters, defaultFormat }: Context): Statement {
  const sql = bindParameters(source, parameters)
  const { tokens: all, rowsAt } = lex(sql)
  const tokens = withoutEnd(all)
  refuseOutside(tokens)
  if (rowsAt !== undefined) return { kind: 'insert_rows', sql, into: insertHead(tokens) }
  const { body, format } = splitFormat(tokens, defaultFormat)
  const text = cut(sql, tokens, body)
  const kind = kindOf(body)
  if (kind === 'kill' && isWord(body[1], 'MUTATION')) return { kind: 'kill_change', sql: text, format }
  return kind === 'kill' ? { kind, sql: text, queryId: killedId(body), format } : { kind, sql: text, format }
}

function withoutEnd(tokens: readonly Token[]): readonly Token[] {
  const end = tokens.findIndex((token) => token.kind === 'sign' && token.text === ';')
  if (end === -1) return tokens
  if (tokens.slice(end).some((token) => token.text !== ';')) {
    throw new EngineError('SYNTAX_ERROR', 'Syntax error (Multi-statements are not allowed)')
  }
  return tokens.slice(0, end)
}

const kinds = {
  select: ['SELECT', 'WITH', 'FROM'],
  inspect: ['SHOW', 'DESCRIBE', 'DESC', 'EXPLAIN', 'EXISTS', 'CHECK'],
  change: [
    'CREATE',
    'ALTER',
    'DROP',
    'RENAME',
    'EXCHANGE',
    'TRUNCATE',
    'OPTIMIZE',
    'DELETE',
    'UPDATE',
    'SYSTEM',
  ],
  kill: ['KILL'],
} as const
const kindNames = ['select', 'inspect', 'change', 'kill'] as const

function kindOf(tokens: readonly Token[]): (typeof kindNames)[number] | 'insert_values' {
  const first = tokens.find((token) => token.text !== '(')
  if (first === undefined) throw new EngineError('SYNTAX_ERROR', 'Syntax error: Empty query')
  if (isWord(first, 'INSERT'))
    return tokens.some((token) => isWord(token, 'SELECT')) ? 'change' : 'insert_values'
  const kind = kindNames.find((name) => isWord(first, ...kinds[name]))
  if (kind === undefined) {
    throw new EngineError(
      'NOT_IMPLEMENTED',
      `This engine takes no statement that begins with ${first.text.slice(0, 40)}`,
    )
  }
  return kind
}

type Formatted = { readonly body: readonly Token[]; readonly format: OutputFormat }

// FORMAT is the last clause, but that SETTINGS may follow it. A column named format, last in ORDER BY, is not meant.
function splitFormat(tokens: readonly Token[], defaultFormat: string): Formatted {
  const at = tokens.findLastIndex((token) => isWord(token, 'FORMAT'))
  const name = tokens[at + 1]
  const next = tokens[at + 2]
  const isClause =
    at > 0 &&
    name?.kind === 'word' &&
    !isWord(name, 'ASC', 'DESC') &&
    (next === undefined || isWord(next, 'SETTINGS'))
  if (!isClause) return { body: tokens, format: outputFormat(defaultFormat) }
  return { body: [...tokens.slice(0, at), ...tokens.slice(at + 2)], format: outputFormat(name.text) }
}

/** The text of the kept tokens with everything between them; a gap is where FORMAT stood. */
function cut(sql: string, all: readonly Token[], kept: readonly Token[]): string {
  const last = kept.at(-1)
  if (last === undefined) return ''
  if (kept.length === all.length) return sql.slice(0, last.end)
  const gap = kept.findIndex((token, index) => token !== all[index])
  if (gap === -1) return sql.slice(0, last.end)
  return `${sql.slice(0, kept[gap - 1]?.end ?? 0)} ${sql.slice(kept[gap]?.start, last.end)}`
}

// INSERT INTO [TABLE] [database.]table [(columns)] [SETTINGS name = value, …] FORMAT name
function insertHead(tokens: readonly Token[]): InsertHead {
  let at = isWord(tokens[1], 'INTO') ? 2 : 1
  if (isWord(tokens[at], 'TABLE')) at += 1
  const table = [tokens[at], ...(tokens[at + 1]?.text === '.' ? [tokens[at + 2]] : [])]
  at += table.length === 2 ? 3 : 1
  const columns: string[] = []
  if (tokens[at]?.text === '(') {
    const close = tokens.findIndex((token, index) => index > at && token.text === ')')
    columns.push(
      ...tokens
        .slice(at + 1, close)
        .filter((token) => token.text !== ',')
        .map(valueOf),
    )
    at = close + 1
  }
  const settings = isWord(tokens[at], 'SETTINGS') ? settingsOf(tokens.slice(at + 1, -2)) : []
  const format = tokens.at(-1)
  if (format === undefined || (!isWord(tokens[at], 'SETTINGS') && at !== tokens.length - 2)) {
    throw new EngineError(
      'SYNTAX_ERROR',
      'Syntax error: expected INSERT INTO table (columns) SETTINGS … FORMAT name',
    )
  }
  const names = table.map((token) => (token === undefined ? '' : valueOf(token)))
  return {
    table: names.join('.'),
    columns: columns.length === 0 ? undefined : columns,
    settings,
    format: format.text,
  }
}

function settingsOf(tokens: readonly Token[]): readonly (readonly [string, string])[] {
  const settings: (readonly [string, string])[] = []
  for (let at = 0; at < tokens.length; at += 4) {
    const [name, sign, value, comma] = tokens.slice(at, at + 4)
    if (
      name === undefined ||
      sign?.text !== '=' ||
      value === undefined ||
      (comma !== undefined && comma.text !== ',')
    ) {
      throw new EngineError('SYNTAX_ERROR', 'Syntax error: expected SETTINGS name = value, …')
    }
    settings.push([name.text, valueOf(value)])
  }
  return settings
}

// KILL QUERY WHERE query_id = '…' [SYNC | ASYNC]
function killedId(tokens: readonly Token[]): string {
  const [, query, where, column, sign, value, mode] = tokens
  const isKnown =
    isWord(query, 'QUERY') &&
    isWord(where, 'WHERE') &&
    isWord(column, 'QUERY_ID') &&
    sign?.text === '=' &&
    tokens.length <= 7
  if (!isKnown || value?.kind !== 'string' || (mode !== undefined && !isWord(mode, 'SYNC', 'ASYNC'))) {
    throw new EngineError('NOT_IMPLEMENTED', "This engine takes only KILL QUERY WHERE query_id = '…' [SYNC]")
  }
  return valueOf(value)
}
