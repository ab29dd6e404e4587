import { describe, expect, test } from 'vitest'
import { lex, valueOf } from './sql-lexer.ts'

describe('lex', () => {
  test.each([
    ["SELECT 'it''s', `a\\`b`, \"x\"", ['SELECT', "'it''s'", ',', '`a\\`b`', ',', '"x"']],
    ["SELECT 'a\\'; b' -- ; c\n, 2", ['SELECT', "'a\\'; b'", ',', '2']],
    ['SELECT /* ; */ 1 # note\n+1', ['SELECT', '1', '+', '1']],
    ['SELECT $t$ a; $b $t$', ['SELECT', '$t$ a; $b $t$']],
    ['{ids:Array(UUID)}', ['{', 'ids', ':', 'Array', '(', 'UUID', ')', '}']],
  ])('cuts %s', (sql, expected) => {
    expect(lex(sql).tokens.map((token) => token.text)).toEqual(expected)
  })

  test.each([
    "SELECT 'open",
    'SELECT `open',
    'SELECT /* open',
    'SELECT $x$ open',
    'SELECT ‘a’',
    'SELECT 1 #x',
    'a\u00a0b',
  ])('refuses %s, which another reader could take differently', (sql) => {
    expect(() => lex(sql)).toThrow(/Syntax error/)
  })

  test('refuses a comment inside a comment', () => {
    expect(() => lex('SELECT 1 /* /* */ , file(1) */')).toThrow(/holds another/)
  })

  test('stops where the rows of an insert begin', () => {
    const sql = 'INSERT INTO t (a, format) FORMAT JSONEachRow \n{"a":"\' /* "}'

    const { tokens, rowsAt } = lex(sql)

    expect(tokens.at(-1)?.text).toBe('JSONEachRow')
    expect(sql.slice(rowsAt)).toBe('{"a":"\' /* "}')
  })

  test.each(["INSERT INTO t VALUES ('a')", 'INSERT INTO t SELECT 1 FORMAT Null', 'SELECT format FROM t'])(
    'takes %s as SQL to its end',
    (sql) => {
      expect(lex(sql).rowsAt).toBeUndefined()
    },
  )
})

test('valueOf undoes quotes and escapes', () => {
  const [name, text, word] = lex("`a\\`b` 'it''s\\n' plain").tokens

  expect([name, text, word].map((token) => (token === undefined ? undefined : valueOf(token)))).toEqual([
    'a`b',
    "it's\n",
    'plain',
  ])
})
