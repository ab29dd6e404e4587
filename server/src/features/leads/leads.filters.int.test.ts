import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { eventTypes } from '@catalytics/contract/events.ts'
import { leadActionPage, leadPage } from '@catalytics/contract/leads.ts'
import { buildTestApp, ok, storeKinds, type Caller, type TestApp } from '../../../test/build-app.ts'
import { download, event } from '../../../test/factories.ts'
import { leadEvents } from '../../../test/lead-events.ts'
import { asked, expectedActions, expectedLeads, type Asked } from '../../../test/lead-oracle.ts'

const zone = 'Europe/Paris'
const edges = fc.constantFrom(
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-07-01',
  '2026-10-25',
  '2026-10-26',
  '2026-03-29T00:30:00Z',
  '2026-10-25T02:30:00+02:00',
  '2026-10-25T02:30:00+01:00',
)
const some = <Item>(...items: readonly Item[]) =>
  fc.uniqueArray(fc.constantFrom(...items), { minLength: 1, maxLength: 3 })
const question: fc.Arbitrary<Asked> = fc.record(
  {
    from: edges,
    to: edges,
    tz: fc.constantFrom('UTC', 'America/New_York', 'Asia/Kathmandu', 'Europe/Paris'),
    action: some(...eventTypes),
    segment: some(
      'catalog:ball-bearings',
      'catalog:ventile & "co", größe',
      'site:www',
      'network:www',
      'network:partnet',
      'catalog:none',
    ),
    country: some('DE', 'FR', 'GB', 'CH', 'US'),
  },
  { requiredKeys: [] },
)

describe.each(storeKinds)('the filters of leads, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  test('answer what a plain look through all events answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        leadEvents(60),
        fc.array(question, { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 1, max: 59 }),
        async (sent, questions, cut) => {
          const acme = await app.given.contract({ time_zone: zone, excluded_domains: ['rival.example'] })
          // In two groups, so that people change after their first events were stored.
          await app.given.events(acme, sent.slice(0, cut))
          await app.given.events(acme, sent.slice(cut))
          const all = expectedActions(sent, { excluded: ['rival.example'] })

          for (const query of [{}, ...questions.filter((one) => !isEmptyRange(one))]) {
            const search = searchOf(query)
            const actions = asked(all, query, zone)
            const found = leadActionPage.parse(ok(await acme.get(`/api/v1/lead-actions?${search}`)).body)
            expect({ search, rows: withoutIds(found.data) }).toEqual({ search, rows: actions })
            const leads = leadPage.parse(ok(await acme.get(`/api/v1/leads?${search}`)).body)
            expect({ search, rows: withoutIds(leads.data) }).toEqual({ search, rows: expectedLeads(actions) })
          }
          for (const query of questions.filter(isEmptyRange)) {
            const answer = await acme.get(`/api/v1/lead-actions?${searchOf(query)}`)
            expect(answer.body).toMatchObject({ code: 'invalid', field: 'to' })
          }
        },
      ),
      { numRuns: 2, endOnFailure: true },
    )
  })
})

