import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csvForPeople } from './csv-for-people.ts'
import type { Column, Row } from './table.ts'

const columns: readonly Column[] = [
  { name: 'part_number', type: 'text', peopleText: true },
  { name: 'quantity', type: 'number' },
  { name: 'at', type: 'instant' },
  { name: 'new_user', type: 'boolean' },
]
const row = { part_number: 'BX-6204', quantity: 1234.5, at: '2026-10-03T08:15:30.120Z', new_user: true }

describe('the dialect follows the locale', () => {
  test.each([
    ['en', 'BX-6204,1234.5,2026-10-03 08:15:30,TRUE\r\n'],
    ['en-US', 'BX-6204,1234.5,2026-10-03 08:15:30,TRUE\r\n'],
    ['en-GB', 'BX-6204,1234.5,2026-10-03 08:15:30,TRUE\r\n'],
    ['fr', 'BX-6204;1234,5;2026-10-03 08:15:30;VRAI\r\n'],
    ['fr-FR', 'BX-6204;1234,5;2026-10-03 08:15:30;VRAI\r\n'],
    ['fr-CH', 'BX-6204;1234.5;2026-10-03 08:15:30;VRAI\r\n'],
    ['de', 'BX-6204;1234,5;2026-10-03 08:15:30;WAHR\r\n'],
    ['de-DE', 'BX-6204;1234,5;2026-10-03 08:15:30;WAHR\r\n'],
    ['de-AT', 'BX-6204;1234,5;2026-10-03 08:15:30;WAHR\r\n'],
    ['de-CH', 'BX-6204;1234.5;2026-10-03 08:15:30;WAHR\r\n'],
  ])('%s', (locale, line) => {
    expect(csvForPeople(locale).row(row, columns)).toBe(line)
  })

  test('the file begins with a byte order mark, or Excel would not read UTF-8', () => {
    expect(csvForPeople('fr').header(columns)).toBe('\uFEFFpart_number;quantity;at;new_user\r\n')
  })

  test('a locale without a dialect is refused', () => {
    expect(() => csvForPeople('it')).toThrow(RangeError)
  })
})

function cell(value: string, peopleText = true): string {
  const line = csvForPeople('en').row({ text: value }, [{ name: 'text', type: 'text', peopleText }])
  return parse(line, { record_delimiter: '\r\n' })[0]?.[0] ?? ''
}

describe('a formula is not run', () => {
  test.each([
    '=1+1',
    '+49 170 1234567',
    '-12',
    '@SUM(A1)',
    '\t=1+1',
    '\rname',
    '  =1+1',
    '\u00A0=1+1',
    '\u200B\u2060=1+1',
    '\uFEFF=1+1',
    '\0=1+1',
    '\n=1+1',
    '＝1+1',
    '＋1',
    '－1',
    '＠SUM(A1)',
    '﹦1',
    '\u22125',
    '\u{33C7A}－1',
  ])('%j gets an apostrophe', (value) => {
    expect(cell(value)).toBe(`'${value}`)
  })

  test.each(['a=b', 'R&D', 'a-b', 'me@example.com', "O'Neill", '', ' '])('%j stays as it is', (value) => {
    expect(cell(value)).toBe(value)
  })

  test('text that machines made is not touched', () => {
    expect(cell('=ref', false)).toBe('=ref')
  })

  test('no text of people leaves as a formula, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '"', '1', 'e', ' ', '\t', '\u200B', '＝', ',') }),
    )
    fc.assert(
      fc.property(text, (value) => {
        const written = cell(value)
        // Either a text in quotes with nothing around it, or something that no operator opens.
        expect(/^="[^"]*"$/.test(written) || !/^[\s\p{C}]*[=+\-@＝＋－＠]/u.test(written)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a part number stays what it is', () => {
  test.each([
    '00123',
    '1-2',
    '12E3',
    '1.10',
    '3/4',
    '1:30',
    '2026-01',
    '123456789012',
    '1 234',
    '(12)',
    '5%',
    '10 pm',
    'MAR1',
    '1-Sep',
    '3 mars 2026',
    'DEZ 24',
    'TRUE',
    'wahr',
  ])('%j becomes the value of a formula', (value) => {
    expect(cell(value)).toBe(`="${value}"`)
    expect(cell(value, false)).toBe(`="${value}"`)
  })

  test.each([
    '75001',
    '0',
    '12345678901',
    'M12x30',
    '6204-2RS',
    'Marlin 3',
    'true story',
    '20 pieces',
    '12E',
  ])('%j needs nothing', (value) => {
    expect(cell(value)).toBe(value)
  })
})

test('a long text does not make the patterns slow', () => {
  const texts = [' ', '1', '1 ', '\t', '1,'].map((unit) => `${unit.repeat(5000 / unit.length)}x`)
  const started = performance.now()
  for (const text of texts) cell(text)
  expect(performance.now() - started).toBeLessThan(1000)
})

test('any file in German reads back with a semicolon, decorations apart', () => {
  const text = fc.string({ unit: fc.constantFrom('"', ',', ';', '\r', '\n', '\t', 'a', 'ß', '0', '=', '😀') })
  fc.assert(
    fc.property(fc.array(text, { minLength: 1 }), (texts) => {
      const { header, row: line } = csvForPeople('de')
      const rows = texts.map((part_number): Row => ({ ...row, part_number }))
      const file = header(columns) + rows.map((each) => line(each, columns)).join('')
      const read: string[][] = parse(file, { delimiter: ';', bom: true, record_delimiter: '\r\n' })
      expect(read[0]).toEqual(['part_number', 'quantity', 'at', 'new_user'])
      expect(read.slice(1).map((fields) => fields[0]?.replace(/^'|^="|"$/g, ''))).toEqual(
        texts.map((each) => each.replace(/"$/, '')),
      )
      expect(
        read.slice(1).every((fields) => fields.slice(1).join() === '1234,5,2026-10-03 08:15:30,WAHR'),
      ).toBe(true)
    }),
  )
})
