import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { leadAction, leadPage } from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { action, download, event, minute, refuser } from '../../../test/factories.ts'
import { asked, expectedLeads, type Asked } from '../../../test/lead-oracle.ts'

const hourMs = 3_600_000
const [ann, bob, cem, dee] = ['ann@acme.example', 'bob@acme.example', 'cem@acme.example', 'dee@acme.example']

const questions: readonly Asked[] = [
  {},
  { from: '2026-03-01', to: '2026-03-02' },
  { action: ['cad_download'] },
  { action: ['quote_request'], segment: ['catalog:valves'] },
  { segment: ['site:www'] },
  { country: ['DE'] },
  { country: ['GB', 'FR'], from: '2026-03-01T00:20:00Z' },
]

/*
 * Pages of leads keep in which order people come. Whatever is taken away, added late or moved between two calls, they show
 * what the stream of actions shows, counted by the plain oracle.
 */
describe.each(storeKinds)('the order that pages of leads keep, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  let locked: Caller
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract({ time_zone: 'UTC', excluded_domains: ['rival.example'] })
    locked = await app.given.account(acme, { scopes: ['leads:read'], segments: ['catalog:valves'] })
  })

  async function expectTruth(): Promise<void> {
    for (const caller of [acme, locked]) {
      const { text } = ok(await caller.get('/api/v1/lead-actions?format=ndjson'))
      const actions = text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => leadAction.parse(JSON.parse(line)))
      for (const question of questions) {
        const expected = expectedLeads(asked(actions, question, 'UTC'))
        const found = await allPages(caller, queryOf(question), 5)
        expect({ question, found }).toEqual({ question, found: expected })
      }
    }
  }

  const steps: readonly (readonly [what: string, step: () => Promise<unknown>])[] = [
    [
      'the first events',
      () =>
        app.given.events(acme, [
          ...mixed(40),
          download('x@rival.example'),
          event({ person: { email: cem } }),
          event({ person: refuser(dee, '2026-02-01T00:00:00Z') }),
        ]),
    ],
    ['more of the same people, and new ones', () => app.given.events(acme, mixed(25))],
    ['a consent that comes late', () => app.given.events(acme, [download(cem, { catalog: 'valves' })])],
    [
      'somebody who moves',
      () => app.given.events(acme, [event({ at: minute(9000), person: { email: bob, country: 'GB' } })]),
    ],
    ['a withdrawal', () => acme.manage('POST', '/people/withdraw-consent', { email: ann })],
    ['more by whoever withdrew', () => app.given.events(acme, [event({ person: { email: ann } })])],
    [
      'a new consent of theirs',
      () => app.given.events(acme, [event({ person: { email: ann, consent: later(app) } })]),
    ],
    ['an import', () => imported(app, acme)],
    [
      'the import undone',
      async () => {
        const [{ id }] = z
          .object({ data: z.tuple([z.object({ id: z.string() })]).rest(z.unknown()) })
          .parse(ok(await acme.manage('GET', '/imports')).body).data
        ok(await acme.manage('POST', `/imports/${id}/undo`))
      },
    ],
    [
      'an erasure',
      async () => {
        const { lead_id } = personData.parse(
          ok(await acme.manage('POST', '/people/find', { email: 'p3@acme.example' })).body,
        )
        ok(await acme.manage('POST', '/people/erase', { lead_id }))
        const done = async () => JSON.parse((await acme.manage('GET', `/erasures/${lead_id}`)).text).status
        await expect.poll(done).toBe('done')
      },
    ],
    ['what comes after it', () => app.given.events(acme, [download('p3@acme.example'), ...mixed(10)])],
    [
      'retention',
      async () => {
        ok(await acme.manage('PATCH', '', { retention_months: 12 }))
        app.clock.forward(hourMs)
        const left = async () => JSON.parse((await acme.manage('GET', '/retention?months=12')).text).actions
        await expect.poll(left).toBe(0)
      },
    ],
    ['a restart', () => app.stop().then(() => app.start())],
    ['events after it', () => app.given.events(acme, mixed(10))],
  ]

  test('is true after everything that changes what people did', { timeout: 600_000 }, async () => {
    for (const [, step] of steps) {
      await step()
      await expectTruth()
    }
  })

  test('of an earlier moment stays while a caller is between its pages', async () => {
    const own = await app.given.contract()
    await app.given.events(own, mixed(30))
    const whole = await allPages(own, '', 100)
    const first = leadPage.parse(ok(await own.get('/api/v1/leads?limit=2')).body)

    const found = first.data.map(({ email }) => email)
    for (let cursor = first.next_cursor; cursor !== null;) {
      await app.given.events(own, [...mixed(5), download(`new-${found.length}@acme.example`)])
      ok(await own.get('/api/v1/leads?limit=2'))
      const page = leadPage.parse(ok(await own.get(`/api/v1/leads?limit=2&cursor=${cursor}`)).body)
      expect(page.complete_through).toBe(first.complete_through)
      found.push(...page.data.map(({ email }) => email))
      cursor = page.next_cursor
    }

    expect(found).toEqual(whole.map(({ email }) => email))
  })
})

/** Actions of nine people, with kinds, places and countries in turn; some lie more than a year back. */
function mixed(count: number) {
  const types = ['cad_download', 'quote_request', 'product_view'] as const
  return Array.from({ length: count }, (_, n) => {
    const email = n % 9 < 2 ? ([ann, bob][n % 9] ?? ann) : `p${n % 9}@acme.example`
    return action(types[n % 3] ?? 'product_view', email, {
      catalog: n % 4 === 0 ? 'valves' : 'ball-bearings',
      channel: n % 5 === 0 ? { kind: 'site', key: 'www' } : { kind: 'network', key: 'partnet' },
      country: ['DE', 'FR', 'GB'][n % 3] ?? 'DE',
      part: { number: `${n}`, family: `family ${n % 7}` },
      ...(n % 6 === 5 ? { at: new Date(Date.parse('2024-05-01T00:00:00Z') + n * 1000).toISOString() } : {}),
    })
  })
}

function later(app: TestApp) {
  return { manufacturer: true, at: new Date(app.clock().getTime()).toISOString() }
}

async function imported(app: TestApp, contract: ContractAtHand): Promise<void> {
  const path = join(app.place.dataDir, `${contract.id}-order.ndjson`)
  const lines = [...mixed(12), download('only-imported@acme.example')].map((one) => JSON.stringify(one))
  writeFileSync(path, lines.join('\n'))
  ok(await contract.manage('POST', '/imports', { path }))
}

function queryOf(question: Asked): string {
  return Object.entries(question)
    .flatMap(([name, value]) => [value].flat().map((one) => `&${name}=${encodeURIComponent(one)}`))
    .join('')
}

async function allPages(caller: Caller, query: string, limit: number) {
  const found = []
  for (let cursor = ''; ;) {
    const answer = ok(await caller.get(`/api/v1/leads?limit=${limit}${query}${cursor}`))
    const page = leadPage.parse(answer.body)
    found.push(...page.data.map(({ lead_id: _id, ...row }) => row))
    if (page.next_cursor === null) return found
    cursor = `&cursor=${page.next_cursor}`
  }
}
