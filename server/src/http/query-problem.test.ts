import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { activityExportQuery, activityQuery } from '@catalytics/contract/activity.ts'
import { changesQuery, leadQuery } from '@catalytics/contract/leads.ts'
import { mailQuery } from '@catalytics/contract/mails.ts'
import { quarantineQuery } from '@catalytics/contract/quarantine.ts'
import { parameterHelp } from '@catalytics/contract/query.ts'
import { retentionQuery } from '@catalytics/contract/retention.ts'
import { serviceAccountQuery } from '@catalytics/contract/service-accounts.ts'
import { queryProblem } from './query-problem.ts'

describe('a refused query of leads', () => {
  test.each([
    ['a month 13', { from: '2026-13-01' }, 'from', 'must be a day that exists', 'from=2026-03-01.'],
    ['a day 30 of February', { to: '2026-02-30' }, 'to', 'not "2026-02-30"', 'to=2026-04-01T00:00:00Z.'],
    [
      'an instant without offset',
      { from: '2026-03-01T08:00:00' },
      'from',
      'with its offset',
      'from=2026-03-01.',
    ],
    [
      'a plus sign that became a space',
      { from: '2026-03-01T08:00:00 01:00' },
      'from',
      'a plus sign in a URL stands for one',
      'from=2026-03-01T08:00:00%2B01:00.',
    ],
    [
      'a list with commas',
      { action: 'cad_download,quote_request' },
      'action',
      'takes one value each time',
      'action=cad_download&action=quote_request.',
    ],
    [
      'a list of segments',
      { segment: 'catalog:a,site:b' },
      'segment',
      'takes one value each time',
      'segment=catalog:a&segment=site:b.',
    ],
    [
      'a list of segments with blanks behind the commas',
      { segment: 'catalog:a, site:b,\tnetwork:c' },
      'segment',
      'takes one value each time',
      'segment=catalog:a&segment=site:b&segment=network:c.',
    ],
    [
      'a list of actions with a blank',
      { action: 'cad_download, quote_request' },
      'action',
      'takes one value each time',
      'action=cad_download&action=quote_request.',
    ],
    [
      'a list of countries with blanks',
      { country: 'DE, FR ,CH' },
      'country',
      'takes one value each time',
      'country=DE&country=FR&country=CH.',
    ],
    [
      'a list with keys that have commas',
      { segment: 'catalog:a,b,site:c' },
      'segment',
      'must be catalog:KEY',
      'segment=catalog:ball-bearings.',
    ],
    [
      'a segment with a comma behind it',
      { segment: 'site:a,' },
      'segment',
      'must be catalog:KEY',
      'segment=catalog:ball-bearings.',
    ],
    ['a list of countries', { country: 'DE,FR' }, 'country', 'one value each time', 'country=DE&country=FR.'],
    [
      'a wrong word in a list',
      { action: 'cad_download,x' },
      'action',
      'cad_download, ',
      'not "cad_download,x"',
    ],
    ['one wrong of several', { country: ['DE', 'de'] }, 'country', 'in upper case, not "de"', 'country=DE.'],
    [
      'a single one twice',
      { from: ['2026-03-01', '2026-03-02'] },
      'from',
      'came 2 times',
      'Send it once: from=',
    ],
    ['a limit twice', { limit: ['1', '1'] }, 'limit', 'came 2 times', 'limit=1000.'],
    ['nothing', { limit: '' }, 'limit', 'is empty', 'limit=1000, or leave it out.'],
    ['nothing in a list', { action: '' }, 'action', 'is empty', 'action=cad_download'],
    ['blanks', { limit: ' ' }, 'limit', 'must be a whole number from 1 to 10000, not " "', 'limit=1000.'],
    ['too many', { limit: '10001' }, 'limit', 'from 1 to 10000, not "10001"', 'limit=1000.'],
    ['a fraction', { limit: '1.5' }, 'limit', 'whole number', 'limit=1000.'],
    ['another way to write numbers', { limit: '0x10' }, 'limit', 'not "0x10"', 'limit=1000.'],
    [
      'no zone',
      { tz: 'Mars/Phobos' },
      'tz',
      'must be an IANA time zone, not "Mars/Phobos"',
      'tz=Europe/Paris.',
    ],
    ['no segment', { segment: 'ball-bearings' }, 'segment', 'catalog:KEY', 'segment=catalog:ball-bearings.'],
    ['no format', { format: 'xml' }, 'format', 'json, ndjson, csv, not "xml"', 'format=ndjson.'],
    ['an unknown parameter', { colour: 'red' }, 'colour', 'This call takes from, to, tz, action', 'locale.'],
    ['a name that every object has', { constructor: 'x' }, 'constructor', 'no query parameter', 'from, to'],
    ['another case', { From: '2026-03-01' }, 'From', 'no query parameter "From"', 'from, to'],
    ['brackets', { 'action[]': 'cad_download' }, 'action[]', 'no query parameter "action[]"', 'action'],
  ])('names the cause and what is right: %s', (_, query, field, cause, right) => {
    const { code, message, field: told } = refusal(leadQuery, query)

    expect({ code, field: told }).toEqual({ code: 'invalid', field })
    expect(message).toContain(cause)
    expect(message).toContain(right)
  })

  test('shows of a long value and of a long name only the beginning', () => {
    expect(refusal(leadQuery, { from: 'x'.repeat(5000) }).message.length).toBeLessThan(300)
    expect(refusal(leadQuery, { ['x'.repeat(5000)]: '1' }).message.length).toBeLessThan(300)
  })
})

test.each([
  ['after', { after: '' }, 'is empty'],
  ['after', { after: '-1' }, 'must be next_after of the answer before'],
  ['after', { after: '99999999999999999999' }, 'must be next_after of the answer before'],
  ['wait', { wait: '31' }, 'must be a number of seconds from 0 to 30'],
  ['wait', { wait: ' ' }, 'must be a number of seconds from 0 to 30'],
])('a refused query of changes: %s in %j', (field, query, cause) => {
  const problem = refusal(changesQuery, query)

  expect(problem.field).toBe(field)
  expect(problem.message).toContain(cause)
})

const queries: Readonly<Record<string, z.ZodObject>> = {
  activityExportQuery,
  activityQuery,
  changesQuery,
  leadQuery,
  mailQuery,
  quarantineQuery,
  retentionQuery,
  serviceAccountQuery,
}
const parameters = Object.entries(queries).flatMap(([query, schema]) =>
  Object.entries(schema.shape).map(([name, shape]) => [query, name, shape] as const),
)

test.each(parameters)('%s: %s has a rule, and an example that is right', (query, name, shape) => {
  const help = parameterHelp.get(shape)

  expect(help?.rule).toMatch(/^must /)
  expect(queries[query]?.safeParse({ [name]: help?.example }).success).toBe(true)
})

function refusal(schema: z.ZodObject, query: Readonly<Record<string, unknown>>) {
  expect(schema.safeParse(query).success).toBe(false)
  return queryProblem(schema, query)
}

test.each([
  ['2026-11-01', '2026-11-01'],
  ['2026-11-01T00:00:00+01:00', '2026-11-01T00:00:00+01:00'],
  ['2026-11-01t00:00:00z', '2026-11-01T00:00:00Z'],
  ['2026-11-01T00:00+0100', '2026-10-31T23:00:00Z'],
  ['2026-06-30T23:59:60Z', '2026-06-30T23:59:59Z'],
])('an end of a period may have each form that events have: %s', (from, taken) => {
  expect(leadQuery.parse({ from }).from).toBe(taken)
})
