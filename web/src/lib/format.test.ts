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
  expect(formatInstant(now, 'en', 'Europe/Paris')).toBe('22 Nov 2026, 13:00')
})

test('a day is the same one everywhere', () => {
  expect(formatDay('2026-11-22', 'de')).toBe('22.11.2026')
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
    expect(formatDistance(new Date(at), now, 'en')).toBe(text)
  })

  test('of months is no minutes in French', () => {
    expect(formatDistance(new Date('2026-02-22T12:00:00Z'), now, 'fr')).toMatch(/^il y a 9\smois$/)
    expect(formatDistance(new Date('2026-11-22T11:51:00Z'), now, 'fr')).toMatch(/^il y a 9\smin$/)
  })
})
