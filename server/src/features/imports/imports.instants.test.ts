import { describe, expect, test } from 'vitest'
import type { Cell } from '../../stores/files/readers/rows.ts'
import { instantReader } from './imports.instants.ts'

function read(
  cell: Cell,
  { format, zone = 'Europe/London' }: { format?: string; zone?: string | undefined } = {},
) {
  return instantReader('event.at', format, zone)(cell)
}

describe('without a format', () => {
  test.each<[Cell, string | undefined]>([
    ['2011-10-30T16:17:00Z', '2011-10-30T16:17:00.000Z'],
    ['2011-10-30T16:17:00+02:00', '2011-10-30T14:17:00.000Z'],
    ['2011-10-30 16:17:00 -0530', '2011-10-30T21:47:00.000Z'],
    ['2011-07-01', '2011-06-30T23:00:00.000Z'],
    ['2011-07-01 09:30', '2011-07-01T08:30:00.000Z'],
    [' 2011-07-01T09:30:15.123456 ', '2011-07-01T08:30:15.123Z'],
    [40846.67847222222, '2011-10-30T16:17:00.000Z'],
    ['40846.67847222222', '2011-10-30T16:17:00.000Z'],
    [40725, '2011-06-30T23:00:00.000Z'],
    [{ wallMs: Date.UTC(2011, 6, 1, 9, 30) }, '2011-07-01T08:30:00.000Z'],
    [new Date('2011-07-01T09:30:00Z'), '2011-07-01T09:30:00.000Z'],
    // Skipped in spring, twice in autumn.
    ['2011-03-27 01:30', '2011-03-27T01:30:00.000Z'],
    ['2011-10-30 01:30', '2011-10-30T00:30:00.000Z'],
    ['', undefined],
    [null, undefined],
    // No time: goes through, for the validation to refuse.
    ['2011-02-29', '2011-02-29'],
    ['2011-13-01', '2011-13-01'],
    ['2011-10-30T24:00', '2011-10-30T24:00'],
    ['30/10/2011', '30/10/2011'],
    [1_319_991_420, '1319991420'],
    [20_111_030, '20111030'],
    ['soon', 'soon'],
  ])('%o is %s', (cell, expected) => {
    expect(read(cell)).toBe(expected)
  })
})

describe('with a format', () => {
  test.each<[string, Cell, string]>([
    ['dd/MM/yyyy HH:mm[:ss]', '30/10/2011 16:17', '2011-10-30T16:17:00.000Z'],
    ['dd/MM/yyyy HH:mm[:ss]', '30/10/2011 16:17:05', '2011-10-30T16:17:05.000Z'],
    ['M/d/yyyy h:mm a', '7/4/2011 12:05 AM', '2011-07-03T23:05:00.000Z'],
    ['M/d/yyyy h:mm a', '12/24/2011 3:07 p.m.', '2011-12-24T15:07:00.000Z'],
    ['d.M.yy', '1.12.11', '2011-12-01T00:00:00.000Z'],
    ['d.M.yy', '1.12.95', '1995-12-01T00:00:00.000Z'],
    ['d MMM yyyy', '31 Oct 2011', '2011-10-31T00:00:00.000Z'],
    ['DD/MM/YYYY hh:mm A', '01/12/2011 03:07 PM', '2011-12-01T15:07:00.000Z'],
    ['d-MMM-yy', '5-Sept-11', '2011-09-04T23:00:00.000Z'],
    ['d MMM yyyy', '5 févr. 2011', '2011-02-05T00:00:00.000Z'],
    ['d MMM yyyy', '5 jui 2011', '5 jui 2011'],
    ['d. MMMM yyyy', '3. März 2011', '2011-03-03T00:00:00.000Z'],
    ['d MMMM yyyy', '15 AOÛT 2011', '2011-08-14T23:00:00.000Z'],
    ["yyyyMMdd'T'HHmmssXXX", '20111030T161700+0100', '2011-10-30T15:17:00.000Z'],
    ['yyyyMMdd', 20_111_030, '2011-10-29T23:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss.SSS', '2011-12-01 08:00:00.25', '2011-12-01T08:00:00.250Z'],
    ["d MMM yyyy 'at' HH'h'mm", '1 Dec 2011 at 08h15', '2011-12-01T08:15:00.000Z'],
    ['unix', 1_319_991_420, '2011-10-30T16:17:00.000Z'],
    ['unix', '1319991420.5', '2011-10-30T16:17:00.500Z'],
    ['unix_ms', 1_319_991_420_250n, '2011-10-30T16:17:00.250Z'],
    // Some cells of a column are dates and some are text.
    ['dd/MM/yyyy', { wallMs: Date.UTC(2011, 11, 1) }, '2011-12-01T00:00:00.000Z'],
    ['dd/MM/yyyy', 40878, '2011-12-01T00:00:00.000Z'],
    ['dd/MM/yyyy', '31/02/2011', '31/02/2011'],
    ['dd/MM/yyyy', '1/2/2011', '1/2/2011'],
    ['dd/MM/yyyy', '40878', '40878'],
    ['h:mm a, d/M/yyyy', '13:00 PM, 1/2/2011', '13:00 PM, 1/2/2011'],
  ])('%s reads %o as %s', (format, cell, expected) => {
    expect(read(cell, { format })).toBe(expected)
  })

  test.each([
    ['dd/MM/yy hh:mm', 'needs h and a together'],
    ['dd/nn/yyyy', 'has nn, which is no token'],
    ['HH:mm', 'has no year'],
    ['dd/MM/yyyy dd', 'names a part twice'],
    ['dd/MM/yyyy[ HH:mm', 'a bracket has no partner'],
  ])('%s is refused: %s', (format, message) => {
    expect(() => read('x', { format })).toThrow(message)
  })
})

describe('without a time zone', () => {
  test('a time that names its own is fine', () => {
    expect(instantReader('event.at', undefined, undefined)('2011-10-30T16:17:00Z')).toBe(
      '2011-10-30T16:17:00.000Z',
    )
  })

  test.each<[Cell]>([['2011-10-30 16:17'], [40846], [{ wallMs: 0 }]])('%o says what is missing', (cell) => {
    expect(() => instantReader('event.at', undefined, undefined)(cell)).toThrow(
      /event\.at: .* names no time zone/,
    )
  })
})
