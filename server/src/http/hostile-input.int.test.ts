import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import {
  basicHeader,
  buildTestApp,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'
import { routes } from '../../test/route-table.ts'

/*
 * Whatever stands in a query or a path is either good or refused: never a fault of ours, and never stored where it could
 * stop somebody later.
 */

const hostile = [
  '',
  '-1',
  '1.5',
  '1e9',
  '9007199254740991',
  '9007199254740992',
  '9999999999999999',
  '9223372036854775807',
  '9223372036854775808',
  '18446744073709551616',
  '1'.repeat(400),
  'NaN',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.9999999Z',
  '9999-12-31T23:59:59-14:00',
  '0000-01-01T00:00:00+14:00',
  '\u0000',
  'a\u0000b',
  '\ufffe\uffff',
  "'; DROP TABLE events --",
  '{contract: UInt32}',
  '\\',
  '%',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
]

const parameters = z.array(z.object({ in: z.string(), name: z.string() })).default([])
const description = z.object({
  paths: z.record(z.string(), z.object({ get: z.object({ parameters }).optional() })),
})

describe.each(storeKinds)('hostile input, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  let administrator: UserAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
    administrator = await app.given.user(acme, 'account_administrator')
    const some = Array.from({ length: 5 }, (_, n) => download(`p${n}@acme.example`))
    await app.given.events(acme, some)
  })

  /** By somebody who may: what is refused before it is looked at proves nothing. */
  async function statusOf(method: string, path: string): Promise<number> {
    if (/^\/api\/v1\/(lead|whoami)/.test(path)) return (await acme.call(method, path)).status
    if (/^\/api\/v1\/(me|session|permissions)/.test(path))
      return (await administrator.call(method, path)).status
    if (path.startsWith('/api/v1/')) return (await app.operator(method, path)).status
    return (await app.call(method, path)).status
  }

  async function faultsOf(calls: readonly (readonly [method: string, path: string])[]) {
    const faults: string[] = []
    for (const [method, path] of calls) {
      const status = await statusOf(method, path)
      if (status >= 500) faults.push(`${status} ${method} ${path}`)
    }
    return faults
  }

  test('in the query of any call that reads is good or refused', async () => {
    const { paths } = description.parse(ok(await app.get('/api/openapi.json')).body)
    const places = Object.entries(paths).flatMap(([path, { get }]) =>
      (get?.parameters ?? []).flatMap(({ in: place, name }) =>
        place === 'query' ? [`${path.replace('{contract}', acme.id)}?${name}=`] : [],
      ),
    )
    expect(places.length).toBeGreaterThan(30)

    const calls = places.flatMap((place) =>
      hostile.map((value) => ['GET', `${place}${encodeURIComponent(value)}`] as const),
    )
    expect(await faultsOf(calls)).toEqual([])
  })

  test('in the path of any call is good or refused', async () => {
    const calls = Object.keys(routes).flatMap((route) => {
      const [method = '', path = ''] = route.split(' ')
      const places = [...path.matchAll(/:\w+/g)].map(([place]) => place)
      return places.flatMap((place) =>
        hostile.map((value) => {
          const filled = path
            .replace(place, encodeURIComponent(value))
            .replace(':contract', acme.id)
            .replaceAll(/:\w+/g, 'x')
          return [method, filled] as const
        }),
      )
    })
    expect(calls.length).toBeGreaterThan(500)
    expect(await faultsOf(calls)).toEqual([])
  })

  test('in a body or in credentials is good or refused', async () => {
    const text = 'a\u0000b'
    const answers = [
      ...['/sign-in', '/set-up', '/set-up/look', '/password-resets', '/password-resets/look'].map((path) =>
        app.call('POST', `/api/v1${path}`, {
          headers: { origin: app.url() },
          body: { email: `${text}@acme.example`, password: text, token: text, language: 'en' },
        }),
      ),
      ...['/invitations/look', '/invitations/accept', '/password-checks', '/password-resets/confirm'].map(
        (path) =>
          app.call('POST', `/api/v1${path}`, {
            headers: { origin: app.url() },
            body: { token: text, password: text },
          }),
      ),
      app.call('POST', '/oauth/token', {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'grant_type=client_credentials&client_id=a%00b&client_secret=a%00b',
      }),
      app.call('GET', '/api/v1/leads', { headers: { authorization: basicHeader(text, text) } }),
      app
        .call('GET', '/api/v1/leads', { headers: { authorization: `Bearer ${text}` } })
        .catch(() => undefined),
      app.call('GET', '/api/v1/session', { headers: { cookie: 'session=a%00b; device=a%00b' } }),
      acme.post('/api/v1/lead-exports', { format: 'csv' }, { 'idempotency-key': 'a\u0080b' }),
      acme.post('/api/v1/lead-exports', { format: 'csv', from: '0001-01-01', to: '9999-12-31' }),
      acme.post('/api/v1/lead-exports', { format: 'csv', segments: [`catalog:${text}`] }),
      acme.manage('POST', '/people/find', { email: `${text}@acme.example` }),
      acme.manage('POST', '/quarantine/replay', { ids: ['FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'] }),
      acme.manage('POST', '/service-accounts', { name: text, owner: text, scopes: ['leads:read'] }),
      acme.manage('POST', '/service-accounts', {
        name: 'far away',
        scopes: ['leads:read'],
        expires_at: '9999-12-31T23:59:59-14:00',
      }),
      acme.manage('POST', '/invitations', { email: `${text}@acme.example`, role: 'viewer' }),
      acme.manage('PATCH', '', { name: text }),
      acme.manage('PUT', '/segments', { segments: [{ kind: 'site', key: text, name: text }] }),
      administrator.call('PATCH', '/api/v1/me', { body: { name: text } }),
      administrator.post('/api/v1/support', { category: 'question', message: text }),
      administrator.post('/api/v1/me/password', { current: text, password: text }),
    ]
    const faults = (await Promise.all(answers)).filter((answer) => (answer?.status ?? 0) >= 500)
    expect(faults.map((answer) => answer?.text)).toEqual([])
    ok(await acme.manage('GET', '/service-accounts'))
  })

  test('no end of a period is too far away to be understood', async () => {
    for (const [query, rows] of [
      ['from=0001-01-01', 5],
      ['from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.9999999Z', 5],
      ['to=9999-12-31T23:59:59-14:00', 5],
      ['from=9998-01-01&to=9999-01-01', 0],
      ['from=0001-01-01&to=0002-01-01', 0],
      ['from=2250-01-01', 0],
    ] as const) {
      for (const call of ['lead-actions', 'leads']) {
        const { body } = ok(await acme.get(`/api/v1/${call}?${query}`))
        expect([query, listOf(body).length]).toEqual([query, rows])
      }
      const entries = listOf(ok(await acme.manage('GET', `/activity?${query}`)).body)
      expect([query, entries.length > 0]).toEqual([query, rows > 0])
    }
  })

  test('leaves nothing behind: the contract can be read, searched and erased from afterwards', async () => {
    expect(leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body).data.length).toBe(5)
    ok(await acme.manage('POST', '/people/find', { email: 'p0@acme.example' }))
    expect((await acme.manage('POST', '/people/erase', { email: 'p0@acme.example' })).status).toBeLessThan(
      300,
    )
  })
})

function listOf(body: unknown): readonly unknown[] {
  return z.object({ data: z.array(z.unknown()) }).parse(body).data
}
