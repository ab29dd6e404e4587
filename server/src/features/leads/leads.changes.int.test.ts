import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { leadChangePage } from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, storeKinds, type Caller, type TestApp } from '../../../test/build-app.ts'
import { download, event } from '../../../test/factories.ts'

describe.each(storeKinds)('the change feed, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  test('hands out everything in pages; next_after goes on where the page ended', async () => {
    const acme = await app.given.contract()
    await app.given.events(
      acme,
      Array.from({ length: 11 }, (_, n) => download(`p${n % 2}@acme.example`)),
    )
    await app.given.events(acme, [event({ person: { email: 'p0@acme.example', company: 'Acme' } })])

    const seen: number[] = []
    for (let after = 0; after < 13;) {
      const page = await changes(acme, `after=${after}&limit=4`)
      expect(page.complete_through).toBe(13)
      expect(page.lag_ms > 0).toBe(page.next_after < 13)
      seen.push(...page.data.map(({ seq }) => seq))
      after = page.next_after
    }

    expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    expect(await changes(acme, 'after=13')).toMatchObject({ data: [], next_after: 13, lag_ms: 0 })
    for (const after of ['14', '99', '1000000013', '9007199254740991']) {
      const answer = await acme.get(`/api/v1/lead-changes?after=${after}&wait=20`)
      expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict', field: 'after' }])
    }
  })

  test('passes over what must not be told, and says how far it came', async () => {
    const acme = await app.given.contract({ excluded_domains: ['rival.example'] })
    await app.given.events(acme, [
      event(),
      download('x@rival.example'),
      event({ person: { email: 'no@acme.example' } }),
    ])

    expect(await changes(acme, '')).toMatchObject({ data: [], next_after: 3, complete_through: 3 })
  })

  test('tells what lies far apart on one page', async () => {
    const acme = await app.given.contract()
    const nobodys = Array.from({ length: 600 }, () => event())
    await app.given.events(acme, [download('a@acme.example'), ...nobodys, download('b@acme.example')])

    const page = await changes(acme, 'limit=2')

    expect(page.data.map(({ seq }) => seq)).toEqual([1, 602])
    expect(page.next_after).toBe(602)
  })

  test('tells actions and changed leads in the order of their numbers, whatever a page holds', async () => {
    const acme = await app.given.contract()
    const people = Array.from({ length: 40 }, (_, n) => `p${n}@acme.example`)
    for (let round = 0; round < 5; round += 1) {
      await app.given.events(
        acme,
        [...people, ...people, ...people].map((email) => download(email)),
      )
      const moves = people
        .slice(round, round + 3)
        .map((email) => event({ person: { email, company: `Company ${round}` } }))
      await app.given.events(acme, moves)
    }
    const whole = await changes(acme, 'limit=10000')
    const kinds = whole.data.map(({ kind }) => kind)
    // Of each round the 120 downloads, and what somebody did who is a lead by then, with the lead that it changed.
    expect([kinds.length, kinds.filter((kind) => kind === 'lead_updated').length]).toEqual([5 * 126, 15])
    expect(whole.data.map(({ seq }) => seq)).toEqual(Array.from({ length: 5 * 126 }, (_, n) => n + 1))

    for (const limit of [1, 7, 125, 629]) {
      const seen: unknown[] = []
      for (let after = 0; after < whole.complete_through;) {
        const page = await changes(acme, `after=${after}&limit=${limit}`)
        expect(page.data.length).toBeLessThanOrEqual(limit)
        seen.push(...page.data)
        after = page.next_after
      }
      expect(seen).toEqual(whole.data)
    }
  })

  test('a reader who waits behind a page of hidden changes is told at once what follows', async () => {
    const acme = await app.given.contract({ excluded_domains: ['rival.example'] })
    const hidden = Array.from({ length: 5 }, () => download('x@rival.example'))
    await app.given.events(acme, [...hidden, download('a@acme.example')])

    const answer = await changes(acme, 'limit=2&wait=30')

    expect(answer.data.map(({ seq }) => seq)).toEqual([6])
  })

  test('a reader who waits is told long before the wait is over', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [download('ann@acme.example')])
    const waiting = changes(acme, 'after=1&wait=20').then((page) => ({ page, at: performance.now() }))
    await pause(300)

    await app.given.events(acme, [download('bob@acme.example')])
    const stored = performance.now()

    const { page, at } = await waiting
    expect(page.data.map(({ seq }) => seq)).toEqual([2])
    expect(at - stored).toBeLessThan(10_000)
  })

  test('what concerns others, or nobody who may be told of, does not end the waiting', async () => {
    const acme = await app.given.contract()
    const other = await app.given.contract()
    const from = performance.now()
    const waiting = changes(acme, 'wait=1.5')
    await pause(100)
    await app.given.events(other, [download('ann@acme.example')])
    await app.given.events(acme, [event()])

    expect(await waiting).toMatchObject({ data: [], next_after: 1 })
    expect(performance.now() - from).toBeGreaterThan(1400)
  })

  test('whoever is excluded while a reader waits is not told to them', async () => {
    const acme = await app.given.contract()
    const answer = changes(acme, 'wait=30')
    await pause(500)
    ok(await acme.manage('PATCH', '', { excluded_domains: ['rival.example'] }))

    await app.given.events(acme, [download('x@rival.example'), download('ann@acme.example')])

    expect((await answer).data.map(({ seq }) => seq)).toEqual([2])
  })

  test('waiting ends in time, with nothing', async () => {
    const acme = await app.given.contract()
    const from = performance.now()

    expect(await changes(acme, 'wait=1')).toMatchObject({ data: [], next_after: 0 })

    expect(performance.now() - from).toBeGreaterThan(950)
    expect(performance.now() - from).toBeLessThan(20_000)
  })

  test('many wait at the same time, each for their own contract', async () => {
    const all = await Promise.all(Array.from({ length: 4 }, () => app.given.contract()))
    const waiting = all.flatMap((contract) => [0, 1, 2, 3, 4].map(() => changes(contract, 'wait=30')))
    await pause(200)
    const from = performance.now()

    await Promise.all(all.map((contract, n) => app.given.events(contract, [download(`p${n}@acme.example`)])))

    const pages = await Promise.all(waiting)
    expect(performance.now() - from).toBeLessThan(25_000)
    expect(pages.map(({ data }) => data.map(({ row }) => 'email' in row && row.email))).toEqual(
      all.flatMap((_, n) => [0, 1, 2, 3, 4].map(() => [`p${n}@acme.example`])),
    )
  })

  test('nothing is handed out, nor written down as handed out, to a reader who has gone', async () => {
    const acme = await app.given.contract()
    const authorization = await acme.authorization()
    const gone = new AbortController()
    const left = fetch(`${app.url()}/api/v1/lead-changes?wait=30`, {
      headers: { authorization },
      signal: gone.signal,
    })
    await pause(300)
    gone.abort()
    await expect(left).rejects.toThrow('abort')
    await pause(100)

    await app.given.events(acme, [download('ann@acme.example')])
    await pause(300)

    const data = personData.parse(
      ok(await acme.manage('POST', '/people/find', { email: 'ann@acme.example' })).body,
    )
    expect(data.deliveries).toEqual([])
  })

  test('a stop does not wait for those who wait', async () => {
    const acme = await app.given.contract()
    // The call itself is the only one under way.
    await acme.authorization()
    const waiting = acme.get('/api/v1/lead-changes?wait=30')
    await pause(1500)

    const from = performance.now()
    await app.stop()
    const tookMs = performance.now() - from
    await app.start()

    expect((await waiting).body).toMatchObject({ data: [], next_after: 0 })
    expect(tookMs).toBeLessThan(20_000)
  })

  test.each(['after=-1', 'after=1.5', 'after=x', 'wait=31', 'limit=0', 'limit=10001', 'cursor=x'])(
    '%s is refused',
    async (query) => {
      const acme = await app.given.contract()

      expect((await acme.get(`/api/v1/lead-changes?${query}`)).status).toBe(400)
    },
  )
})

async function changes(caller: Caller, query: string) {
  return leadChangePage.parse(ok(await caller.get(`/api/v1/lead-changes?${query}`)).body)
}
