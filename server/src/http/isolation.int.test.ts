import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { leadActionPage, leadExport } from '@catalytics/contract/leads.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import {
  basicHeader,
  buildTestApp,
  ok,
  type Answer,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../test/build-app.ts'
import { download, event } from '../../test/factories.ts'

/** A contract with one of everything that a path can name. */
type Stocked = {
  readonly contract: ContractAtHand
  readonly export: string
  readonly import: string
  readonly erased: string
  readonly account: string
  readonly password: string
}

type Route = {
  /** Nobody needs credentials; a scope, `any` of them; or only over the operator's socket. */
  readonly access: 'open' | 'leads:read' | 'events:write' | 'any' | 'operator'
  readonly basic?: boolean
  /** What stands for the parameters behind `{contract}`. */
  readonly ids?: (from: Stocked) => Readonly<Record<string, string>>
  readonly body?: unknown
  /** The answer to whoever may call; 200 where absent. Null: calling it would take away what other calls need. */
  readonly status?: number | null
}

const noId = {
  id: 'ex_0000000000000000',
  import: 'im_0000000000000000',
  lead: '0199b1c2-6f0e-4c1a-9d55-000000000000',
  password: 'pw_0000000000000000',
}
const noAccount = 'cat_sa_0000000000000000'
const anExport = (from: Stocked) => ({ id: from.export })
const anAccount = (from: Stocked) => ({ id: from.account })
const person = { email: 'ann@acme.example' }
const leads = { access: 'leads:read', basic: true } as const
const operator = { access: 'operator' } as const

const routes: Readonly<Record<string, Route>> = {
  'GET /healthz': { access: 'open' },
  'GET /readyz': { access: 'open' },
  'GET /metrics': { access: 'open' },
  'GET /api/openapi.json': { access: 'open' },
  'GET /api/docs': { access: 'open', status: null },
  'GET /api/docs/': { access: 'open' },
  'GET /api/docs/js/scalar.js': { access: 'open' },
  'GET /.well-known/oauth-authorization-server': { access: 'open' },
  'POST /oauth/token': { access: 'open', status: null },
  'POST /oauth/revoke': { access: 'open', status: null },
  'POST /oauth/introspect': { access: 'open', status: null },

  'GET /api/v1/whoami': { access: 'any', basic: true },
  'POST /api/v1/events': { access: 'events:write', body: { events: [] } },
  'GET /api/v1/lead-actions': leads,
  'GET /api/v1/leads': leads,
  'GET /api/v1/lead-changes': leads,
  'POST /api/v1/lead-exports': { ...leads, body: { format: 'csv' }, status: 202 },
  'GET /api/v1/lead-exports/:id': { ...leads, ids: anExport },
  'GET /api/v1/lead-exports/:id/file': { ...leads, ids: anExport },
  'DELETE /api/v1/lead-exports/:id': { ...leads, ids: anExport, status: null },

  'POST /api/v1/contracts': { ...operator, body: { name: 'New' }, status: 201 },
  'GET /api/v1/contracts': operator,
  'POST /api/v1/backups': { ...operator, status: null },
  'GET /api/v1/examination': operator,
  'GET /api/v1/contracts/:contract': operator,
  'PATCH /api/v1/contracts/:contract': { ...operator, body: { name: 'Changed' } },
  'GET /api/v1/contracts/:contract/segments': operator,
  'PUT /api/v1/contracts/:contract/segments': {
    ...operator,
    body: { segments: [{ kind: 'site', key: 'x', name: 'X' }] },
  },
  'GET /api/v1/contracts/:contract/activity': operator,
  'POST /api/v1/contracts/:contract/people/find': { ...operator, body: person },
  'POST /api/v1/contracts/:contract/people/withdraw-consent': { ...operator, body: person },
  'POST /api/v1/contracts/:contract/people/erase': { ...operator, body: person, status: null },
  'GET /api/v1/contracts/:contract/erasures/:lead': { ...operator, ids: (from) => ({ lead: from.erased }) },
  'POST /api/v1/contracts/:contract/imports': { ...operator, body: { path: '/nothing.csv' }, status: null },
  'GET /api/v1/contracts/:contract/imports': operator,
  'POST /api/v1/contracts/:contract/imports/:import/undo': {
    ...operator,
    ids: (from) => ({ import: from.import }),
  },
  'GET /api/v1/contracts/:contract/quarantine': operator,
  'POST /api/v1/contracts/:contract/quarantine/replay': { ...operator, body: {} },
  'POST /api/v1/contracts/:contract/service-accounts': {
    ...operator,
    body: { name: 'one more', scopes: ['leads:read'] },
    status: 201,
  },
  'GET /api/v1/contracts/:contract/service-accounts': operator,
  'GET /api/v1/contracts/:contract/service-accounts/:id': { ...operator, ids: anAccount },
  'PATCH /api/v1/contracts/:contract/service-accounts/:id': {
    ...operator,
    ids: anAccount,
    body: { owner: 'X' },
  },
  'POST /api/v1/contracts/:contract/service-accounts/:id/disable': { ...operator, ids: anAccount },
  'POST /api/v1/contracts/:contract/service-accounts/:id/enable': { ...operator, ids: anAccount },
  'POST /api/v1/contracts/:contract/service-accounts/:id/passwords/:password/end': {
    ...operator,
    ids: (from: Stocked) => ({ id: from.account, password: from.password }),
    status: null,
  },
  'POST /api/v1/contracts/:contract/service-accounts/:id/regenerate': {
    ...operator,
    ids: anAccount,
    body: {},
  },
  'DELETE /api/v1/contracts/:contract/service-accounts/:id': { ...operator, ids: anAccount, status: null },
}

