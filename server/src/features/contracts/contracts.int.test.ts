import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { contract as contractAnswer, contractList, segmentList } from '@catalytics/contract/contracts.ts'
import { buildTestApp, ok, storeKinds, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

describe.each(storeKinds)('contracts, %s', (stores) => {
  let app: TestApp
  beforeAll(async () => {
    app = await buildTestApp({ stores })
  })

  test('one is made with what its maker leaves out', async () => {
    const made = await app.operator('POST', '/api/v1/contracts', { name: 'Åcme & Söhne' })

    const found = contractAnswer.parse(made.body)
    expect([made.status, made.headers.get('location')]).toEqual([201, `/api/v1/contracts/${found.id}`])
    expect(found).toMatchObject({
      name: 'Åcme & Söhne',
      time_zone: 'UTC',
      unknown_segments: 'create',
      features: ['service_accounts'],
      excluded_domains: [],
    })
    expect((await app.operator('GET', `/api/v1/contracts/${found.id}`)).body).toEqual(found)
    expect(contractList.parse((await app.operator('GET', '/api/v1/contracts')).body).data).toContainEqual(
      found,
    )
    // The number and the salt stay inside.
    expect(Object.keys(JSON.parse(made.text))).not.toContain('number')
    expect(made.text).not.toContain('salt')
  })

  test.each([
    [{}, 'name'],
    [{ name: '' }, 'name'],
    [{ name: 'a\nb' }, 'name'],
    [{ name: 'x'.repeat(201) }, 'name'],
    [{ name: 'x', time_zone: 'Mars/Olympus' }, 'time_zone'],
    [{ name: 'x', time_zone: '+01:00' }, 'time_zone'],
    [{ name: 'x', features: ['flying'] }, 'features.0'],
    [{ name: 'x', excluded_domains: ['nodot'] }, 'excluded_domains.0'],
    [{ name: 'x', unknown_segments: 'ask' }, 'unknown_segments'],
  ])('%j is refused and says where', async (body, field) => {
    const answer = await app.operator('POST', '/api/v1/contracts', body)

    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid', field }])
  })

  test('a change changes what it names, and the log tells which', async () => {
    const acme = await app.given.contract({ time_zone: 'Europe/Paris' })

    const changed = await acme.manage('PATCH', '', { name: 'New', excluded_domains: [' Rival.EXAMPLE '] })

    expect(changed.body).toMatchObject({
      name: 'New',
      time_zone: 'Europe/Paris',
      excluded_domains: ['rival.example'],
    })
    expect((await logOf(acme, '?type=settings_changed'))[0]).toMatchObject({
      actor_kind: 'operator',
      details: { fields: 'name, excluded_domains' },
    })
    expect((await acme.manage('PATCH', '', { id: 'ct_0000000000000000' })).status).toBe(400)
  })

  test('an administrator changes settings, but switches no features', async () => {
    const acme = await app.given.contract()
    const user = await app.given.user(acme, 'administrator')
    const path = `/api/v1/contracts/${acme.id}`

    const changes = await Promise.all([
      user.call('PATCH', path, { body: { time_zone: 'Asia/Tokyo' } }),
      user.call('PATCH', path, { body: { name: 'Renamed' } }),
      user.call('PATCH', path, { body: { excluded_domains: ['rival.example'] } }),
      user.call('PATCH', path, { body: {} }),
    ])
    const switched = await user.call('PATCH', path, { body: { name: 'No', features: [] } })

    expect(changes.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect([switched.status, switched.body]).toMatchObject([403, { code: 'forbidden', field: 'features' }])
    expect((await user.get(path)).body).toMatchObject({
      name: 'Renamed',
      time_zone: 'Asia/Tokyo',
      features: ['service_accounts'],
      excluded_domains: ['rival.example'],
    })
    const log = await logOf(acme, '?type=settings_changed')
    expect(log.map(({ actor_name, role }) => [actor_name, role])).toEqual(
      Array.from({ length: 3 }, () => [user.email, 'administrator']),
    )
    expect(log.map(({ details }) => details)).toContainEqual({
      fields: 'time_zone',
      time_zone: 'Asia/Tokyo',
    })
  })

  test('segments come with the first event, under their key; a name that is given stays', async () => {
    const acme = await app.given.contract()
    await app.given.events(acme, [
      download('ann@acme.example', { catalog: 'größe 10' }),
      download('ann@acme.example', { channel: { kind: 'site', key: 'www' } }),
    ])
    const named = [
      { kind: 'catalog', key: 'größe 10', name: 'Ventile' },
      { kind: 'network', key: 'new', name: 'New' },
    ]
    ok(await acme.manage('PUT', '/segments', { segments: named }))
    await app.given.events(acme, [download('ann@acme.example', { catalog: 'größe 10' })])

    const { data } = segmentList.parse((await acme.manage('GET', '/segments')).body)

    expect(data).toEqual([
      { kind: 'catalog', key: 'größe 10', name: 'Ventile' },
      { kind: 'catalog', key: 'ball-bearings', name: 'ball-bearings' },
      { kind: 'network', key: 'new', name: 'New' },
      { kind: 'network', key: 'partnet', name: 'partnet' },
      { kind: 'site', key: 'www', name: 'www' },
    ])
  })

  test('a feature that is switched off does not exist, and tokens stop at once', async () => {
    const acme = await app.given.contract()
    await acme.get('/api/v1/whoami')

    await acme.manage('PATCH', '', { features: [] })

    expect((await acme.manage('GET', '/service-accounts')).status).toBe(404)
    expect((await acme.get('/api/v1/leads')).status).toBe(401)
  })

  test('the log is read in pages, newest first, each entry once', async () => {
    const acme = await app.given.contract()
    for (const n of [1, 2, 3, 4]) await acme.manage('PATCH', '', { name: `name ${n}` })
    const all = await logOf(acme, '')
    expect(all.map(({ type }) => type)).toEqual([
      'settings_changed',
      'settings_changed',
      'settings_changed',
      'settings_changed',
      'service_account_created',
      'contract_created',
    ])

    const paged = []
    for (let before = ''; ;) {
      const page = activityList.parse((await acme.manage('GET', `/activity?limit=4${before}`)).body)
      paged.push(...page.data)
      if (page.next_before === null) break
      before = `&before=${page.next_before}`
    }

    expect(paged).toEqual(all)
    expect((await acme.manage('GET', '/activity?limit=0')).status).toBe(400)
    expect((await acme.manage('GET', '/activity?type=nothing')).status).toBe(400)
  })
})

async function logOf(acme: ContractAtHand, query: string) {
  return activityList.parse(ok(await acme.manage('GET', `/activity${query}`)).body).data
}
