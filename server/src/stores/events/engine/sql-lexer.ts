import { EngineError } from './engine-error.ts'

/** One token of SQL; comments and blanks are left out. `start` and `end` are positions in the text. */
export type Token = {
  readonly kind: 'word' | 'number' | 'string' | 'quoted' | 'sign'
  readonly text: string
  readonly start: number
  readonly end: number
}

export type Lexed = {
  readonly tokens: readonly Token[]
  /** Where the rows of an `INSERT … FORMAT x` begin, when it is one: they are not SQL and are not read. */
  readonly rowsAt: number | undefined
}

/**
 * Cuts SQL into tokens as ClickHouse does. What the two could read differently (nested comments, typographic quotes,
 * unknown characters) is refused, so that nothing can hide from the checks that build on the tokens.
 * @throws EngineError SYNTAX_ERROR
 */
export function lex(sql: string): Lexed {
  const tokens: Token[] = []
  let depth = 0
  let rowsMayFollow = true
  for (let at = 0; at < sql.length;) {
    const { kind, end } = readAt(sql, at)
    if (kind !== 'blank') {
      const token = { kind, text: sql.slice(at, end), start: at, end }
      tokens.push(token)
      if (token.text === '(') depth += 1
      else if (token.text === ')') depth -= 1
      else if (depth === 0 && isWord(token, ...queryWords)) rowsMayFollow = false
      if (rowsMayFollow && depth === 0 && endsInsertHead(tokens))
        return { tokens, rowsAt: lineAfter(sql, end) }
    }
    at = end
  }
  return { tokens, rowsAt: undefined }
}

/** Whether the token is one of these key words, which are given in upper case. */
export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.text.toUpperCase())
}

/** What a word, a quoted identifier or a string literal stands for. */
export function valueOf(token: Token): string {
  if (token.kind !== 'quoted' && token.kind !== 'string') return token.text
  return token.text.slice(1, -1).replace(/\\([^])|""|``|''/g, unescaped)
}

function unescaped(escape: string, char: string | undefined): string {
  return char === undefined ? escape.slice(1) : (controlCharacters[char] ?? char)
}

const controlCharacters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
}

/** A name or text as a quoted identifier. */
export function quotedName(name: string): string {
  return `\`${name.replace(/[\\`]/g, '\\$&')}\``
}

/** A text as a string literal. */
export function stringLiteral(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}

// After these an INSERT takes its rows from a query or from expressions.
const queryWords = ['SELECT', 'WITH', 'VALUES', 'FROM', 'WATCH']

// INSERT INTO t … FORMAT x: the name of the table is never mistaken for the key word, it stands before position 3.
function endsInsertHead(tokens: readonly Token[]): boolean {
  return (
    tokens.length > 4 &&
    isWord(tokens[0], 'INSERT') &&
    isWord(tokens.at(-2), 'FORMAT') &&
    tokens.at(-1)?.kind === 'word'
  )
}

function lineAfter(sql: string, end: number): number {
  return end + (/^[ \t\r\f]*\n?/.exec(sql.slice(end, end + 100))?.[0].length ?? 0)
}

function readAt(sql: string, at: number): { readonly kind: Token['kind'] | 'blank'; readonly end: number } {
  const char = sql[at] ?? ''
  const pair = sql.slice(at, at + 2)
  if (/[ \t\r\n\f\v]/.test(char)) return { kind: 'blank', end: at + 1 }
  if (pair === '--' || pair === '# ' || pair === '#!') return { kind: 'blank', end: endOfLine(sql, at) }
  if (pair === '/*') return { kind: 'blank', end: endOfComment(sql, at) }
  if (char === "'") return { kind: 'string', end: endOfQuoted(sql, at, char) }
  if (char === '"' || char === '`') return { kind: 'quoted', end: endOfQuoted(sql, at, char) }
  if (char === '$') return { kind: 'string', end: endOfHeredoc(sql, at) }
  if (/[A-Za-z_]/.test(char)) return { kind: 'word', end: endOf(/[\w$]+/y, sql, at) }
  if (/[0-9]/.test(char)) return { kind: 'number', end: endOf(/[\w.]+/y, sql, at) }
  if (/[()[\]{},;.:=<>!+\-*/%|^?@&~]/.test(char)) return { kind: 'sign', end: at + 1 }
  throw syntaxError(`Unrecognized token at position ${at + 1}`)
}

function endOfLine(sql: string, at: number): number {
  const end = sql.indexOf('\n', at)
  return end === -1 ? sql.length : end + 1
}

// Versions of ClickHouse differ in whether comments nest, so a comment inside a comment is refused.
function endOfComment(sql: string, at: number): number {
  const end = sql.indexOf('*/', at + 2)
  const inner = sql.indexOf('/*', at + 2)
  if (end === -1 || (inner !== -1 && inner < end))
    throw syntaxError('Multiline comment is not closed, or holds another')
  return end + 2
}

function endOfQuoted(sql: string, at: number, quote: string): number {
  for (let index = at + 1; index < sql.length; index += 1) {
    const char = sql[index]
    if (char === '\\') index += 1
    else if (char === quote) {
      if (sql[index + 1] !== quote) return index + 1
      index += 1
    }
  }
  throw syntaxError(`Quote at position ${at + 1} is not closed`)
}

function endOfHeredoc(sql: string, at: number): number {
  const tag = sql.slice(at, endOf(/\$\w*\$/y, sql, at))
  const end = sql.indexOf(tag, at + tag.length)
  if (end === -1) throw syntaxError(`${tag} at position ${at + 1} is not closed`)
  return end + tag.length
}

function endOf(pattern: RegExp, sql: string, at: number): number {
  pattern.lastIndex = at
  if (!pattern.test(sql)) throw syntaxError(`Unrecognized token at position ${at + 1}`)
  return pattern.lastIndex
}

function syntaxError(message: string): EngineError {
  return new EngineError('SYNTAX_ERROR', `Syntax error: ${message}`)
}
