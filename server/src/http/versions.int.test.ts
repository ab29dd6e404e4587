import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { changeMe } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { changeContract, nameSegments } from '@catalytics/contract/contracts.ts'
import { changeMember } from '@catalytics/contract/members.ts'
import { changeServiceAccount } from '@catalytics/contract/service-accounts.ts'
import { changeSite } from '@catalytics/contract/sites.ts'
import { buildTestApp, ok, storeKinds, type TestApp, type UserAtHand } from '../../test/build-app.ts'
import { routes, stocked, type Stocked } from '../../test/route-table.ts'

const roles = ['analyst', 'administrator', 'viewer'] as const

/** Everything that can be changed: its n-th change, which the one before did not make. */
const changes: Readonly<Record<string, (n: number) => object>> = {
  'PATCH /api/v1/me': (n) => ({ name: `Ann ${n}` }),
  'PATCH /api/v1/contracts/:contract': (n) =>
    n % 2 === 0 ? { excluded_domains: [`own${n}.example`] } : { retention_months: 200 + (n % 40) },
  'PUT /api/v1/contracts/:contract/segments': (n) => ({
    segments: [{ kind: 'catalog', key: 'bolts', name: `Bolts ${n}` }],
  }),
  'PUT /api/v1/contracts/:contract/sites/:site': (n) =>
    n % 2 === 0 ? { origins: [`https://shop${n}.acme.example`] } : { name: `Shop ${n}` },
  'PATCH /api/v1/contracts/:contract/members/:user': (n) => ({ role: roles[n % 3] }),
  'PATCH /api/v1/contracts/:contract/service-accounts/:id': (n) =>
    n % 2 === 0 ? { networks: [`10.${n}.0.0/16`] } : { owner: `Purchasing ${n}` },
}

const nuts = (name: string) => [{ kind: 'catalog', key: 'nuts', name }]

type Settings = {
  readonly body: z.ZodObject
  readonly values: Readonly<Record<string, readonly [unknown, unknown]>>
}

/** Of everything that can be changed, each setting with two values; the second one may stay. */
const settings: Readonly<Record<string, Settings>> = {
  'PATCH /api/v1/me': {
    body: changeMe,
    values: { name: ['Ann', 'Anna'], language: ['fr', 'de'], theme: ['dark', 'light'] },
  },
  'PATCH /api/v1/contracts/:contract': {
    body: changeContract,
    values: {
      name: ['Acme', 'Acme Group'],
      time_zone: ['Asia/Tokyo', 'Europe/Paris'],
      unknown_segments: ['reject', 'create'],
      features: [[], ['service_accounts']],
      excluded_domains: [['one.example'], ['two.example']],
      retention_months: [198, 199],
      second_factor_required: [true, false],
    },
  },
  'PUT /api/v1/contracts/:contract/segments': {
    body: nameSegments,
    values: { segments: [nuts('Nuts'), nuts('Nuts and bolts')] },
  },
  'PUT /api/v1/contracts/:contract/sites/:site': {
    body: changeSite,
    values: {
      name: ['Shop', 'Store'],
      origins: [['https://a.acme.example'], ['https://b.acme.example']],
      enabled: [false, true],
    },
  },
  'PATCH /api/v1/contracts/:contract/members/:user': {
    body: changeMember,
    values: { role: ['analyst', 'viewer'] },
  },
  'PATCH /api/v1/contracts/:contract/service-accounts/:id': {
    body: changeServiceAccount,
    values: {
      name: ['one', 'two'],
      scopes: [['stats:read'], ['leads:read']],
      owner: ['Ann', 'Ben'],
      segments: [['catalog:nuts'], []],
      networks: [['10.0.0.0/8'], ['10.0.0.0/9']],
      expires_at: ['2099-01-01T00:00:00Z', null],
    },
  },
}

const versioned = z.object({ version: z.string() })

let made = 0

/** A change that is one, and another one. */
function twoChanges(name: string): readonly [object, object] {
  made += 2
  return [changes[name]?.(made) ?? {}, changes[name]?.(made + 1) ?? {}]
}

const changing = Object.keys(routes).filter((name) => /^(PATCH|PUT) /.test(name))

test('every call that changes something is tried here', () => {
  expect(Object.keys(changes).toSorted()).toEqual(changing.toSorted())
})

test.each(changing)('every setting of %s is tried here', (name) => {
  const { body, values = {} } = settings[name] ?? {}
  expect(Object.keys(values).toSorted()).toEqual(Object.keys(body?.shape ?? {}).toSorted())
})

