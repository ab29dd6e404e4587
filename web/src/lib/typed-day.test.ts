import { describe, expect, test } from 'vitest'
import { readDay, typedDay } from './typed-day.ts'

describe('a day that somebody typed', () => {
  test.each([
    ['31/03/2027', '2027-03-31'],
    ['31.03.2027', '2027-03-31'],
    [' 1.3.2027 ', '2027-03-01'],
    ['1. 3. 2027', '2027-03-01'],
    ['1-3-2027', '2027-03-01'],
    ['29 02 2028', '2028-02-29'],
    ['2027-03-31', '2027-03-31'],
    // In this order only: it is better to be asked than to get another month.
    ['03/31/2027', undefined],
    ['29.02.2027', undefined],
    ['31.04.2027', undefined],
    ['31.03.27', undefined],
    ['31.03.12027', undefined],
    ['12027-03-31', undefined],
    ['31032027', undefined],
    ['tomorrow', undefined],
    ['', undefined],
  ])('%j is %s', (typed, day) => {
    expect(readDay(typed)).toBe(day)
  })

  test('stands as readers of the page write it, and is read again as it stands', () => {
    expect(typedDay('2027-03-01', 'de')).toBe('01.03.2027')
    expect(typedDay('2027-03-01', 'fr')).toBe('01/03/2027')
    expect(typedDay('2027-03-01', 'en')).toBe('01/03/2027')
    for (const language of ['en', 'fr', 'de'] as const)
      expect(readDay(typedDay('2027-12-31', language))).toBe('2027-12-31')
  })

  test('stays as it was typed where it is none', () => {
    expect(typedDay('31.02.2027', 'de')).toBe('31.02.2027')
  })
})
