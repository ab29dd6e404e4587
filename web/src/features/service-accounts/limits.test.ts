import { expect, test } from 'vitest'
import { limitsInput, limitsOf } from './limits.ts'

test('a last day is one of the contract, and comes back as it was picked', () => {
  const limits = { segments: [], networks: '10.0.0.0/8, ::1', expires_at: '2026-11-30' }

  const input = limitsInput(limits, 'Europe/Paris')

  expect(input).toEqual({
    segments: [],
    networks: ['10.0.0.0/8', '::1'],
    expires_at: '2026-11-30T22:59:59.000Z',
  })
  expect(limitsOf(input, 'Europe/Paris').expires_at).toBe('2026-11-30')
})

test.each([
  ['Europe/Paris', '2026-11-30'],
  ['Pacific/Kiritimati', '2026-12-01'],
  ['Pacific/Honolulu', '2026-11-30'],
])('an end at noon in UTC has its last day in %s on %s', (zone, day) => {
  const stored = { segments: [], networks: [], expires_at: '2026-11-30T12:00:00.000Z' }

  expect(limitsOf(stored, zone).expires_at).toBe(day)
})

test.each(['20271-05-06', '2027-02-30'])('%s, which is no day, goes to the server as it was typed', (day) => {
  const limits = { segments: [], networks: '', expires_at: day }

  expect(limitsInput(limits, 'Europe/Paris').expires_at).toBe(day)
})
