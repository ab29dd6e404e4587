import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvHeader, csvRow, csvText } from './csv.ts'
import type { Column } from './table.ts'

const columns: readonly Column[] = [
  { name: 'part_number', type: 'text', peopleText: true },
  { name: 'quote_quantity', type: 'number' },
  { name: 'new_user', type: 'boolean' },
  { name: 'note', type: 'text' },
]

test('any text comes back from a reader as it went in', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', ' ', '=', 'a', '\uFEFF', '😀') }),
  )
  fc.assert(
    fc.property(fc.array(fc.record({ part_number: text, note: text }), { minLength: 1 }), (rows) => {
      const file = csvHeader(columns) + rows.map((row) => csvRow(row, columns)).join('')
      const read = parse(file, { columns: true, record_delimiter: '\r\n' })
      expect(read).toEqual(rows.map((row) => ({ ...row, quote_quantity: '', new_user: '' })))
    }),
  )
})

test('null is an empty field and the empty text is quoted', () => {
  expect(csvRow({ part_number: '', quote_quantity: null, new_user: null, note: null }, columns)).toBe(
    '"",,,\r\n',
  )
})

test('numbers have a dot, booleans are words of JSON, and nothing is neutralised for machines', () => {
  const row = { part_number: '=1+1', quote_quantity: 1234567.5, new_user: true, note: '00123' }
  expect(csvRow(row, columns)).toBe('=1+1,1234567.5,true,00123\r\n')
})

test.each([
  ['plain', 'plain'],
  ['a;b', 'a;b'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  ['old\rMac', '"old\rMac"'],
])('%j is written as %j', (value, expected) => {
  expect(csvText(value)).toBe(expected)
})

test('the header carries the names in column order', () => {
  expect(csvHeader(columns)).toBe('part_number,quote_quantity,new_user,note\r\n')
})
