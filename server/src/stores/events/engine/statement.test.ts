import { describe, expect, test } from 'vitest'
import { EngineError } from './engine-error.ts'
import { readStatement } from './statement.ts'

const plain = { parameters: new Map<string, string>(), defaultFormat: 'TabSeparated' }

function read(sql: string) {
  return readStatement(sql, plain)
}

function errorOf(sql: string): string | undefined {
  try {
    read(sql)
    return undefined
  } catch (thrown) {
    return EngineError.from(thrown).text
  }
}

describe('kinds', () => {
  test.each([
    ['SELECT 1', 'select'],
    ['(SELECT 1) UNION ALL (SELECT 2)', 'select'],
    ['WITH 1 AS x SELECT x', 'select'],
    ['-- note\nshow tables', 'inspect'],
    ['EXPLAIN SELECT 1', 'inspect'],
    ['CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a', 'change'],
    ['INSERT INTO t SELECT 1', 'change'],
    ["INSERT INTO t VALUES ('SELECTED')", 'insert_values'],
    ['INSERT INTO t FORMAT CSV', 'insert_rows'],
    ["KILL QUERY WHERE query_id = 'a' SYNC", 'kill'],
    ["KILL MUTATION WHERE latest_fail_reason != ''", 'kill_change'],
  ])('%s is %s', (sql, kind) => {
    expect(read(sql).kind).toBe(kind)
  })

  test.each([
    'SET max_threads = 1',
    'USE system',
    'BACKUP TABLE t TO Null',
    "ATTACH TABLE t FROM '/etc'",
    'GRANT ALL ON *.* TO a',
    '',
  ])('%j has no place here', (sql) => {
    expect(errorOf(sql)).toMatch(/^Code: (48|62)\. /)
  })
})

describe('output format', () => {
  test.each([
    ['SELECT 1', 'SELECT 1', 'TabSeparated'],
    ['SELECT 1 FORMAT csv;', 'SELECT 1', 'CSV'],
    ['SELECT 1 AS a\nFORMAT JSONEachRow -- end', 'SELECT 1 AS a', 'JSONEachRow'],
    ['SELECT 1 FORMAT CSV SETTINGS max_threads = 1', 'SELECT 1 SETTINGS max_threads = 1', 'CSV'],
    [
      'SELECT format FROM t ORDER BY format DESC',
      'SELECT format FROM t ORDER BY format DESC',
      'TabSeparated',
    ],
    ["SELECT ' FORMAT CSV'", "SELECT ' FORMAT CSV'", 'TabSeparated'],
  ])('%s', (sql, expected, format) => {
    const statement = read(sql)

    expect(statement).toMatchObject({ sql: expected, format: { name: format } })
  })

  test('an unknown one is refused', () => {
    expect(errorOf('SELECT 1 FORMAT Nonsense')).toBe(
      'Code: 73. DB::Exception: Unknown format Nonsense (UNKNOWN_FORMAT)',
    )
  })
})

describe('insert', () => {
  test('names table, columns, settings and format', () => {
    const statement = read("INSERT INTO TABLE `my`.`t` (a, `b`) SETTINGS x = 1, y = 'z' FORMAT JSONEachRow")

    expect(statement).toMatchObject({
      into: {
        table: 'my.t',
        columns: ['a', 'b'],
        settings: [
          ['x', '1'],
          ['y', 'z'],
        ],
        format: 'JSONEachRow',
      },
    })
  })

  test('one that is neither this nor that is refused', () => {
    expect(errorOf('INSERT INTO t PARTITION BY a FORMAT CSV')).toMatch(/SYNTAX_ERROR/)
  })
})

describe('what reaches outside is refused', () => {
  test.each([
    "SELECT * FROM file('/etc/passwd')",
    "SELECT * FROM `FILE` ('/etc/passwd')",
    "SELECT * FROM /* x */ url\n('http://a')",
    "SELECT * FROM s3Cluster('a', 'b')",
    "INSERT INTO FUNCTION remote('a', 'b') SELECT 1",
    "SELECT 1 INTO OUTFILE '/tmp/x'",
    "INSERT INTO t FROM INFILE 'x' FORMAT CSV",
    "CREATE TABLE t (a UInt8) ENGINE = URL('http://a', CSV)",
    'CREATE TABLE t (a UInt8) ENGINE=Kafka',
    "CREATE DICTIONARY d (a UInt8) PRIMARY KEY a SOURCE(HTTP(url 'http://a')) LAYOUT(FLAT()) LIFETIME(0)",
    "CREATE TABLE t (a UInt8) ENGINE = MergeTree ORDER BY a SETTINGS disk = disk(type = 'local', path = '/tmp/')",
  ])('%s', (sql) => {
    expect(errorOf(sql)).toMatch(/ACCESS_DENIED/)
  })

  test.each([
    "SELECT 'file(1)', url, domain(url) FROM numbers(3) -- file(",
    'SELECT file FROM t',
    'SELECT URLHash(a) FROM t',
  ])('%s stays inside', (sql) => {
    expect(errorOf(sql)).toBeUndefined()
  })

  test('also when a parameter names it', () => {
    const parameters = new Map([['f', 'file']])

    expect(() => readStatement("SELECT * FROM {f:Identifier}('x')", { ...plain, parameters })).toThrow(
      /outside/,
    )
  })
})

test.each(['SELECT 1; SELECT 2', 'SELECT 1;;DROP TABLE t'])('%s is more than one statement', (sql) => {
  expect(errorOf(sql)).toMatch(/Multi-statements/)
})

test.each([
  "KILL QUERY WHERE user = 'a'",
  "KILL QUERY WHERE query_id = 'a' OR 1",
  "KILL TRANSACTION WHERE query_id = 'a'",
])('%s is not understood', (sql) => {
  expect(errorOf(sql)).toMatch(/NOT_IMPLEMENTED/)
})
