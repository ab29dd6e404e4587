import { expect, test } from 'vitest'
import { dayAt, endOfDay, isDay, lastDayBefore, startOfDay } from './days.ts'

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
  expect(startOfDay(day, zone).toISOString()).toBe(start)
})

test.each(['Europe/Paris', 'Asia/Tokyo', 'Pacific/Honolulu', 'Asia/Kathmandu', 'America/Santiago'])(
  'the last day comes back as it was picked, in %s',
  (zone) => {
    for (const day of ['2026-02-28', '2026-03-28', '2026-09-05', '2026-10-25', '2026-12-31'])
      expect(lastDayBefore(endOfDay(day, zone), zone)).toBe(day)
  },
)

test('what ends at midnight has the day before as its last', () => {
  expect(endOfDay('2026-11-30', 'Europe/Paris').toISOString()).toBe('2026-11-30T22:59:59.000Z')
  expect(lastDayBefore(new Date('2026-11-30T23:00:00Z'), 'Europe/Paris')).toBe('2026-11-30')
  expect(dayAt(new Date('2026-11-30T23:00:00Z'), 'Europe/Paris')).toBe('2026-12-01')
})

test('the first and the last days that can be written have an end too', () => {
  expect(endOfDay('9999-12-31', 'UTC').toISOString()).toBe('9999-12-31T23:59:59.000Z')
  expect(endOfDay('0020-01-01', 'Europe/Paris').toISOString()).toBe('0020-01-01T23:50:38.000Z')
})

test.each(['', '20271-05-06', '275760-09-13', '2027-02-30', '2027-5-6', 'soon'])('"%s" is no day', (text) => {
  expect(isDay(text)).toBe(false)
})