let app: TestApp
let acme: Stocked
let other: Stocked
beforeAll(async () => {
  app = await buildTestApp()
  ;[acme, other] = await Promise.all([stocked(), stocked()])
})

test('every route of the application is in this list', () => {
  const real = routesOf(app.app().api.printRoutes({ commonPrefix: false }))

  expect(real).toContain('GET /api/v1/leads')
  // OAuth answers other methods on its addresses in its own words; the page of the API's description is one at `/`.
  const meant = real.filter((route) => !/^(GET|PUT|PATCH|DELETE) \/oauth\//.test(route) && route !== 'GET /')
  expect(meant.toSorted()).toEqual(Object.keys(routes).toSorted())
})

describe.each(Object.entries(routes))('%s', (name, route) => {
  const [method = '', pattern = ''] = name.split(' ')
  const ask = () => (route.body === undefined ? {} : { body: route.body })
  const as = async (caller: Caller, path: string) =>
    await app.call(method, path, { ...ask(), headers: { authorization: await caller.authorization() } })
  const own = () => filled(pattern, acme, route.ids?.(acme) ?? {})

  if (route.access === 'open') {
    test('is open to everybody', async () => {
      const answer = await app.call(method, own(), ask())
      expect([401, 403, 404]).not.toContain(answer.status)
      if (route.status !== null) expect(answer.status).toBe(route.status ?? 200)
    })
    return
  }

  if (route.access === 'operator') {
    test('does not exist for anybody but the operator', async () => {
      const nothing = await app.call(method, '/api/v1/nothing-at-all', ask())
      const answers = [
        await app.call(method, own(), ask()),
        await as(acme.contract, own()),
        await as(other.contract, own()),
        await app.call(method, own(), { ...ask(), headers: { authorization: 'Basic Og==' } }),
      ]
      for (const answer of answers) expect(told(answer)).toEqual(told(nothing))
      expect(nothing.status).toBe(404)
    })

    if (pattern.includes(':contract')) {
      test('another contract’s things are as those that are not there', async () => {
        const nobody = filled(pattern, undefined, route.ids?.(acme) ?? {})
        expect((await app.operator(method, nobody, route.body)).status).toBe(isStream(name) ? 200 : 404)
        if (route.ids === undefined) return
        const missing = await app.operator(
          method,
          filled(pattern, acme, missingIds(route.ids(acme))),
          route.body,
        )
        const foreign = await app.operator(method, filled(pattern, acme, route.ids(other)), route.body)
        expect(told(foreign)).toEqual(told(missing))
        expect(missing.status).toBe(404)
      })
    }

    if (route.status !== null)
      test('answers the operator', async () => {
        expect((await app.operator(method, own(), route.body)).status).toBe(route.status ?? 200)
      })
    return
  }

  test('asks for credentials', async () => {
    for (const authorization of [
      undefined,
      'Bearer nonsense',
      'Bearer',
      'Basic !',
      'Basic Og==',
      'Digest x="1"',
    ]) {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization }
      const answer = await app.call(method, own(), { ...ask(), headers })
      expect([authorization, answer.status]).toEqual([authorization, 401])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="catalytics"/)
    }
  })

  test('takes Basic only where it says so', async () => {
    const { clientId, password } = acme.contract
    const answer = await app.call(method, own(), {
      ...ask(),
      headers: { authorization: basicHeader(clientId, password) },
    })

    if (route.basic === true) expect(answer.status).toBeLessThan(400)
    else expect(answer.status).toBe(401)
  })

  if (route.access !== 'any')
    test('refuses an account without the scope, and names it', async () => {
      const narrow = await app.given.account(acme.contract, {
        scopes: ['stats:read', route.access === 'leads:read' ? 'events:write' : 'leads:read'],
      })
      const answer = await as(narrow, own())

      expect([answer.status, answer.body]).toMatchObject([403, { code: 'forbidden' }])
      expect(answer.headers.get('www-authenticate')).toContain(
        `error="insufficient_scope", scope="${route.access}"`,
      )
    })

  test('is not for the operator', async () => {
    expect((await app.operator(method, own(), route.body)).status).toBe(
      route.access === 'events:write' ? 403 : 403,
    )
  })

  if (route.ids !== undefined) {
    test('another contract’s things, and another account’s, are as those that are not there', async () => {
      const missing = await as(acme.contract, filled(pattern, acme, noId))
      const foreign = await as(acme.contract, filled(pattern, acme, anExport(other)))
      const colleague = await as(await app.given.account(acme.contract), own())

      expect(missing.status).toBe(404)
      expect(told(foreign)).toEqual(told(missing))
      expect(told(colleague)).toEqual(told(missing))
    })
  }

  if (route.status !== null)
    test('answers whoever may', async () => {
      expect((await as(acme.contract, own())).status).toBe(route.status ?? 200)
    })
})

