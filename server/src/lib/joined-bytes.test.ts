import { expect, test } from 'vitest'
import { joinedBytes, lineOf, pageOf } from './joined-bytes.ts'

test('texts in any script and bytes come out one after the other', () => {
  const joined = joinedBytes(['a', Buffer.from('ü€'), '漢字', '', Buffer.alloc(0), '😀', Buffer.from('z')])

  expect(joined.toString('utf8')).toBe('aü€漢字😀z')
  expect(joined.length).toBe(1 + 2 + 3 + 6 + 4 + 1)
  expect(joinedBytes([]).length).toBe(0)
})

test.each([
  [[], '[]'],
  [['1\n'], '[1]'],
  [['{"a":"ü"}\n{"b":"\\n"}\n', '{"c":"漢"}\n'], '[{"a":"ü"},{"b":"\\n"},{"c":"漢"}]'],
])('a page of the lines %j has %s under data', (texts, text) => {
  const lines = texts.map((one) => Buffer.from(one))
  const { json, data } = pageOf(lines, { next: 'ü', through: 3, none: null })

  expect(data.toString('utf8')).toBe(text)
  expect(json.toString('utf8')).toBe(`{"data":${text},"next":"ü","through":3,"none":null}`)
  // What was lent is as it was.
  expect(lines.map((one) => one.toString('utf8'))).toEqual(texts)
})

test('a value is a line, whatever line breaks its texts have', () => {
  expect(lineOf({ a: 'one\ntwo' }).toString()).toBe('{"a":"one\\ntwo"}\n')
})
