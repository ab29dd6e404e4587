import { expect, test } from 'vitest'
import { bindParameters } from './parameters.ts'

function bind(sql: string, values: Record<string, string>): string {
  return bindParameters(sql, new Map(Object.entries(values)))
}

test.each([
  ['String', "it's \\t\\\\", "'it\\'s \\t\\\\'"],
  ['String', "already \\' escaped", "'already \\' escaped'"],
  ['UInt64', '18446744073709551615', "CAST('18446744073709551615' AS UInt64)"],
  ['Nullable(UInt8)', '5', "CAST(CAST('5' AS UInt8) AS Nullable(UInt8))"],
  ['Nullable(UInt8)', '\\N', 'CAST(NULL AS Nullable(UInt8))'],
  ["DateTime64(3, 'Europe/Paris')", '1.5', "CAST('1.5' AS DateTime64(3, 'Europe/Paris'))"],
  ['Array(String)', "['a\\'b','c\\\\d']", "CAST('[\\'a\\\\\\'b\\',\\'c\\\\\\\\d\\']' AS Array(String))"],
  ['Identifier', 'a`b\\', '`a\\`b\\\\`'],
])('a value of type %s becomes a literal that cannot be left', (type, value, expected) => {
  expect(bind(`SELECT {v: ${type} } AS x`, { v: value })).toBe(`SELECT ${expected} AS x`)
})

test('only placeholders are replaced, each by its own value', () => {
  const sql = "SELECT '{a:String}', {'a':1}, {a:UInt8}, {missing:UInt8}, {b:UInt8} -- {a:UInt8}"

  const bound = bind(sql, { a: '1', b: '{a:UInt8}' })

  expect(bound).toBe(
    "SELECT '{a:String}', {'a':1}, CAST('1' AS UInt8), {missing:UInt8}, CAST('{a:UInt8}' AS UInt8) -- {a:UInt8}",
  )
})

test.each([
  ['String', 'ends in \\', /not escaped/],
  ['String', 'tab\there', /not escaped/],
  ['String', '\\N', /cannot be NULL/],
  ['Map(String, UInt8)', "{'a':1}", /cannot be passed/],
])('a value of type %s that says %j is refused', (type, value, reason) => {
  expect(() => bind(`SELECT {v:${type}}`, { v: value })).toThrow(reason)
})
