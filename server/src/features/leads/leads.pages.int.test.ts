import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  leadActionColumns,
  leadActionPage,
  leadChangePage,
  leadColumns,
  leadPage,
} from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { download, event, refuser } from '../../../test/factories.ts'

describe.each(storeKinds)('pages of leads, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract({ excluded_domains: ['rival.example'] })
    // Every third action is of somebody who must not be seen.
    const all = Array.from({ length: 60 }, (_, n) => {
      if (n % 3 === 1) return download(`x${n % 6}@rival.example`)
      return n % 3 === 2 ? download(`p${n % 10}@acme.example`) : download(`q${n % 12}@acme.example`)
    })
    await app.given.events(acme, all)
    await app.given.events(acme, [event({ person: refuser('q0@acme.example', '2026-05-01T00:00:00Z') })])
  })

  test.each([1, 7, 10_000])(
    'of %i rows each are the whole result, each row once, in order',
    async (limit) => {
      const whole = await pageOf(acme, 'limit=10000')
      const seqs = whole.data.map(({ seq }) => seq)
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b))
      expect(seqs.length).toBe(35)

      const pages = await pagesOf(acme, limit)

      expect(pages.flatMap(({ data }) => data)).toEqual(whole.data)
      // Rows that must not be shown leave no gap in a page, and the last page says that it is the last.
      expect(pages.map(({ data }) => data.length)).toEqual([
        ...Array.from({ length: Math.ceil(35 / limit) - 1 }, () => limit),
        35 % limit || limit,
      ])
      expect(new Set(pages.map(({ complete_through }) => complete_through))).toEqual(new Set([62]))
    },
  )

  test.each(['ndjson', 'csv'])(
    'a stream as %s takes no cursor: that would begin at the first row again',
    async (format) => {
      const { next_cursor } = await pageOf(acme, 'limit=1')

      const answer = await acme.get(`/api/v1/lead-actions?limit=1&format=${format}&cursor=${next_cursor}`)

      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({
        code: 'invalid',
        field: 'cursor',
        detail:
          'cursor: a stream has no pages. Leave cursor out to get all rows, or ask for the next page with format=json.',
      })
    },
  )

  test.each([1, 4])('of %i leads each are all leads, each once', async (limit) => {
    const whole = leadPage.parse(ok(await acme.get('/api/v1/leads')).body)
    const found: string[] = []
    for (let cursor = ''; ;) {
      const page = leadPage.parse(ok(await acme.get(`/api/v1/leads?limit=${limit}${cursor}`)).body)
      found.push(...page.data.map(({ email }) => email))
      if (page.next_cursor === null) break
      cursor = `&cursor=${page.next_cursor}`
    }

    expect(found).toEqual(whole.data.map(({ email }) => email))
    expect(new Set(found).size).toBe(found.length)
  })

  test('and the feed hold the rows of the stream, column by column', async () => {
    for (const [call, columns] of [
      ['lead-actions', leadActionColumns],
      ['leads', leadColumns],
    ] as const) {
      const stream = ok(await acme.get(`/api/v1/${call}?format=ndjson`))
        .text.split('\n')
        .slice(0, -1)
      const { text } = ok(await acme.get(`/api/v1/${call}?limit=10000`))
      expect(text.startsWith(`{"data":[${stream.join(',')}],"next_cursor":null,"complete_through":`)).toBe(
        true,
      )
      expect(stream.map((line) => Object.keys(JSON.parse(line)))).toEqual(stream.map(() => columns))
      if (call === 'leads') continue
      const feed = ok(await acme.get('/api/v1/lead-changes?limit=10000')).text
      for (const line of stream) expect(feed).toContain(`"kind":"lead_action","row":${line}}`)
    }
  })

  test('hold the rows of the stream also where they are made piece by piece', async () => {
    const own = await app.given.contract()
    const many = Array.from({ length: 1200 }, (_, n) => download(`p${n % 500}@acme.example`))
    await app.given.events(own, many)
    const lines = ok(await own.get('/api/v1/lead-actions?format=ndjson'))
      .text.split('\n')
      .slice(0, -1)
    expect(lines.length).toBe(1200)

    const page = ok(await own.get('/api/v1/lead-actions?limit=1199'))
    const feed = ok(await own.get('/api/v1/lead-changes?limit=10000'))

    expect(page.text.startsWith(`{"data":[${lines.slice(0, 1199).join(',')}],"next_cursor":"`)).toBe(true)
    for (const line of lines) expect(feed.text).toContain(`"kind":"lead_action","row":${line}}`)
  })

  test('find the next row however far away it is', async () => {
    const own = await app.given.contract()
    const leads = [
      download('a@acme.example'),
      download('b@acme.example'),
      download('c@acme.example'),
    ] as const
    await app.given.events(own, [
      leads[0],
      ...ofNobody(300),
      leads[1],
      ...ofNobody(45),
      leads[2],
      ...ofNobody(9),
    ])

    const pages = await pagesOf(own, 1)
    const told: number[] = []
    for (let after = 0; after < 357;) {
      const page = leadChangePage.parse(ok(await own.get(`/api/v1/lead-changes?limit=1&after=${after}`)).body)
      told.push(...page.data.map(({ seq }) => seq))
      after = page.next_after
    }

    expect(pages.map(({ data }) => data.map(({ seq }) => seq))).toEqual([[1], [302], [348]])
    expect(told).toEqual([1, 302, 348])
  })

  test('count on each page all that a person did, also before the place of the page', async () => {
    const own = await app.given.contract()
    const [ann, bob] = ['ann@acme.example', 'bob@acme.example'] as const
    // Bob's actions lie on both sides of Ann's last one.
    await app.given.events(own, [download(bob), download(ann), download(bob), download(ann), download(bob)])

    const first = leadPage.parse(ok(await own.get('/api/v1/leads?limit=1')).body)
    const second = leadPage.parse(ok(await own.get(`/api/v1/leads?limit=1&cursor=${first.next_cursor}`)).body)

    expect(first.data).toMatchObject([{ email: ann, actions: 2, last_seq: 4 }])
    expect(second.data).toMatchObject([{ email: bob, actions: 3, cad_downloads: 3, last_seq: 5 }])
    expect(second.next_cursor).toBeNull()
  })

  test('show the state at the first page, however much is written meanwhile', async () => {
    const own = await app.given.contract()
    await app.given.events(
      own,
      Array.from({ length: 10 }, (_, n) => download(`p${n}@acme.example`)),
    )
    const first = await pageOf(own, 'limit=3')

    const rows = [...first.data]
    for (let cursor = first.next_cursor; cursor !== null;) {
      await app.given.events(own, [download('p0@acme.example'), download('late@acme.example')])
      const page = await pageOf(own, `limit=3&cursor=${cursor}`)
      expect(page.complete_through).toBe(10)
      rows.push(...page.data)
      cursor = page.next_cursor
    }

    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const rest = leadChangePage.parse(
      ok(await own.get(`/api/v1/lead-changes?after=${first.complete_through}`)).body,
    )
    expect(rest.data[0]?.seq).toBe(11)
  })

  test('tell of people as they are when a page leaves, however often they were on one', async () => {
    const own = await app.given.contract()
    await app.given.events(own, ['ann@acme.example', 'bob@acme.example', 'cy@late.example'].map(withPhone))
    const shown = async () => (await pageOf(own, 'limit=100')).data.map(({ email, phone }) => [email, phone])
    const ann = ['ann@acme.example', '1']
    expect(await shown()).toEqual([ann, ['bob@acme.example', '1'], ['cy@late.example', '1']])

    await app.given.events(own, [event({ person: { email: 'bob@acme.example', phone: '2' } })])
    expect((await shown()).slice(0, 3)).toEqual([ann, ['bob@acme.example', '2'], ['cy@late.example', '1']])

    ok(await own.manage('POST', '/people/withdraw-consent', { email: 'bob@acme.example' }))
    expect(await shown()).toEqual([ann, ['cy@late.example', '1']])

    ok(await own.manage('PATCH', '', { excluded_domains: ['late.example'] }))
    expect(await shown()).toEqual([ann])
    ok(await own.manage('POST', '/people/erase', { email: 'ann@acme.example' }))
    expect(await shown()).toEqual([])
  })

  test('a cursor goes with its own filters only', async () => {
    const { next_cursor } = await pageOf(acme, 'limit=2&country=DE&country=FR').then(async (page) =>
      page.next_cursor === null
        ? await pageOf(acme, 'limit=2&action=cad_download&segment=network:partnet')
        : page,
    )
    const same = '&segment=network:partnet&action=cad_download'

    expect((await acme.get(`/api/v1/lead-actions?limit=9&cursor=${next_cursor}${same}`)).status).toBe(200)
    for (const other of ['', '&action=cad_download', `${same}&from=2026-01-01`, `${same}&segment=site:www`]) {
      const answer = await acme.get(`/api/v1/lead-actions?cursor=${next_cursor}${other}`)
      expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid', field: 'cursor' }])
    }
  })

  test('a cursor goes with its own call and contract only', async () => {
    const other = await app.given.contract({ excluded_domains: ['rival.example'] })
    await app.given.events(other, [download('ann@acme.example'), download('bob@acme.example')])
    const { next_cursor: actions } = await pageOf(acme, 'limit=2')
    const { next_cursor: leads } = leadPage.parse(ok(await acme.get('/api/v1/leads?limit=1')).body)

    for (const [caller, path] of [
      [acme, `leads?cursor=${actions}`],
      [acme, `lead-actions?cursor=${leads}`],
      [other, `lead-actions?cursor=${actions}`],
      [other, `leads?cursor=${leads}`],
    ] as const) {
      const answer = await caller.get(`/api/v1/${path}`)
      expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid', field: 'cursor' }])
    }
  })

  test('a made-up cursor reads nothing and leaves nothing in the ledger', async () => {
    const own = await app.given.contract()
    await app.given.events(own, [download('ann@acme.example'), download('bob@acme.example')])
    const filter = `{"actions":[],"countries":[],"from":null,"segmentLock":[],"segments":[],"to":null}`
    const digest = createHash('sha256').update(filter).digest('hex').slice(0, 16)
    const unsigned = (after: string, through: string) => [
      Buffer.from(`1.${after}.${through}.${digest}`).toString('base64url'),
      Buffer.from(`${after}.${through}`).toString('base64url'),
      `${Buffer.from(`${after}.${through}`).toString('base64url')}.${'A'.repeat(43)}`,
    ]

    for (const through of ['2', '9007199254740991', '9999999999999999', '18446744073709551615'])
      for (const cursor of unsigned('0', through))
        for (const call of ['leads', 'lead-actions'])
          expect((await own.get(`/api/v1/${call}?limit=1&cursor=${cursor}`)).status).toBe(400)

    expect(await receivedBy(own, 'ann@acme.example')).toBe(0)
    ok(await app.operator('GET', '/api/v1/examination'))
  })

  test('the ledger says of each page who was on it, and of an empty one nothing', async () => {
    const own = await app.given.contract()
    const [ann, bob] = ['ann@acme.example', 'bob@acme.example'] as const
    await app.given.events(own, [download(ann), download(bob)])

    const first = leadPage.parse(ok(await own.get('/api/v1/leads?limit=1')).body)
    expect([await receivedBy(own, ann), await receivedBy(own, bob)]).toEqual([1, 0])

    ok(await own.get(`/api/v1/leads?limit=1&cursor=${first.next_cursor}`))
    ok(await own.get('/api/v1/leads?country=FR'))
    ok(await own.get('/api/v1/lead-actions?from=2030-01-01'))
    expect([await receivedBy(own, ann), await receivedBy(own, bob)]).toEqual([1, 1])
  })

  test('a damaged cursor is refused', async () => {
    const { next_cursor } = await pageOf(acme, 'limit=2')
    const cursor = next_cursor ?? ''
    const damaged = [
      cursor.slice(0, -2),
      `${cursor}AAAA`,
      cursor.slice(2),
      'x',
      '0',
      Buffer.from('1.1.1.0000000000000000').toString('base64url'),
      Buffer.from(`1.-1.${Buffer.from(cursor, 'base64url').toString().slice(4)}`).toString('base64url'),
      'x'.repeat(500),
      'x'.repeat(501),
    ]

    for (const one of damaged) {
      const answer = await acme.get(`/api/v1/lead-actions?cursor=${one}`)
      expect([one, answer.status, answer.body]).toMatchObject([
        one,
        400,
        { code: 'invalid', field: 'cursor' },
      ])
    }
  })

  test('an empty contract has one empty page', async () => {
    const empty = await app.given.contract()

    expect(await pageOf(empty, '')).toEqual({ data: [], next_cursor: null, complete_through: 0 })
    expect((await empty.get('/api/v1/leads')).body).toEqual({
      data: [],
      next_cursor: null,
      complete_through: 0,
    })
    expect((await empty.get('/api/v1/lead-changes')).body).toEqual({
      data: [],
      next_after: 0,
      complete_through: 0,
      lag_ms: 0,
    })
  })

  describe('a segment lock', () => {
    let own: ContractAtHand
    let locked: Caller
    beforeAll(async () => {
      own = await app.given.contract()
      locked = await app.given.account(own, {
        scopes: ['leads:read'],
        segments: ['catalog:valves', 'site:shop'],
      })
      const [ann, bob, cem] = ['ann@acme.example', 'bob@acme.example', 'cem@acme.example'] as const
      await app.given.events(own, [
        download(ann, { catalog: 'valves' }),
        download(ann),
        download(bob, { channel: { kind: 'site', key: 'shop' } }),
        download(bob, { channel: { kind: 'network', key: 'shop' } }),
        download(cem),
      ])
      await app.given.events(own, [
        event({ person: { email: ann, company: 'Acme' } }),
        event({ person: { email: cem, company: 'Rival' } }),
      ])
      for (const email of [bob, cem]) ok(await own.manage('POST', '/people/withdraw-consent', { email }))
    })

    test('shows its own actions and leads only, counted within it', async () => {
      expect((await pageOf(locked, '')).data.map(({ seq }) => seq)).toEqual([1])
      const leads = leadPage.parse(ok(await locked.get('/api/v1/leads')).body)
      expect(leads.data.map(({ email, actions }) => [email, actions])).toEqual([['ann@acme.example', 1]])
      for (const format of ['ndjson', 'csv']) {
        const { text } = ok(await locked.get(`/api/v1/lead-actions?format=${format}`))
        expect(text.match(/ann@/g)).toHaveLength(1)
        expect(text).not.toMatch(/bob@|cem@/)
      }
    })

    test('tells in the feed what concerns somebody it can see', async () => {
      const { data } = leadChangePage.parse(ok(await locked.get('/api/v1/lead-changes')).body)
      const all = leadChangePage.parse(ok(await own.get('/api/v1/lead-changes')).body).data

      expect(data.map(({ kind }) => kind)).toEqual(['lead_action', 'lead_updated', 'consent_withdrawn'])
      expect(data[1]).toMatchObject({ row: { email: 'ann@acme.example', actions: 1 } })
      expect(all.filter(({ kind }) => kind === 'consent_withdrawn')).toHaveLength(2)
    })

    test('cannot be widened by a filter', async () => {
      const wider = await pageOf(locked, 'segment=catalog:ball-bearings&segment=catalog:valves')

      expect(wider.data.map(({ seq }) => seq)).toEqual([1])
      expect((await pageOf(locked, 'segment=catalog:ball-bearings')).data).toEqual([])
    })

    test('is part of the cursor', async () => {
      const { next_cursor } = await pageOf(own, 'limit=1')

      expect((await locked.get(`/api/v1/lead-actions?cursor=${next_cursor}`)).status).toBe(400)
    })
  })
})

/** How many entries of the ledger say that the person left. */
async function receivedBy(contract: ContractAtHand, email: string): Promise<number> {
  const found = ok(await contract.manage('POST', '/people/find', { email }))
  return personData.parse(found.body).deliveries.length
}

async function pageOf(caller: Caller, query: string) {
  return leadActionPage.parse(ok(await caller.get(`/api/v1/lead-actions?${query}`)).body)
}

async function pagesOf(caller: Caller, limit: number) {
  const pages = [await pageOf(caller, `limit=${limit}`)]
  for (;;) {
    const cursor = pages.at(-1)?.next_cursor ?? null
    if (cursor === null) return pages
    pages.push(await pageOf(caller, `limit=${limit}&cursor=${cursor}`))
  }
}

/** Events whose people are no leads. */
function ofNobody(count: number) {
  return Array.from({ length: count }, () => event())
}

function withPhone(email: string) {
  return download(email, { person: { email, phone: '1' } })
}
