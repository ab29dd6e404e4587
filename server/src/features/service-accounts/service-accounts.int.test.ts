import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openAccountsApp, type AccountsApp } from '../../../test/service-accounts-app.ts'
import { isWellMade } from './service-accounts.secrets.ts'

describe.each(['sqlite', 'postgres'] as const)('managing service accounts on %s', (store) => {
  let app: AccountsApp
  let acme: Awaited<ReturnType<AccountsApp['newContract']>>
  let other: typeof acme
  beforeAll(async () => {
    app = await openAccountsApp(store === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {})
    acme = await app.newContract('Acme Bearings')
    other = await app.newContract('Other Valves')
  })
  afterAll(() => app.close())

  const list = (contract = acme) => `/api/v1/contracts/${contract.id}/service-accounts`
  const one = (id: string, contract = acme) => `${list(contract)}/${id}`

  test('making one shows its password once, and what to call', async () => {
    const made = await app.admin('POST', list(), {
      name: 'CRM',
      scopes: ['leads:read', 'leads:read'],
      segments: ['catalog:ball-bearings'],
      networks: ['203.0.113.7/24', '2001:db8::1'],
      expires_at: '2099-01-01T00:00:00+01:00',
    })

    expect(made.status).toBe(201)
    expect(made.headers['location']).toBe(one(made.body.id))
    expect(made.body).toMatchObject({
      client_id: made.body.id,
      contract: acme.id,
      name: 'CRM',
      owner: 'operator',
      scopes: ['leads:read'],
      segments: ['catalog:ball-bearings'],
      networks: ['203.0.113.0/24', '2001:db8::1/128'],
      expires_at: '2098-12-31T23:00:00.000Z',
      state: 'enabled',
      created_by: 'operator',
      last_used_at: null,
      calls_30d: 0,
      token_url: `${app.publicUrl}/oauth/token`,
      api_url: `${app.publicUrl}/api/v1`,
    })
    expect(made.body.id).toMatch(/^cat_sa_[0-9A-Za-z]{16}$/)
    expect(isWellMade(made.body.password)).toBe(true)
    const { password, token_url: _token, api_url: _api, ...shown } = made.body
    const shownLater = await app.admin('GET', one(made.body.id))
    const listed = await app.admin('GET', list())
    expect(shownLater.body).toEqual(shown)
    expect(JSON.stringify([shownLater.body, listed.body])).not.toContain(password)
    expect(JSON.stringify(await app.db.selectFrom('service_passwords').selectAll().execute())).not.toContain(
      password,
    )
  })

  test.each([
    ['no name', { scopes: ['leads:read'] }, 'name'],
    ['no scopes', { name: 'x', scopes: [] }, 'scopes'],
    [
      'several segments in one text',
      { name: 'x', scopes: ['leads:read'], segments: ['site:shop, catalog:cat'] },
      'segments.0',
    ],
    ['a scope that is none', { name: 'x', scopes: ['leads:write'] }, 'scopes.0'],
    [
      'a network that is none',
      { name: 'x', scopes: ['leads:read'], networks: ['10.0.0.0/33'] },
      'networks.0',
    ],
    [
      'an end after the year 9999',
      { name: 'x', scopes: ['leads:read'], expires_at: '9999-12-31T23:59:59-14:00' },
      'expires_at',
    ],
    [
      'an end in the past',
      { name: 'x', scopes: ['leads:read'], expires_at: '2020-01-01T00:00:00Z' },
      'expires_at',
    ],
    ['a short password', { name: 'x', scopes: ['leads:read'], password: 'fourteen chars' }, 'password'],
    [
      'a password like a generated one',
      { name: 'x', scopes: ['leads:read'], password: 'cat_pw_my own password' },
      'password',
    ],
    ['a common password', { name: 'x', scopes: ['leads:read'], password: 'qwertyuiopasdfgh' }, 'password'],
    [
      'its name as password',
      { name: 'Lead export', scopes: ['leads:read'], password: 'Lead-Export-2026' },
      'password',
    ],
    [
      'a control character in the password',
      { name: 'x', scopes: ['leads:read'], password: 'correct horse\tbattery' },
      'password',
    ],
  ])('%s is refused by field', async (_what, body, field) => {
    const answer = await app.admin('POST', list(), body)

    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ code: 'invalid', field })
    expect(answer.body.detail).not.toContain('password' in body ? body.password : 'cat_pw_')
  })

  test('an unknown field is refused, not ignored', async () => {
    const answer = await app.admin('POST', list(), { name: 'x', scopes: ['leads:read'], scope: 'stats:read' })

    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })

  test('a name is free once per contract, for making and for renaming', async () => {
    const first = await app.newAccount(acme, { name: 'Sync' })
    const second = await app.newAccount(acme, { name: 'Sync 2' })

    expect(await app.admin('POST', list(), { name: 'Sync', scopes: ['leads:read'] })).toMatchObject({
      status: 409,
      body: { code: 'conflict', field: 'name' },
    })
    expect(await app.admin('PATCH', one(second.id), { name: 'Sync' })).toMatchObject({
      status: 409,
      body: { code: 'conflict', field: 'name' },
    })
    expect((await app.admin('PATCH', one(first.id), { name: 'Sync' })).status).toBe(200)
    expect((await app.newAccount(other, { name: 'Sync' })).name).toBe('Sync')
  })

  test('a change touches what is given and nothing else', async () => {
    const { id, ...made } = await app.newAccount(acme, {
      segments: ['site:shop'],
      expires_at: '2099-01-01T00:00:00Z',
    })

    const changed = await app.admin('PATCH', one(id), {
      owner: 'Sam',
      scopes: ['events:write'],
      expires_at: null,
    })

    expect(changed.status).toBe(200)
    expect(changed.body).toMatchObject({
      name: made.name,
      owner: 'Sam',
      scopes: ['events:write'],
      segments: ['site:shop'],
      expires_at: null,
      passwords: made.passwords,
    })
    expect((await app.admin('PATCH', one(id), {})).body).toEqual(changed.body)
    expect(await app.admin('PATCH', one(id), { networks: ['nowhere'] })).toMatchObject({
      status: 400,
      body: { field: 'networks.0' },
    })
  })

  test('the list is by name, searched and cut, and says how many fit', async () => {
    const contract = await app.newContract('Sorted')
    for (const name of ['Zulu', 'alpha 10', 'alpha 9'])
      await app.newAccount(contract, { name, owner: `${name}@owner` })

    const all = await app.admin('GET', list(contract))
    const found = await app.admin('GET', `${list(contract)}?search=ALPHA&limit=1`)

    expect(all.body.data.map((account: { name: string }) => account.name)).toEqual([
      'alpha 9',
      'alpha 10',
      'Zulu',
    ])
    expect(found.body).toMatchObject({ total: 2, data: [{ name: 'alpha 9' }] })
    expect((await app.admin('GET', `${list(contract)}?search=zulu@`)).body.total).toBe(1)
  })

  test('an account of another contract is as if it were not there', async () => {
    const { id } = await app.newAccount(acme)
    const body = { name: 'stolen' }
    const attempts = (target: string): readonly [string, string, unknown][] => [
      ['GET', one(target, other), undefined],
      ['PATCH', one(target, other), body],
      ['DELETE', one(target, other), undefined],
      ['POST', `${one(target, other)}/disable`, undefined],
      ['POST', `${one(target, other)}/enable`, undefined],
      ['POST', `${one(target, other)}/regenerate`, undefined],
      ['POST', `${one(target, other)}/passwords/pw_0000000000000000/end`, undefined],
    ]

    for (const target of [id, 'cat_sa_0000000000000000', 'nonsense']) {
      for (const [method, path, sent] of attempts(target)) {
        const { request_id: _id, ...told } = (await app.admin(method, path, sent)).body
        expect(told).toEqual({
          type: 'urn:catalytics:problem:not_found',
          title: 'Not found',
          status: 404,
          code: 'not_found',
          detail: 'There is no such service account in this contract.',
          errors: [
            {
              reason: 'no_such_service_account',
              params: {},
              detail: 'There is no such service account in this contract.',
            },
          ],
        })
      }
    }
    expect(
      (await app.admin('GET', list(other))).body.data.map((account: { id: string }) => account.id),
    ).not.toContain(id)
    expect((await app.admin('GET', one(id))).body).toMatchObject({
      state: 'enabled',
      name: expect.not.stringMatching('stolen'),
    })
  })

  test.each(['ct_0000000000000000', 'nonsense'])('a contract %s is not there', async (contract) => {
    expect(await app.admin('GET', `/api/v1/contracts/${contract}/service-accounts`)).toMatchObject({
      status: 404,
      body: { detail: 'There is no such contract here.' },
    })
  })

  test('without a session, management asks to sign in', async () => {
    const { id } = await app.newAccount(acme)
    expect((await app.get(list())).status).toBe(401)
    expect((await app.get(one(id))).status).toBe(401)
  })

  test('where the feature is switched off there is nothing to manage', async () => {
    const contract = await app.newContract('Without')
    const { id } = await app.newAccount(contract)
    await app.setFeatures(contract, [])

    for (const [method, path] of [
      ['GET', list(contract)],
      ['GET', one(id, contract)],
      ['POST', `${one(id, contract)}/regenerate`],
      ['DELETE', one(id, contract)],
    ] as const) {
      expect((await app.admin(method, path)).status).toBe(404)
    }
    await app.setFeatures(contract, ['service_accounts'])
    expect((await app.admin('GET', one(id, contract))).status).toBe(200)
  })

  test('a deleted account is gone, its name is free', async () => {
    const { id } = await app.newAccount(acme, { name: 'Short-lived' })

    const deleted = await app.admin('DELETE', one(id))

    expect(deleted).toMatchObject({ status: 204, body: '' })
    expect((await app.admin('GET', one(id))).status).toBe(404)
    expect((await app.admin('DELETE', one(id))).status).toBe(404)
    expect((await app.newAccount(acme, { name: 'Short-lived' })).id).not.toBe(id)
  })

  test('every change is in the activity log, and no secret is', async () => {
    const contract = await app.newContract('Watched')
    const made = await app.newAccount(contract, { name: 'watched' })
    const generated = await app.admin('POST', `${one(made.id, contract)}/regenerate`)
    const chosen = await app.admin('POST', `${one(made.id, contract)}/regenerate`, {
      password: 'seven green bottles, 7',
    })
    await app.admin('PATCH', one(made.id, contract), {
      name: 'renamed',
      networks: ['10.0.0.0/8'],
      owner: made.owner,
    })
    await app.admin('POST', `${one(made.id, contract)}/passwords/${chosen.body.passwords[0].id}/end`)
    await app.admin('POST', `${one(made.id, contract)}/disable`)
    await app.admin('POST', `${one(made.id, contract)}/enable`)
    await app.admin('DELETE', one(made.id, contract))

    const log = await app.db
      .selectFrom('activity')
      .selectAll()
      .where('contract', '=', contract.number)
      .orderBy('id')
      .execute()

    expect(log.map((entry) => entry.type)).toEqual([
      'contract_created',
      'service_account_created',
      'service_account_regenerated',
      'service_account_password_changed',
      'service_account_changed',
      'service_account_password_ended',
      'service_account_disabled',
      'service_account_enabled',
      'service_account_deleted',
    ])
    expect(log.map((entry) => entry.details).join('\n')).toContain('name, networks')
    for (const { password } of [made, generated.body, chosen.body])
      expect(JSON.stringify(log)).not.toContain(password)
  })
})
