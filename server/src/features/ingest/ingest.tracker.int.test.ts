import { gzipSync } from 'node:zlib'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { siteList, site as siteAnswer, trackerLimits } from '@catalytics/contract/sites.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

const page = 'https://www.acme.example'
const minuteMs = 60_000

describe.each(storeKinds)('events from the pages of a site, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  let key: string
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
    key =
      siteAnswer.parse(ok(await acme.manage('PUT', '/sites/www', { origins: [page] })).body).public_key ?? ''
  })
  // What one test has sent must not make another wait.
  beforeEach(() => app.clock.forward(minuteMs))

  function send(body: unknown, { origin = page, to = key, headers = {} } = {}) {
    const text = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
    return app.call('POST', `/t/${to}`, {
      body: text,
      headers: { 'content-type': 'text/plain;charset=UTF-8', origin, ...headers },
    })
  }
  async function actionsOf(email: string) {
    const answer = ok(await acme.get('/api/v1/lead-actions?limit=10000'))
    return leadActionPage.parse(answer.body).data.filter((action) => action.email === email)
  }

  test('are stored under the site of the key, whatever they say, and each once', async () => {
    const lying = { ...onPage('ann@acme.example'), channel: { kind: 'network', key: 'partnet' } }
    const events = [lying, onPage('ann@acme.example'), { ...lying, type: 'flying' }, 7]

    const first = await send({ events })
    const again = await send({ events: events.slice(0, 2), sent_at: app.clock().toISOString() })

    expect([first.status, first.body]).toMatchObject([
      200,
      {
        accepted: 2,
        rejected: [
          { index: 2, reason: 'unknown_type' },
          { index: 3, reason: 'not_an_object' },
        ],
      },
    ])
    expect(Object.keys(JSON.parse(first.text))).toEqual(['accepted', 'rejected'])
    expect(again.body).toEqual({ accepted: 2, rejected: [] })
    expect((await actionsOf('ann@acme.example')).map((one) => [one.channel_kind, one.channel])).toEqual([
      ['site', 'www'],
      ['site', 'www'],
    ])
    const { data } = siteList.parse((await acme.manage('GET', '/sites')).body)
    expect(Math.abs(app.clock().getTime() - Date.parse(data[0]?.last_event_at ?? ''))).toBeLessThan(minuteMs)
    const quarantine = ok(await acme.manage('GET', '/quarantine')).body
    expect(quarantine).toMatchObject({
      data: [
        { source: 'site:www', source_name: 'www' },
        { source: 'site:www', source_name: 'www' },
      ],
    })
  })

  test('are answered to the listed page alone, and without cookies', async () => {
    const listed = await send({ events: [onPage('ann@acme.example')] })
    const refused = await send({ events: 'none' })
    const foreign = await send({ events: [onPage('ann@acme.example')] }, { origin: 'https://rival.example' })

    expect(listed.headers.get('access-control-allow-origin')).toBe(page)
    expect(listed.headers.get('vary')).toContain('origin')
    expect(listed.headers.get('set-cookie')).toBeNull()
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([400, page])
    expect([foreign.status, foreign.body]).toMatchObject([403, { code: 'forbidden' }])
    for (const name of ['access-control-allow-origin', 'access-control-allow-credentials'])
      expect(foreign.headers.get(name)).toBeNull()
  })

  test.each([
    'https://www.acme.example.evil.example',
    'https://www.acme.example@evil.example',
    'https://www.acme.exampl',
    'https://evil.example/?https://www.acme.example',
    'https://shop.www.acme.example',
    'https://acme.example',
    'http://www.acme.example',
    'https://www.acme.example:8443',
    'https://www.acme.example/',
    'https://WWW.acme.example',
    ' ',
  ])('from %s, which only looks like the listed page, are refused', async (origin) => {
    const answer = await send({ events: [onPage('ann@acme.example')] }, { origin })

    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null])
  })

  test('without an origin, or of a page that hides it, are refused', async () => {
    const body = JSON.stringify({ events: [onPage('ann@acme.example')] })
    const none = await app.call('POST', `/t/${key}`, { body, headers: { 'content-type': 'text/plain' } })

    expect([none.status, (await send(body, { origin: 'null' })).status]).toEqual([400, 403])
  })

  test('a key that is switched off, renewed or made up is refused at once, with the same answer', async () => {
    const shop = ok(await acme.manage('PUT', '/sites/shop', { origins: [page] })).body
    const to = siteAnswer.parse(shop).public_key ?? ''
    const batch = { events: [onPage('ann@acme.example')] }
    expect((await send(batch, { to })).status).toBe(200)

    ok(await acme.manage('PUT', '/sites/shop', { enabled: false }))
    const off = await send(batch, { to })
    ok(await acme.manage('PUT', '/sites/shop', { enabled: true }))
    const on = await send(batch, { to })
    ok(await acme.manage('POST', '/sites/shop/public-key'))
    const answers = [off, await send(batch, { to })]
    for (const made of [`cat_pk_${'0'.repeat(22)}`, 'x', to.toUpperCase()])
      answers.push(await send(batch, { to: made }))

    expect(on.status).toBe(200)
    const told = answers.map(({ status, body }) => [status, { ...Object(body), request_id: '' }])
    expect(told).toEqual(answers.map(() => told[0]))
    expect(told[0]).toMatchObject([404, { code: 'not_found' }])
    expect(answers.map(({ headers }) => headers.get('access-control-allow-origin'))).toEqual(
      answers.map(() => null),
    )
  })

  test('too many from one address have to wait, and are told how long; another key has its own', async () => {
    const empty = { events: [] }
    const answers = []
    while (answers.length < 3 * trackerLimits.requestsPerMinute && answers.at(-1)?.status !== 429)
      answers.push(...(await Promise.all(Array.from({ length: 40 }, () => send(empty)))))

    const refused = answers.filter(({ status }) => status === 429)
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(trackerLimits.requestsPerMinute)
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    const another = ok(await acme.manage('PUT', '/sites/another', { origins: [page] })).body
    const to = siteAnswer.parse(another).public_key ?? ''
    expect((await send(empty, { to })).status).toBe(400)
  })

  test.each([
    ['no JSON', '{', 400],
    ['no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), 400],
    ['no events', { events: [] }, 400],
    ['too many events', { events: Array.from({ length: trackerLimits.events + 1 }, () => ({})) }, 400],
    ['something beside them', { events: [{}], cookie: 'x' }, 400],
    ['more than 64 KiB', `{"events":["${'x'.repeat(trackerLimits.bytes)}"]}`, 413],
  ])('a body with %s is refused', async (_what, body, status) => {
    expect((await send(body)).status).toBe(status)
  })

  test('a small body that unpacks to a large one is refused', async () => {
    const packed = gzipSync(`{"events":["${'x'.repeat(10 * trackerLimits.bytes)}"]}`)

    expect((await send(packed, { headers: { 'content-encoding': 'gzip' } })).status).toBe(413)
  })

  test.each(['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'a body of %s is refused',
    async (type) => {
      expect((await send({ events: [{}] }, { headers: { 'content-type': type } })).status).toBe(415)
    },
  )

  test('a clock that is hours or years off is set right by whole hours, the same each time', async () => {
    const now = app.clock().getTime()
    const wrong = (ms: number) => new Date(now + ms).toISOString()
    const yearMs = 365 * 24 * 60 * minuteMs
    const slow = { ...onPage('slow@acme.example'), at: wrong(-yearMs - 5 * minuteMs) }
    const fine = { ...onPage('fine@acme.example'), at: wrong(-25 * minuteMs) }

    const answers = [
      await send({ sent_at: wrong(-yearMs), events: [slow] }),
      await send({ sent_at: wrong(-yearMs + minuteMs), events: [slow] }),
      await send({ sent_at: wrong(-20 * minuteMs), events: [fine] }),
    ]

    expect(answers.map(({ body }) => body)).toEqual(answers.map(() => ({ accepted: 1, rejected: [] })))
    const [one] = await actionsOf('slow@acme.example')
    expect(Math.abs(Date.parse(one?.at ?? '') - (now - 5 * minuteMs))).toBeLessThan(30 * minuteMs)
    expect((await actionsOf('fine@acme.example')).map(({ at }) => at)).toEqual([fine.at])
  })
})

function onPage(email: string) {
  return { ...download(email), channel: undefined }
}