describe.each(storeKinds)('changes of what has versions, on %s', (stores) => {
  let app: TestApp
  let acme: Stocked
  let ann: UserAtHand
  let ben: UserAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await stocked(app)
    ann = await app.given.user(acme.contract, 'account_administrator')
    ben = await app.given.user(acme.contract, 'account_administrator')
  })

  /** Of a change, as `who` sees it: what is there, and a call that changes it. */
  function at(name: string, who: UserAtHand) {
    const [method = '', pattern = ''] = name.split(' ')
    const ids: Readonly<Record<string, string>> = {
      site: acme.site,
      ...routes[name]?.ids?.(acme),
      contract: acme.contract.id,
    }
    const path = pattern.replaceAll(/:(\w+)/g, (_, part: string) => ids[part] ?? '')
    return {
      read: () => who.get(path),
      change: (body: object, headers: Readonly<Record<string, string>> = {}) =>
        who.call(method, path, { body, headers }),
      operate: (body: object) =>
        acme.contract.manage(method, path.slice(`/api/v1/contracts/${acme.contract.id}`.length), body),
    }
  }

  async function logged(): Promise<number> {
    const answer = await acme.contract.manage('GET', '/activity?limit=500')
    return activityList.parse(ok(answer).body).data.filter(({ type }) => type !== 'visit').length
  }

  /** One's own account is nobody else's to change. */
  const colleague = (name: string) => (name.endsWith('/me') ? ann : ben)

  test.each(changing)('%s: reads and changes name the same version', async (name) => {
    const { read, change } = at(name, ann)
    const [first] = twoChanges(name)

    const changed = ok(await change(first))

    const { version } = versioned.parse(changed.body)
    expect(changed.headers.get('etag')).toBe(`"${version}"`)
    const found = ok(await read())
    expect(found.headers.get('etag')).toBe(`"${version}"`)
    expect(found.body).toMatchObject({ version })
  })

  const fields = changing.flatMap((name) =>
    Object.entries(settings[name]?.values ?? {}).map(([field, values]) => ({ name, field, values })),
  )

  test.each(fields)('$name: another $field is another version', async ({ name, field, values }) => {
    const { change, operate } = at(name, ann)
    const versions: string[] = []
    for (const value of values) {
      // The operator needs no second factor, and may change all but the account of somebody.
      const answer = await (name.endsWith('/me') ? change : operate)({ [field]: value })
      versions.push(versioned.parse(ok(answer).body).version)
    }

    expect(new Set(versions).size).toBe(2)
  })

  test.each(changing)('%s: what nobody has changed meanwhile is changed', async (name) => {
    const { read, change } = at(name, ann)
    const [first, second] = twoChanges(name)
    ok(await change(first))
    const etag = (await read()).headers.get('etag') ?? ''

    expect((await change(second, { 'if-match': `"other", ${etag}` })).status).toBe(200)
    expect((await change(first, { 'if-match': '*' })).status).toBe(200)
    expect((await change(second)).status).toBe(200)
  })

  test.each(changing)('%s: a change made on an older version is not made', async (name) => {
    const { read, change } = at(name, ann)
    const [first, second] = twoChanges(name)
    ok(await change(first))
    const stale = (await read()).headers.get('etag') ?? ''
    const other = colleague(name)
    ok(await at(name, other).change(second))
    const after = await read()
    const entries = await logged()

    const refused = await change(first, { 'if-match': stale })

    expect([refused.status, refused.body]).toMatchObject([
      412,
      { code: 'precondition_failed', changed_by: other.email, changed_at: expect.stringMatching(/Z$/) },
    ])
    expect((await change(first, { 'if-match': `W/${after.headers.get('etag')}` })).status).toBe(412)
    expect((await read()).body).toEqual(after.body)
    expect(await logged()).toBe(entries)
  })

  test.each(changing)('%s: of twenty changes made on one version, one is made', async (name) => {
    const { read, change } = at(name, ann)
    const [first, second] = twoChanges(name)
    ok(await change(first))
    const etag = (await read()).headers.get('etag') ?? ''

    const answers = await Promise.all(Array.from({ length: 20 }, () => change(second, { 'if-match': etag })))

    const changed = answers.filter(({ status }) => status === 200)
    expect(changed).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(19)
  })

  test.each(changing)('%s: a change to what is so already is not logged', async (name) => {
    const { read, change } = at(name, ann)
    const [first] = twoChanges(name)
    ok(await change(first))
    const before = ok(await read())
    const entries = await logged()

    const again = ok(await change(first))

    expect(again.headers.get('etag')).toBe(before.headers.get('etag'))
    expect(await logged()).toBe(entries)
  })

  test.each(changing)('%s: a condition that is none is refused', async (name) => {
    const answer = await at(name, ann).change({}, { 'if-match': 'a version without quotes' })

    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid' }])
  })

  test('a site that is to be made is not changed where it is there already', async () => {
    const path = `/api/v1/contracts/${acme.contract.id}/sites/`
    const put = (key: string, headers: Readonly<Record<string, string>>) =>
      ann.call('PUT', `${path}${key}`, { body: { name: 'New' }, headers })

    expect((await put(acme.site, { 'if-none-match': '*' })).status).toBe(412)
    expect((await put('fresh', { 'if-match': '*' })).status).toBe(412)
    expect((await put('fresh', { 'if-none-match': '*' })).status).toBe(200)
  })

  test('only the settings that differ are named in the log', async () => {
    const { read, change } = at('PATCH /api/v1/contracts/:contract/service-accounts/:id', ann)
    const { name, owner, scopes, segments, networks, expires_at } = z
      .record(z.string(), z.unknown())
      .parse(ok(await read()).body)

    ok(await change({ name, owner: `${String(owner)} & Co.`, scopes, segments, networks, expires_at }))

    const { data } = activityList.parse(ok(await acme.contract.manage('GET', '/activity?limit=1')).body)
    expect(data[0]?.details).toMatchObject({ fields: 'owner' })
  })
})
