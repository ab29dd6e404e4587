import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startOfDay } from '@catalytics/contract/period.ts'
import { dayOf, wallClock } from '@catalytics/contract/zoned-time.ts'

function instant(wall: string, timeZone: string): string {
  return new Date(wallClock(timeZone)(Date.parse(`${wall}Z`))).toISOString()
}

describe('the clock on the wall', () => {
  test.each([
    ['winter', '2011-01-15T12:00', 'Europe/London', '2011-01-15T12:00:00.000Z'],
    ['summer', '2011-07-15T12:00', 'Europe/London', '2011-07-15T11:00:00.000Z'],
    ['the last minute before spring', '2011-03-27T00:59', 'Europe/London', '2011-03-27T00:59:00.000Z'],
    ['the first minute that spring skips', '2011-03-27T01:00', 'Europe/London', '2011-03-27T01:00:00.000Z'],
    [
      'a skipped time moves forward by the gap',
      '2011-03-27T01:30',
      'Europe/London',
      '2011-03-27T01:30:00.000Z',
    ],
    ['the first minute after spring', '2011-03-27T02:00', 'Europe/London', '2011-03-27T01:00:00.000Z'],
    ['the last minute before autumn’s hour', '2011-10-30T00:59', 'Europe/London', '2011-10-29T23:59:00.000Z'],
    ['of a repeated time the first', '2011-10-30T01:30', 'Europe/London', '2011-10-30T00:30:00.000Z'],
    ['the first minute after autumn’s hour', '2011-10-30T02:00', 'Europe/London', '2011-10-30T02:00:00.000Z'],
    ['half an hour of summer time', '2024-04-07T01:45', 'Australia/Lord_Howe', '2024-04-06T14:45:00.000Z'],
    ['a day that a zone left out', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
    ['quarter-hour offset', '2024-01-01T00:00', 'Asia/Kathmandu', '2023-12-31T18:15:00.000Z'],
  ])('%s: %s in %s', (_name, wall, timeZone, expected) => {
    expect(instant(wall, timeZone)).toBe(expected)
  })

  test('the instant shows the same time on the wall, and no earlier instant does', () => {
    const zones = [
      'Europe/London',
      'America/New_York',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Asia/Tehran',
    ]
    const minutes = fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2030, 0, 1) / 60_000 })
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const wallMs = minute * 60_000
        const found = wallClock(zone)(wallMs)
        const shown = [30, 60, 120].map((before) => wallAt(found - before * 60_000, zone))
        expect(shown).not.toContain(wallMs)
        // Nothing, or by the gap of spring.
        expect(wallAt(found, zone) - wallMs).toBeOneOf([0, 1_800_000, 3_600_000])
      }),
      { numRuns: 300 },
    )
  })

  test('an unknown zone is told', () => {
    expect(() => wallClock('Europe/Atlantis')).toThrow(RangeError)
  })
})

function wallAt(instantMs: number, timeZone: string): number {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
    instantMs,
  )
  return Date.parse(`${text.replace(' ', 'T')}Z`)
}

test.each([
  ['2026-03-01T00:00:00Z', 'UTC', '2026-03-01'],
  ['2026-03-01T04:59:59Z', 'America/New_York', '2026-02-28'],
  ['2026-03-01T11:00:00Z', 'Pacific/Auckland', '2026-03-02'],
  ['1999-12-31T23:59:59Z', 'Europe/Paris', '2000-01-01'],
])('at %s it is in %s the day %s, which has begun', (instantText, zone, day) => {
  expect(dayOf(Date.parse(instantText), zone)).toBe(day)
  expect(startOfDay(day, zone)).toBeLessThanOrEqual(Date.parse(instantText))
})
