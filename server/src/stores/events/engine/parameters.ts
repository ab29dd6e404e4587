import { EngineError } from './engine-error.ts'
import { lex, quotedName, stringLiteral, type Token } from './sql-lexer.ts'

/**
 * Writes the values of `{name:Type}` placeholders into the SQL as typed literals: `CAST('…' AS Type)`.
 *
 * chDB's own binding is not used: it keeps the values in state that concurrent statements of the process share
 * (chdb-node therefore runs one bound statement at a time), and it takes JavaScript values, not ClickHouse's text.
 * A placeholder without a value stays; the engine then says that it is not set.
 *
 * @param values by name, in the escaped text form of ClickHouse's HTTP interface (`param_<name>`)
 * @throws EngineError BAD_QUERY_PARAMETER, NOT_IMPLEMENTED (type Map)
 */
export function bindParameters(sql: string, values: ReadonlyMap<string, string>): string {
  if (values.size === 0 || !sql.includes('{')) return sql
  const parts: string[] = []
  let copied = 0
  for (const { name, type, start, end } of placeholders(sql)) {
    const value = values.get(name)
    if (value === undefined) continue
    parts.push(sql.slice(copied, start), literal(name, type, value))
    copied = end
  }
  return parts.join('') + sql.slice(copied)
}

type Placeholder = {
  readonly name: string
  readonly type: string
  readonly start: number
  readonly end: number
}

function* placeholders(sql: string): Generator<Placeholder> {
  const { tokens } = lex(sql)
  for (const [index, open] of tokens.entries()) {
    const name = tokens[index + 1]
    if (open.text !== '{' || name?.kind !== 'word' || tokens[index + 2]?.text !== ':') continue
    const close = tokens.slice(index + 3).find((token) => token.kind === 'sign' && token.text === '}')
    if (close === undefined) continue
    yield {
      name: name.text,
      type: typeText(sql, tokens[index + 3], close),
      start: open.start,
      end: close.end,
    }
  }
}

function typeText(sql: string, first: Token | undefined, close: Token): string {
  return first === undefined ? '' : sql.slice(first.start, close.start).trim()
}

function literal(name: string, type: string, value: string): string {
  if (/^Identifier$/i.test(type)) return quotedName(value)
  if (value === '\\N') return nullLiteral(name, type)
  if (/^Map\s*\(/i.test(type)) {
    throw new EngineError(
      'NOT_IMPLEMENTED',
      `Query parameter '${name}': values of type ${type} cannot be passed`,
    )
  }
  // Text of composite types has its own quotes and escapes inside; text of scalars is escaped as in TabSeparated.
  if (/^(Array|Tuple)\s*\(/i.test(type)) return `CAST(${stringLiteral(value)} AS ${type})`
  const text = scalarLiteral(name, value)
  if (type === 'String') return text
  // A cast to Nullable turns what it cannot read into NULL in silence; a parameter must fail instead.
  const inner = /^Nullable\s*\(([^]*)\)$/i.exec(type)?.[1]
  return inner === undefined ? `CAST(${text} AS ${type})` : `CAST(CAST(${text} AS ${inner}) AS ${type})`
}

function nullLiteral(name: string, type: string): string {
  if (/^(LowCardinality\s*\(\s*)?Nullable\s*\(/i.test(type)) return `CAST(NULL AS ${type})`
  throw new EngineError('BAD_QUERY_PARAMETER', `Query parameter '${name}' of type ${type} cannot be NULL`)
}

// String literals know the same escapes as TabSeparated, so pairs are kept and only a bare quote needs one.
function scalarLiteral(name: string, value: string): string {
  if (/[\t\n]/.test(value) || /(?<!\\)(?:\\\\)*\\$/.test(value)) {
    throw new EngineError(
      'BAD_QUERY_PARAMETER',
      `Query parameter '${name}' is not escaped as in TabSeparated`,
    )
  }
  return `'${value.replace(/\\[^]|'/g, (match) => (match === "'" ? "\\'" : match))}'`
}