test('what two contracts hold never mixes, in any answer', async () => {
  await app.given.events(other.contract, [download('only.other@acme.example', { catalog: 'only-other' })])
  for (const rows of ['lead-actions', 'leads', 'lead-changes'])
    expect(ok(await acme.contract.get(`/api/v1/${rows}`)).text).not.toContain('only.other')
  for (const path of ['/segments', '/activity', '/quarantine', '/imports', '/service-accounts'])
    expect(ok(await acme.contract.manage('GET', path)).text).not.toMatch(
      new RegExp(`only-other|${other.contract.clientId}|${other.import}`),
    )
})

async function stocked(): Promise<Stocked> {
  const contract = await app.given.contract()
  await app.given.events(contract, [download(person.email), download('gone@acme.example'), event()])
  const job = leadExport.parse(ok(await contract.post('/api/v1/lead-exports', { format: 'csv' })).body)
  const path = join(app.place.dataDir, `${contract.id}.ndjson`)
  writeFileSync(path, JSON.stringify({ ...event(), id: undefined }))
  const imported = ok(await contract.manage('POST', '/imports', { path }))
    .text.trim()
    .split('\n')
    .at(-1)
  const { data } = leadActionPage.parse(ok(await contract.get('/api/v1/lead-actions')).body)
  const erased = data.find(({ email }) => email === 'gone@acme.example')?.lead_id ?? ''
  while (leadExport.parse(ok(await contract.get(`/api/v1/lead-exports/${job.id}`)).body).status !== 'done')
    await pause(20)
  const body = { name: 'named in paths', scopes: ['leads:read'] }
  const account = serviceAccountWithPassword.parse(
    ok(await contract.manage('POST', '/service-accounts', body)).body,
  )
  ok(await contract.manage('POST', '/people/erase', { lead_id: erased }))
  // Made after the erasure, which takes away what was made before.
  const later = leadExport.parse(ok(await contract.post('/api/v1/lead-exports', { format: 'csv' })).body)
  while (leadExport.parse(ok(await contract.get(`/api/v1/lead-exports/${later.id}`)).body).status !== 'done')
    await pause(20)
  return {
    contract,
    export: later.id,
    import: JSON.parse(imported ?? '').result.import_id,
    erased,
    account: account.id,
    password: account.passwords[0]?.id ?? '',
  }
}

function filled(pattern: string, of: Stocked | undefined, ids: Readonly<Record<string, string>>): string {
  const all: Readonly<Record<string, string>> = { ...ids, contract: of?.contract.id ?? 'ct_0000000000000000' }
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => all[name] ?? 'none')
}

function missingIds(ids: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const missing: Readonly<Record<string, string>> = {
    ...noId,
    id: ids['id']?.startsWith('cat_sa_') === true ? noAccount : noId.id,
  }
  return Object.fromEntries(Object.keys(ids).map((name) => [name, missing[name] ?? 'none']))
}

/** An answer without what tells one request from another. */
function told({ status, headers, body }: Answer) {
  const own = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'content-length'])
  const rest = [...headers].filter(([name]) => !own.has(name))
  const withoutId = typeof body === 'object' && body !== null ? { ...body, request_id: '' } : body
  return { status, headers: rest, body: withoutId }
}

/** Answers with 200 and tells in its lines how it went. */
function isStream(name: string): boolean {
  return name === 'POST /api/v1/contracts/:contract/imports'
}

/** `METHOD /path` of each route in Fastify's own drawing of them; HEAD comes with GET. */
function routesOf(drawing: string): readonly string[] {
  const above: string[] = []
  return drawing.split('\n').flatMap((line) => {
    const found = /^([\s│]*)[└├]── (\S+)(?: \(([A-Z, ]+)\))?/.exec(line)
    if (found === null) return []
    const [, indent = '', part = '', methods = ''] = found
    const depth = indent.length / 4
    above.length = depth
    above.push(part)
    const path = above.join('')
    return methods
      .split(', ')
      .filter((method) => method !== '' && method !== 'HEAD')
      .map((method) => `${method} ${path}`)
  })
}