describe('filters', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp()
  })

  test('edges beyond all actions hide all or nothing, on every road and whatever was asked before', async () => {
    const acme = await app.given.contract({ time_zone: 'Asia/Tokyo' })
    await app.given.events(acme, [download('ann@acme.example')])
    const early = ['0000-01-01', '0000-01-01T00:00:00+14:00', '1890-01-01T00:00:00Z', '1969-12-31']
    const late = ['9999-12-31T23:59:59-14:00', '9999-12-31', '2300-01-01T00:00:00Z', '2299-12-31']

    for (const edge of [...late.slice(0, 2), ...early, ...late.slice(2)])
      for (const name of ['from', 'to'])
        for (const rows of ['leads', 'lead-actions'])
          for (const format of ['json', 'ndjson', 'csv']) {
            const query = `${rows}?format=${format}&${name}=${encodeURIComponent(edge)}`
            const { text } = ok(await acme.get(`/api/v1/${query}`))
            const isThere = text.includes('ann@acme.example')
            expect([query, isThere]).toEqual([query, early.includes(edge) === (name === 'from')])
          }
  })

  test('a day begins at midnight in the contract’s zone, also where the clocks have changed that day', async () => {
    const acme = await app.given.contract({ time_zone: zone })
    // Paris goes from +01:00 to +02:00 on 29 March and back on 25 October: 23 and 25 hours long.
    const instants = [
      '2026-03-28T22:59:59.999Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T21:59:59.999Z',
      '2026-03-29T22:00:00Z',
      '2026-10-24T21:59:59.999Z',
      '2026-10-24T22:00:00Z',
      '2026-10-25T22:59:59.999Z',
      '2026-10-25T23:00:00Z',
    ]
    await app.given.events(
      acme,
      instants.map((at) => download('ann@acme.example', { at })),
    )

    const within = async (query: string) => {
      const page = leadActionPage.parse(ok(await acme.get(`/api/v1/lead-actions?${query}`)).body)
      return page.data.map(({ seq }) => seq)
    }

    expect(await within('from=2026-03-29&to=2026-03-30')).toEqual([2, 3])
    expect(await within('from=2026-10-25&to=2026-10-26')).toEqual([6, 7])
    expect(await within('from=2026-10-25&to=2026-10-26&tz=UTC')).toEqual([7, 8])
    // A day that the zone never had: 30 December 2011 in Samoa; it begins where the next one does.
    expect(await within('from=2011-12-30&to=2026-03-30&tz=Pacific/Apia')).toEqual([1, 2])
  })

  test('country is where a person lives now, also of actions before they moved', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [
      download('ann@acme.example', { country: 'FR', person: { email: 'ann@acme.example', country: 'DE' } }),
      download('bob@acme.example', { country: 'DE' }),
    ])
    expect(await inCountry(acme, 'DE')).toEqual([
      [1, 2],
      [1, 1],
    ])

    await app.given.events(acme, [event({ person: { email: 'ann@acme.example', country: 'GB' } })])

    expect(await inCountry(acme, 'DE')).toEqual([[2], [1]])
    expect(await inCountry(acme, 'GB')).toEqual([[1, 3], [2]])
    const csv = ok(await acme.get('/api/v1/lead-actions?country=GB&format=csv'))
      .text.trim()
      .split('\r\n')
    expect(csv).toHaveLength(3)
    // And by every road: whoever has moved away is in no file of where they were.
    for (const format of ['csv', 'csv&locale=de', 'ndjson'])
      for (const call of ['lead-actions', 'leads']) {
        const { text } = ok(await acme.get(`/api/v1/${call}?country=DE&format=${format}`))
        expect([call, format, text.includes('bob@'), text.includes('ann@')]).toEqual([
          call,
          format,
          true,
          false,
        ])
      }
  })

  test.each([
    ['', 'from=2026-02-30', 'from'],
    ['', 'from=2026-02-01&to=2026-02-01', 'to'],
    ['', 'from=2026-03-01T10:00:00', 'from'],
    ['', 'tz=Mars/Olympus', 'tz'],
    ['', 'tz=%2B01:00', 'tz'],
    ['', 'action=buy', 'action'],
    ['', 'action=cad_download&action=buy', 'action'],
    ['', 'segment=shop:x', 'segment'],
    ['', 'country=XX', 'country'],
    ['', 'limit=0', 'limit'],
    ['', 'limit=10001', 'limit'],
    ['', 'limit=ten', 'limit'],
    ['', 'format=xml', 'format'],
    ['', 'unknown=1', undefined],
    ['s', 'country=', 'country'],
  ])('%s?%s is refused and says where', async (_plural, query, field) => {
    const acme = await app.given.contract()

    for (const rows of ['lead-actions', 'leads']) {
      const answer = await acme.get(`/api/v1/${rows}?${query}`)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ code: 'invalid', ...(field === undefined ? {} : { field }) })
    }
  })

  test('country names come in the language that is asked for', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [
      download('ann@acme.example', { person: { email: 'ann@acme.example', country: 'DE' } }),
    ])
    const named = async (query: string, language?: string) => {
      const headers = language === undefined ? {} : { 'accept-language': language }
      const page = leadActionPage.parse(ok(await acme.get(`/api/v1/lead-actions?${query}`, headers)).body)
      return page.data[0]?.country_name
    }

    expect(await named('')).toBe('Germany')
    expect(await named('', 'de-CH, en;q=0.5')).toBe('Deutschland')
    expect(await named('', 'xx, fr;q=0.8, en;q=0.1')).toBe('Allemagne')
    expect(await named('', '*')).toBe('Germany')
    expect(await named('', 'not a language at all;;;')).toBe('Germany')
    expect(await named('locale=fr-CH', 'de')).toBe('Allemagne')
    expect(ok(await acme.get('/api/v1/leads?format=csv', { 'accept-language': 'fr' })).text).toContain(
      'Allemagne',
    )
  })
})

/** Numbers of the actions, and how many actions each lead has, of a country. */
async function inCountry(caller: Caller, code: string) {
  const page = leadActionPage.parse(ok(await caller.get(`/api/v1/lead-actions?country=${code}`)).body)
  const leads = leadPage.parse(ok(await caller.get(`/api/v1/leads?country=${code}`)).body)
  return [page.data.map(({ seq }) => seq), leads.data.map(({ actions }) => actions)]
}

function searchOf(query: Asked): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  return search.toString()
}

/** The lead's id is random; that it is one per person is looked at here. */
function withoutIds<Row extends { readonly lead_id: string; readonly email: string }>(rows: readonly Row[]) {
  const ids = new Map(rows.map(({ email, lead_id }) => [email, lead_id]))
  expect(new Set(ids.values()).size).toBe(ids.size)
  return rows.map(({ lead_id, ...row }) => {
    expect(lead_id).toBe(ids.get(row.email))
    return row
  })
}

function isEmptyRange({ from, to, tz }: Asked): boolean {
  if (from === undefined || to === undefined) return false
  const start = (edge: string) => (edge.length > 10 ? Date.parse(edge) : firstInstantOf(edge, tz ?? zone))
  return start(to) <= start(from)
}

/** Looked for minute by minute: slow, and beyond doubt. */
function firstInstantOf(day: string, timeZone: string): number {
  const calendar = new Intl.DateTimeFormat('sv', { timeZone })
  let instant = Date.parse(`${day}T00:00:00Z`) - 16 * 3_600_000
  while (calendar.format(instant) < day) instant += 60_000
  return instant
}
