import { describe, expect, test } from 'vitest'
import { formatDay, formatDistance, formatInstant, formatNumber, nameOf } from './format.ts'

const now = new Date('2026-11-22T12:00:00Z')

test.each([
  ['en', '12,480'],
  ['fr', '12\u202F480'],
  ['de', '12.480'],
] as const)('numbers have the thousands of %s', (language, text) => {
  expect(formatNumber(12_480, language)).toBe(text)
})

test('an instant is told in the time zone of the contract', () => {
  expect(formatInstant(now, 'en', 'Europe/Paris')).toBe('22 Nov 2026, 13:00 CET')
  expect(formatInstant(now, 'de', 'Europe/Paris')).toBe('22.11.2026, 13:00 MEZ')
  expect(formatInstant(now, 'fr', 'Asia/Tokyo')).toBe('22 nov. 2026, 21:00 UTC+9')
  expect(formatInstant(new Date('2026-11-22T23:30:00Z'), 'en', 'Europe/Paris')).toBe('23 Nov 2026, 00:30 CET')
})

test('a day is the same one everywhere', () => {
  expect(formatDay('2026-11-22', 'de')).toBe('22.11.2026')
  expect(formatDay('20261-11-22', 'de')).toBe('20261-11-22')
})

test.each([
  ['region', 'SE', 'Suède'],
  ['language', 'sv', 'suédois'],
  ['region', 'nowhere', 'nowhere'],
] as const)('the %s %s is called %s', (type, code, name) => {
  expect(nameOf(type, code, 'fr')).toBe(name)
})

describe('a distance', () => {
  test.each([
    ['2026-11-22T11:58:00Z', '2 min ago'],
    ['2026-11-22T09:00:00Z', '3 hr ago'],
    ['2026-11-21T11:00:00Z', 'yesterday'],
    ['2026-11-25T12:00:00Z', 'in 3 days'],
    ['2026-08-22T12:00:00Z', '3 months ago'],
    ['2024-11-22T12:00:00Z', '2 years ago'],
  ])('%s is %s', (at, text) => {
    expect(formatDistance(new Date(at), now, 'en', 'Europe/Paris')).toBe(text)
  })

  test.each([
    ['Europe/Paris', 'yesterday'],
    ['Pacific/Honolulu', '2 days ago'],
  ])('of days counts midnights in %s', (zone, text) => {
    // In Paris the 21st, 00:30, and the 22nd, 13:00; in Honolulu the 20th and the 22nd.
    const at = new Date('2026-11-20T23:30:00Z')

    expect(formatDistance(at, now, 'en', zone)).toBe(text)
  })

  test('of months is no minutes in French', () => {
    expect(formatDistance(new Date('2026-02-22T12:00:00Z'), now, 'fr', 'UTC')).toMatch(/^il y a 9\smois$/)
    expect(formatDistance(new Date('2026-11-22T11:51:00Z'), now, 'fr', 'UTC')).toMatch(/^il y a 9\smin$/)
  })
})
