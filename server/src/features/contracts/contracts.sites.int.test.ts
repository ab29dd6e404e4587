import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { site, siteList } from '@catalytics/contract/sites.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

describe.each(storeKinds)('sites, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
  })

  async function put(key: string, change: unknown) {
    return site.parse(ok(await acme.manage('PUT', `/sites/${encodeURIComponent(key)}`, change)).body)
  }
  async function list() {
    return siteList.parse(ok(await acme.manage('GET', '/sites')).body).data
  }

  test('a site that events have named has no key until it is set up; then it keeps it', async () => {
    await app.given.events(acme, [download('ann@acme.example', { channel: { kind: 'site', key: 'shop' } })])
    expect(await list()).toMatchObject([
      { key: 'shop', name: 'shop', public_key: null, origins: [], enabled: false, last_event_at: null },
    ])

    const made = await put('shop', {})
    const changed = await put('shop', {
      name: 'Webshop',
      origins: ['https://shop.acme.example', 'http://localhost:3000', 'https://shop.acme.example'],
    })
    const off = await put('shop', { enabled: false })

    expect(made).toMatchObject({ public_key: expect.stringMatching(/^cat_pk_\w{22}$/), enabled: true })
    expect(changed).toEqual({
      ...made,
      version: changed.version,
      name: 'Webshop',
      origins: ['https://shop.acme.example', 'http://localhost:3000'],
    })
    expect(off).toEqual({ ...changed, version: off.version, enabled: false })
    expect(new Set([made, changed, off].map(({ version }) => version)).size).toBe(3)
    expect(await list()).toEqual([off])
  })

  test('any key that events may name can be set up', async () => {
    const key = '€/ä?#%'.padEnd(100, '…')

    expect(await put(key, { origins: [] })).toMatchObject({ key, name: key })
    expect((await list()).map((one) => one.key)).toContain(key)
  })

  test.each([
    'public-key',
    'sites',
    'me',
    'find',
    'new',
    'constructor',
    '__proto__',
    'null',
    '0',
    '..x',
    ':key',
  ])('the key %s is one like any other', async (key) => {
    const made = await put(key, {})

    const path = `/sites/${encodeURIComponent(key)}`
    expect(site.parse(ok(await acme.manage('GET', path)).body)).toEqual(made)
    const renewed = site.parse(ok(await acme.manage('POST', `${path}/public-key`)).body)
    expect([renewed.key, renewed.public_key === made.public_key]).toEqual([key, false])
  })

  test('another public key ends the one before, for this site alone', async () => {
    const [one, two] = [await put('one', {}), await put('two', {})]

    const renewed = site.parse(ok(await acme.manage('POST', '/sites/one/public-key')).body)

    expect(renewed).toEqual({ ...one, public_key: renewed.public_key, version: renewed.version })
    expect(renewed.version).not.toBe(one.version)
    expect(renewed.public_key).not.toBe(one.public_key)
    expect(await list()).toContainEqual(two)
    expect((await acme.manage('POST', '/sites/none/public-key')).status).toBe(404)
    const { data } = activityList.parse((await acme.manage('GET', '/activity?type=site_key_changed')).body)
    expect(data[0]?.details).toEqual({ site: 'one', fields: 'public_key' })
  })

  test('made by twenty at once, a site has one key', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => put('raced', { enabled: true })))

    const { public_key } = await put('raced', {})
    expect(new Set(made.map((one) => one.public_key))).toEqual(new Set([public_key]))
  })

  test.each([
    'https://www.acme.example/',
    'https://www.acme.example/catalog',
    'https://www.acme.example:443',
    'http://www.acme.example:80',
    'https://WWW.acme.example',
    'https://*.acme.example',
    'https://user@acme.example',
    'www.acme.example',
    'ftp://acme.example',
    'null',
    '*',
    '',
  ])('%j is no origin', async (origin) => {
    const answer = await acme.manage('PUT', '/sites/refused', { origins: [origin] })

    expect([answer.status, answer.body]).toMatchObject([400, { field: 'origins.0' }])
  })
})
