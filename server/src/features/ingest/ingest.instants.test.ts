import { describe, expect, test } from 'vitest'
import { instant, isCommonInstant } from '@catalytics/contract/instants.ts'

describe('instants that are taken', () => {
  test.each([
    // RFC 3339 section 5.8, and its letters in lower case (section 5.6).
    ['1985-04-12T23:20:50.52Z', '1985-04-12T23:20:50.520Z'],
    ['1996-12-19T16:39:57-08:00', '1996-12-20T00:39:57.000Z'],
    ['1937-01-01T12:00:27.87+00:20', '1937-01-01T11:40:27.870Z'],
    ['2026-11-20t08:15:30z', '2026-11-20T08:15:30.000Z'],
    ['2026-11-20T08:15:30-00:00', '2026-11-20T08:15:30.000Z'],
    ['2026-11-20 08:15:30Z', '2026-11-20T08:15:30.000Z'],
    // Leap seconds stay in their day.
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z'],
    ['1990-12-31T23:59:60.5Z', '1990-12-31T23:59:59.500Z'],
    ['1990-12-31T15:59:60-08:00', '1990-12-31T23:59:59.000Z'],
    ['2012-07-01T01:59:60+0200', '2012-06-30T23:59:59.000Z'],
    // Shorter forms of ISO 8601.
    ['2026-11-20T08:15:30+0100', '2026-11-20T07:15:30.000Z'],
    ['2026-11-20T08:15:30+01', '2026-11-20T07:15:30.000Z'],
    ['2026-11-20T08:15Z', '2026-11-20T08:15:00.000Z'],
    ['2026-11-20T08:15+05:30', '2026-11-20T02:45:00.000Z'],
    ['2026-11-20T08:15:30,25Z', '2026-11-20T08:15:30.250Z'],
    ['2026-11-20 08:15:30 +01:00', '2026-11-20T07:15:30.000Z'],
    // More than milliseconds are cut, never rounded into the next second.
    ['2026-11-20T08:15:30.9999999z', '2026-11-20T08:15:30.999Z'],
    ['2026-11-20T08:15:30.123456789012Z', '2026-11-20T08:15:30.123Z'],
    ['2024-02-29T00:00:00+0000', '2024-02-29T00:00:00.000Z'],
  ])('%s is %s', (text, iso) => {
    const taken = instant.parse(text)

    expect(new Date(taken).toISOString()).toBe(iso)
    expect(isCommonInstant(taken)).toBe(true)
  })

  test('the common form stays as it was sent, so that what is sent again is the same', () => {
    for (const text of ['2026-11-20T08:15:30Z', '2026-11-20T08:15:30.1+01:00'])
      expect(instant.parse(text)).toBe(text)
  })
})

test.each([
  ['2026-11-20', 'has no time of day'],
  ['2026-11-20T08:15:30', 'names no offset'],
  ['2026-11-20 08:15', 'names no offset'],
  ['2026-02-29T08:15:30z', 'no date and time that exists'],
  ['2026-13-01T00:00:00z', 'no date and time that exists'],
  ['2026-11-20T24:00:00z', 'no date and time that exists'],
  ['2026-11-20T08:60:00z', 'no date and time that exists'],
  ['2026-11-20T08:15:60z', 'no date and time that exists'],
  ['2026-11-20T23:59:60Z', 'no date and time that exists'],
  ['2016-12-31T23:59:60+01:00', 'no date and time that exists'],
  ['2026-11-20T08:15:30+24:00', 'no date and time that exists'],
  ['2026-11-20T08:15:30+01:60', 'no date and time that exists'],
  ['9999-12-31T23:59:59-1400', 'years 0000 to 9999'],
  ['1795162530', 'no date and time that exists'],
  ['20.11.2026 08:15', 'no date and time that exists'],
  ['2026-11-20T08:15:30ZZ', 'no date and time that exists'],
  ['', 'no date and time that exists'],
])('%s is refused with the cause and a right example', (text, cause) => {
  const refused = instant.safeParse(text)

  expect(refused.error?.issues).toMatchObject([{ code: 'invalid_format' }])
  expect(refused.error?.issues[0]?.message).toContain(cause)
  expect(refused.error?.issues[0]?.message).toContain('2026-11-20T08:15:30Z')
})
