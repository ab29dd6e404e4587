import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ambiguous, cellBoolean, cellNumber, cellText, numberText } from './cells.ts'
import type { Cell } from './rows.ts'

describe('numbers as text', () => {
  test.each([
    [21166, '21166'],
    [21166.0, '21166'],
    [12.5, '12.5'],
    [-0, '0'],
    [1e21, '1000000000000000000000'],
    [1.5e300, `15${'0'.repeat(299)}`],
    [1e-7, '0.0000001'],
    [-1.25e-9, '-0.00000000125'],
    [0.1, '0.1'],
    [Number.NaN, ''],
    [Number.POSITIVE_INFINITY, ''],
  ])('%d is %s', (value, text) => {
    expect(numberText(value)).toBe(text)
  })

  test('they are the same number, without an exponent and with no digit too many', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const text = numberText(value)
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d*[1-9])?$/)
        expect(Number(text)).toBe(value === 0 ? 0 : value)
        expect(significant(text)).toBe(significant(String(value).split('e')[0] ?? ''))
      }),
    )
  })
})

function significant(text: string): string {
  return text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '')
}

describe('cells as text', () => {
  test.each<[Cell, string]>([
    [' 00123\u00a0', '00123'],
    ['12E3', '12E3'],
    ['21166.0', '21166.0'],
    [12345678901234567890n, '12345678901234567890'],
    [true, 'true'],
    [null, ''],
    ['\t \n', ''],
    ['a\u0007b', 'a\u0007b'],
    [new Date('2011-10-30T16:17:00Z'), '2011-10-30T16:17:00.000Z'],
    [{ wallMs: Date.UTC(2011, 9, 30, 16, 17) }, '2011-10-30T16:17:00'],
    [{ wallMs: Date.UTC(2011, 9, 30) }, '2011-10-30'],
    [{ wallMs: Date.UTC(1899, 11, 31, 16, 17) }, '16:17:00'],
  ])('%o is "%s"', (cell, text) => {
    expect(cellText(cell)).toBe(text)
  })
})

describe('cells as numbers', () => {
  test.each<[Cell, unknown]>([
    [12, 12],
    [12n, 12],
    ['-778', -778],
    ['12.50', 12.5],
    ['1e3', 1000],
    ['1,234.5', 1234.5],
    ['1,234,567', 1234567],
    ['1.234,5', 1234.5],
    ['1.234.567', 1234567],
    ['1 234,5', 1234.5],
    ['1\u202f234', 1234],
    ["12'345.25", 12345.25],
    ['0,125', 0.125],
    ['1,5', 1.5],
    ['12345,678', 12345.678],
    ['', undefined],
    [null, undefined],
    ['1,234', ambiguous],
    ['1.234', ambiguous],
    ['12 pcs', '12 pcs'],
    ['1,23,456', '1,23,456'],
    ['Infinity', 'Infinity'],
    ['0x10', '0x10'],
    [true, true],
  ])('%o is %o', (cell, expected) => {
    expect(cellNumber(cell)).toBe(expected)
  })
})

describe('cells as yes or no', () => {
  test.each<[Cell, unknown]>([
    [true, true],
    ['TRUE', true],
    ['Ja', true],
    ['oui', true],
    [1, true],
    ['WAHR', true],
    ['no', false],
    ['FAUX', false],
    [0, false],
    ['', undefined],
    [null, undefined],
    ['maybe', 'maybe'],
  ])('%o is %o', (cell, expected) => {
    expect(cellBoolean(cell)).toBe(expected)
  })
})
