import { expect, test } from 'vitest'
import { endOf, lastDayOf } from './limits.ts'

test('a last day is one of the contract, and comes back as it was picked', () => {
  const end = endOf('2026-11-30', 'Europe/Paris')

  expect(end).toBe('2026-11-30T22:59:59.000Z')
  expect(lastDayOf(end, 'Europe/Paris')).toBe('2026-11-30')
})

test('without a last day there is no end, and without an end no last day', () => {
  expect([endOf('', 'Europe/Paris'), lastDayOf(null, 'Europe/Paris')]).toEqual([null, ''])
})

test.each([
  ['Europe/Paris', '2026-11-30'],
  ['Pacific/Kiritimati', '2026-12-01'],
  ['Pacific/Honolulu', '2026-11-30'],
])('an end at noon in UTC has its last day in %s on %s', (zone, day) => {
  expect(lastDayOf('2026-11-30T12:00:00.000Z', zone)).toBe(day)
})

test.each(['20271-05-06', '2027-02-30'])('%s, which is no day, goes to the check as it was typed', (day) => {
  expect(endOf(day, 'Europe/Paris')).toBe(day)
})
