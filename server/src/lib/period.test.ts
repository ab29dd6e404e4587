import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  endOfDay,
  isDay,
  lastDayBefore,
  startOfDay,
} from '@catalytics/contract/period.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'
import { isoInstant } from './clock.ts'

test.each([
  ['2026-11-30', 'Europe/Paris', '2026-11-29T23:00:00.000Z'],
  ['2026-11-30', 'UTC', '2026-11-30T00:00:00.000Z'],
  ['2026-11-30', 'Asia/Tokyo', '2026-11-29T15:00:00.000Z'],
  ['2026-11-30', 'Pacific/Honolulu', '2026-11-30T10:00:00.000Z'],
  ['2026-11-30', 'Pacific/Kiritimati', '2026-11-29T10:00:00.000Z'],
  ['2026-11-30', 'Pacific/Pago_Pago', '2026-11-30T11:00:00.000Z'],
  // Clocks go forward and back on these days.
  ['2026-03-29', 'Europe/Paris', '2026-03-28T23:00:00.000Z'],
  ['2026-10-26', 'Europe/Paris', '2026-10-25T23:00:00.000Z'],
  // Midnight is skipped.
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
])('%s in %s begins at %s', (day, zone, start) => {
  expect(isoInstant(startOfDay(day, zone))).toBe(start)
})

test.each(['Europe/Paris', 'Asia/Tokyo', 'Pacific/Honolulu', 'Asia/Kathmandu', 'America/Santiago'])(
  'the last day comes back as it was picked, in %s',
  (zone) => {
    for (const day of ['2026-02-28', '2026-03-28', '2026-09-05', '2026-10-25', '2026-12-31'])
      expect(lastDayBefore(endOfDay(day, zone), zone)).toBe(day)
  },
)

test('what ends at midnight has the day before as its last', () => {
  expect(isoInstant(endOfDay('2026-11-30', 'Europe/Paris'))).toBe('2026-11-30T22:59:59.000Z')
  expect(lastDayBefore(Date.parse('2026-11-30T23:00:00Z'), 'Europe/Paris')).toBe('2026-11-30')
  expect(dayOf(Date.parse('2026-11-30T23:00:00Z'), 'Europe/Paris')).toBe('2026-12-01')
})

test('the first and the last days that can be written have an end too', () => {
  expect(isoInstant(endOfDay('9999-12-31', 'UTC'))).toBe('9999-12-31T23:59:59.000Z')
  expect(isoInstant(endOfDay('0020-01-01', 'Europe/Paris'))).toBe('0020-01-01T23:50:38.000Z')
})

test.each(['', '20271-05-06', '275760-09-13', '2027-02-30', '2027-5-6', 'soon'])('"%s" is no day', (text) => {
  expect(isDay(text)).toBe(false)
})

test.each([
  ['2026-11-22', 1, '2026-10-22'],
  ['2026-11-22', 12, '2025-11-22'],
  ['2026-11-22', 240, '2006-11-22'],
  ['2026-01-15', 1, '2025-12-15'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-03-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2026-12-31', 6, '2026-06-30'],
  ['2026-01-01', 13, '2024-12-01'],
])('on %s, what is kept for %i months begins on %s', (today, months, first) => {
  expect(addMonths(today, -months)).toBe(first)
})

test.each([
  ['2026-01-31', 1, '2026-02-28'],
  ['2026-10-31', 4, '2027-02-28'],
  ['2027-11-30', 3, '2028-02-29'],
])('so many months on: %s and %i months are %s', (day, months, later) => {
  expect(addMonths(day, months)).toBe(later)
})

test.each([
  ['2026-02-28', 1, '2026-03-01'],
  ['2026-01-01', -1, '2025-12-31'],
  // A day of 23 hours, and one of 25, somewhere.
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-10-25', 1, '2026-10-26'],
])('%s and %i days are %s', (day, days, other) => {
  expect(addDays(day, days)).toBe(other)
  expect(daysBetween(day, other)).toBe(days)
})
