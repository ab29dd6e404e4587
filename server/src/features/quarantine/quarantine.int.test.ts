import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { rejectReasons, type RejectReason } from '@catalytics/contract/events.ts'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { quarantineAnswer, replayAnswer } from '@catalytics/contract/quarantine.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download, event, someId } from '../../../test/factories.ts'

const known = someId()

/** For each reason of the closed list what brings it about; every one but those that need a stage of their own. */
const refused = {
  not_an_object: [5, null, 'text', [], [event()], true],
  unknown_key: [
    { ...event(), colour: 'red' },
    { ...event(), channel: { kind: 'site', key: 'www', extra: 1 } },
    JSON.parse(`{"__proto__":{"a":1},${JSON.stringify(event()).slice(1)}`),
    { ...event(), constructor: 1 },
  ],
  missing_field: [{}, { ...event(), catalog: undefined }, { ...event(), person: {} }],
  invalid_field: [
    { ...event(), channel: { kind: 'shop', key: 'www' } },
    { ...event(), catalog: 5 },
    { ...event(), part: 'bearing' },
    {
      ...event(),
      part: { configuration: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`k${n}`, 'v'])) },
    },
    { ...event(), type: 'quote_request', quote: { quantity: 1e13 } },
  ],
  invalid_id: [
    { ...event(), id: 'not a uuid' },
    { ...event(), id: '' },
    { ...event(), id: '0199b1c26f0e7c1a9d553f1f5e0a7b1' },
    { ...event(), id: '{0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11' },
  ],
  invalid_email: [
    { ...event(), person: { email: 'nobody' } },
    { ...event(), person: { email: 'a@b@c.example' } },
    { ...event(), person: { email: 'a\u0000@b.example' } },
    { ...event(), person: { email: '' } },
  ],
  invalid_country: [
    { ...event(), country: 'XX' },
    { ...event(), country: 'de' },
    { ...event(), person: { email: 'a@b.example', country: 'Germany' } },
  ],
  unknown_type: [{ ...event(), type: 'purchase' }],
  invalid_at: [
    { ...event(), at: 'yesterday' },
    { ...event(), at: '2026-02-30T00:00:00Z' },
    { ...event(), at: '2026-03-01T10:00:00' },
    { ...event(), person: { email: 'a@b.example', consent: { manufacturer: true, at: 'then' } } },
  ],
  at_out_of_range: [
    { ...event(), at: '1989-12-31T23:59:59.999Z' },
    { ...event(), at: '0001-01-01T00:00:00Z' },
    { ...event(), at: '9999-12-31T23:59:59Z' },
  ],
  text_too_long: [
    { ...event(), catalog: 'x'.repeat(101) },
    { ...event(), type: 'quote_request', quote: { message: 'x'.repeat(5001) } },
    { ...event(), part: { number: 'x'.repeat(1_000_000) } },
  ],
  text_invalid: [
    { ...event(), catalog: 'a\u0000b' },
    { ...event(), catalog: 'line\nbreak' },
    { ...event(), catalog: '\ud800' },
    { ...event(), catalog: '   ' },
    { ...event(), part: { number: '\udfff\ud800' } },
    { ...event(), part: { configuration: { 'a\u0000': 'b' } } },
    { ...event(), type: 'quote_request', quote: { message: 'bell\u0007' } },
  ],
  quantity_not_positive: [
    { ...event(), type: 'quote_request', quote: { quantity: 0 } },
    { ...event(), type: 'quote_request', quote: { quantity: -1 } },
  ],
  unexpected_format: [{ ...event(), format: 'STEP AP214' }],
  unexpected_document: [{ ...event(), document: { name: 'a.pdf' } }],
  unexpected_quote: [{ ...event(), quote: {} }],
  id_conflict: [{ ...event(), id: known, catalog: 'another' }],
} satisfies Partial<Record<RejectReason, readonly unknown[]>>

const staged = ['invalid_json', 'unknown_catalog', 'unknown_network', 'unknown_site', 'outside_segments']

test('every reason of the closed list is brought about below', () => {
  expect([...Object.keys(refused), ...staged].toSorted()).toEqual([...rejectReasons].toSorted())
})

describe.each(storeKinds)('the quarantine, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  test('keeps what was refused, each with its reason, as it was sent', async () => {
    const acme = await app.given.contract()
    await acme.send([event({ id: known })])
    const sent = Object.entries(refused).flatMap(([reason, items]) => items.map((item) => ({ reason, item })))

    const answer = await acme.send(sent.map(({ item }) => item))

    expect(answer.accepted).toBe(0)
    expect(answer.rejected.map(({ index, reason }) => [index, reason])).toEqual(
      sent.map(({ reason }, index) => [index, reason]),
    )
    const kept = await quarantineOf(acme)
    expect(kept.data.map(({ reason }) => reason)).toEqual(sent.map(({ reason }) => reason))
    expect(kept.counts).toEqual(
      Object.fromEntries(Object.entries(refused).map(([reason, items]) => [reason, items.length])),
    )
    expect(kept.data.map(({ source, detail }) => [source, detail])).toEqual(
      answer.rejected.map(({ detail }) => [acme.clientId, detail]),
    )
    expect(new Set(kept.data.map(({ source_name }) => source_name))).toEqual(
      new Set([expect.stringMatching(/^account \d+$/)]),
    )
    const missing = kept.data.filter(({ reason }) => reason === 'missing_field')
    expect(missing.map(({ detail }) => detail)).toEqual([
      'type: is missing',
      'catalog: is missing',
      'person.email: is missing',
    ])
    // As it was sent, cut at its length.
    expect(kept.data.map((entry) => entry.event)).toEqual(
      sent.map(({ item }) => JSON.stringify(item).slice(0, 8000)),
    )
    expect(kept.data.filter(({ replayable }) => !replayable).map(({ event: text }) => text.length)).toEqual([
      8000,
    ])

    // Nothing has changed, so nothing is taken, and each is left with its reason.
    const refusedAgain = { taken: 0, duplicates: 0, refused: sent.length }
    expect(await replayed(acme)).toEqual(refusedAgain)
    expect(await quarantineOf(acme)).toEqual(kept)
    expect(leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body).data).toEqual([])
  })

  test('the edges of time are taken, what lies beyond is not', async () => {
    const acme = await app.given.contract()
    const at = (milliseconds: number) =>
      event({ at: new Date(app.clock().getTime() + milliseconds).toISOString() })

    const answer = await acme.send([
      event({ at: '1990-01-01T00:00:00Z' }),
      event({ at: '1989-12-31T23:59:59.999Z' }),
      at(4 * 60_000),
      at(6 * 60_000),
    ])

    expect(answer.rejected).toMatchObject([
      { index: 1, reason: 'at_out_of_range' },
      { index: 3, reason: 'at_out_of_range' },
    ])
    expect(answer.accepted).toBe(2)
  })

  test('the names of JavaScript’s own properties are plain text', async () => {
    const acme = await app.given.contract()
    const configuration = JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}')
    const sent = download('ann@acme.example', { part: { number: '__proto__', configuration } })

    await app.given.events(acme, [{ ...sent, catalog: 'constructor' }])

    const { data } = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body)
    expect(data).toMatchObject([
      {
        catalog: 'constructor',
        part_number: '__proto__',
        // Zod takes no key of this name into an object.
        configuration: '{"constructor":"b","toString":"c"}',
      },
    ])
  })

  test('what a contract without new segments does not know is replayed once it is known', async () => {
    const acme = await app.given.contract({ unknown_segments: 'reject' })
    const segments = [
      { kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' },
      { kind: 'network', key: 'partnet', name: 'PartNet' },
    ]
    ok(await acme.manage('PUT', '/segments', { segments }))
    const sent = [
      download('ann@acme.example'),
      download('ann@acme.example', { catalog: 'new' }),
      download('bob@acme.example', { channel: { kind: 'network', key: 'other' } }),
      download('cem@acme.example', { channel: { kind: 'site', key: 'www' } }),
    ]
    const first = await acme.send(sent)
    expect(first.accepted).toBe(1)
    expect(first.rejected.map(({ reason }) => reason)).toEqual([
      'unknown_catalog',
      'unknown_network',
      'unknown_site',
    ])
    expect(await replayed(acme)).toEqual({ taken: 0, duplicates: 0, refused: 3 })

    ok(await acme.manage('PUT', '/segments', { segments: [{ kind: 'catalog', key: 'new', name: 'New' }] }))
    // Sent again by the site in the meantime: then the one in the quarantine is a repetition.
    ok(await acme.manage('PUT', '/segments', { segments: [{ kind: 'site', key: 'www', name: 'Shop' }] }))
    await app.given.events(acme, sent.slice(3))

    expect(await replayed(acme, { reason: 'unknown_catalog' })).toEqual({
      taken: 1,
      duplicates: 0,
      refused: 0,
    })
    expect(await replayed(acme)).toEqual({ taken: 0, duplicates: 1, refused: 1 })
    expect((await quarantineOf(acme)).counts).toEqual({ unknown_network: 1 })
    const { data } = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body)
    expect(data.map(({ action_id }) => action_id)).toEqual([sent[0], sent[3], sent[1]].map((one) => one?.id))
  })

  test('a refused event without an id is taken once, however often the replay is run', async () => {
    const acme = await app.given.contract({ unknown_segments: 'reject' })
    const { id: _id, ...sent } = download('ann@acme.example')
    await acme.send([sent])
    const segments = [
      { kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' },
      { kind: 'network', key: 'partnet', name: 'PartNet' },
    ]
    ok(await acme.manage('PUT', '/segments', { segments }))

    const answers = await Promise.all([replayed(acme), replayed(acme), replayed(acme)])

    expect(answers.reduce((total, { taken }) => total + taken, 0)).toBe(1)
    expect(leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body).data).toHaveLength(1)
  })

  test('chosen entries are replayed, and no others', async () => {
    const acme = await app.given.contract({ unknown_segments: 'reject' })
    const stranger = await app.given.contract({ unknown_segments: 'reject' })
    await Promise.all([acme.send([event(), event(), event()]), stranger.send([event()])])
    const segments = [
      { kind: 'catalog', key: 'ball-bearings', name: 'Ball bearings' },
      { kind: 'network', key: 'partnet', name: 'PartNet' },
    ]
    ok(await acme.manage('PUT', '/segments', { segments }))
    const { data } = await quarantineOf(acme)
    const { data: others } = await quarantineOf(stranger)
    const ids = [...data.slice(1), ...others].map(({ id }) => id)

    expect(await replayed(acme, { ids })).toEqual({ taken: 2, duplicates: 0, refused: 0 })

    expect((await quarantineOf(acme)).data).toEqual(data.slice(0, 1))
    expect((await quarantineOf(stranger)).data).toEqual(others)
    const log = activityList.parse((await acme.manage('GET', '/activity?type=quarantine_replayed')).body)
    expect(log.data).toMatchObject([{ details: { taken: 2, reason: 'chosen' } }])
    for (const wrong of [{ ids: [] }, { ids: ['x'] }, { ids, reason: 'unknown_catalog' }])
      expect((await acme.manage('POST', '/quarantine/replay', wrong)).status).toBe(400)
  })

  test('an account with a segment lock writes nowhere else', async () => {
    const acme = await app.given.contract()
    const locked = await app.given.account(acme, {
      scopes: ['events:write'],
      segments: ['catalog:ball-bearings', 'site:www'],
    })

    const answer = await locked.send([
      event(),
      event({ catalog: 'x', channel: { kind: 'site', key: 'www' } }),
      event({ catalog: 'x', channel: { kind: 'network', key: 'www' } }),
      event({ catalog: 'x' }),
    ])

    expect(answer.accepted).toBe(2)
    expect(answer.rejected).toMatchObject([
      { index: 2, reason: 'outside_segments' },
      { index: 3, reason: 'outside_segments' },
    ])
  })

  test('is read in pages, oldest first, by reason; a clash of ids is not replayed on its own', async () => {
    const acme = await app.given.contract()
    await acme.send(
      Array.from({ length: 25 }, (_, n) => ({ ...event(), catalog: n % 5 === 0 ? '' : 7, session: `s${n}` })),
    )
    const pages: string[] = []
    for (let after = ''; ;) {
      const page = await quarantineOf(acme, `?limit=10${after}`)
      pages.push(...page.data.map((entry) => String(JSON.parse(entry.event).session)))
      if (page.next_after === null) break
      after = `&after=${page.next_after}`
    }

    expect(pages).toEqual(Array.from({ length: 25 }, (_, n) => `s${n}`))
    expect((await quarantineOf(acme, '?reason=text_invalid')).data).toHaveLength(5)
    expect((await acme.manage('POST', '/quarantine/replay', { reason: 'id_conflict' })).status).toBe(400)
  })
})

async function quarantineOf(acme: ContractAtHand, query = '') {
  return quarantineAnswer.parse(ok(await acme.manage('GET', `/quarantine${query}`)).body)
}

async function replayed(acme: ContractAtHand, body: object = {}) {
  return replayAnswer.parse(ok(await acme.manage('POST', '/quarantine/replay', body)).body)
}
