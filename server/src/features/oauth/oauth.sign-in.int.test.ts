import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { openAccountsApp, type AccountsApp } from '../../../test/service-accounts-app.ts'
import { makePassword } from '../service-accounts/service-accounts.secrets.ts'

const chosenPassword = 'Überraschung im Ölfass 7'

describe.each(['sqlite', 'postgres'] as const)('signing in on %s', (store) => {
  let app: AccountsApp
  let acme: Awaited<ReturnType<AccountsApp['newContract']>>
  beforeAll(async () => {
    app = await openAccountsApp(store === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {})
    acme = await app.newContract('Acme Bearings')
  })
  afterAll(() => app.close())

  async function tokenOf(account: { readonly id: string; readonly password: string }): Promise<string> {
    const answer = await app.form(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { basic: [account.id, account.password] },
    )
    expect(answer.status).toBe(200)
    return answer.body.access_token
  }

  const inSeconds = (seconds: number) => new Date(app.clock().getTime() + seconds * 1000).toISOString()

  test('a token and HTTP Basic both lead to the account and its contract', async () => {
    const account = await app.newAccount(acme, { segments: ['site:shop'] })
    const bearer = await tokenOf(account)

    for (const shown of [{ bearer }, { basic: [account.id, account.password] }] as const) {
      expect(await app.get('/probe', shown)).toMatchObject({
        status: 200,
        body: { id: account.id, contract: acme.id, segments: ['site:shop'], address: '127.0.0.1' },
      })
    }
    expect((await app.get('/probe/token', { bearer })).status).toBe(200)
    expect((await app.get('/probe/token', { basic: [account.id, account.password] })).status).toBe(401)
  })

  test('a call without credentials is told how to get in; a token that is none is told so', async () => {
    const none = await app.get('/probe')
    const unknown = await app.get('/probe', { bearer: 'cat_at_unknown' })

    expect(none.status).toBe(401)
    expect(none.headers['www-authenticate']).toEqual([
      'Bearer realm="catalytics"',
      'Basic realm="catalytics", charset="UTF-8"',
    ])
    expect(unknown.status).toBe(401)
    expect(unknown.headers['www-authenticate']).toEqual([
      expect.stringMatching(/^Bearer realm="catalytics", error="invalid_token"/),
      'Basic realm="catalytics", charset="UTF-8"',
    ])
  })

  test('a scope that the account lacks, or that was not asked for, is refused by name', async () => {
    const account = await app.newAccount(acme)
    const form = { grant_type: 'client_credentials', scope: 'stats:read' }
    const { body } = await app.form('/oauth/token', form, { basic: [account.id, account.password] })

    const answer = await app.get('/probe', { bearer: body.access_token })

    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(answer.headers['www-authenticate']).toEqual([
      'Bearer realm="catalytics", error="insufficient_scope", scope="leads:read"',
      'Basic realm="catalytics", charset="UTF-8"',
    ])
    expect((await app.get('/probe/token', { bearer: body.access_token })).status).toBe(200)
  })

  describe('on the very next request', () => {
    type Account = Awaited<ReturnType<AccountsApp['newAccount']>>
    const causes: readonly (readonly [string, (account: Account) => Promise<unknown>])[] = [
      ['disabled', (account) => app.admin('POST', `${one(account)}/disable`)],
      ['deleted', (account) => app.admin('DELETE', one(account))],
      ['given another password', (account) => app.admin('POST', `${one(account)}/regenerate`)],
      [
        'left without its password',
        (account) => app.admin('POST', `${one(account)}/passwords/${account.passwords[0].id}/end`),
      ],
    ]

    test.each(causes)('an account that is %s is refused, by token and by password', async (_what, cause) => {
      const account = await app.newAccount(acme)
      const bearer = await tokenOf(account)
      expect((await app.get('/probe', { bearer })).status).toBe(200)

      await cause(account)

      expect((await app.get('/probe', { bearer })).status).toBe(401)
      expect((await app.get('/probe', { basic: [account.id, account.password] })).status).toBe(401)
      const again = await app.form(
        '/oauth/token',
        { grant_type: 'client_credentials' },
        { basic: [account.id, account.password] },
      )
      expect(again).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    })

    test('an account whose contract lost the feature is refused, and goes on when it is back', async () => {
      const contract = await app.newContract('Switched')
      const account = await app.newAccount(contract)
      const bearer = await tokenOf(account)
      await app.setFeatures(contract, [])

      expect((await app.get('/probe', { bearer })).status).toBe(401)
      expect((await app.get('/probe', { basic: [account.id, account.password] })).status).toBe(401)

      await app.setFeatures(contract, ['service_accounts'])
      expect((await app.get('/probe', { basic: [account.id, account.password] })).status).toBe(200)
      expect((await app.get('/probe', { bearer: await tokenOf(account) })).status).toBe(200)
      // What has ended stays ended.
      expect((await app.get('/probe', { bearer })).status).toBe(401)
    })

    test('a token does not come back to life when its account is enabled again', async () => {
      const account = await app.newAccount(acme)
      const bearer = await tokenOf(account)

      await app.admin('POST', `${one(account)}/disable`)
      await app.admin('POST', `${one(account)}/enable`)

      expect((await app.get('/probe', { bearer })).status).toBe(401)
      expect((await app.get('/probe', { bearer: await tokenOf(account) })).status).toBe(200)
    })

    test('nor when its account, which had come to its end, gets a later one', async () => {
      const account = await app.newAccount(acme)
      const bearer = await tokenOf(account)
      await app.admin('PATCH', one(account), { expires_at: inSeconds(60) })
      app.after(60)

      await app.admin('PATCH', one(account), { expires_at: inSeconds(3600) })

      expect((await app.get('/probe', { bearer })).status).toBe(401)
      expect((await app.get('/probe', { bearer: await tokenOf(account) })).status).toBe(200)
    })

    test('a network is forbidden, and an address inside goes on', async () => {
      const account = await app.newAccount(acme)
      const bearer = await tokenOf(account)
      await app.admin('PATCH', one(account), { networks: ['203.0.113.0/24', '2001:db8::/32'] })

      for (const from of ['203.0.113.9', '::ffff:203.0.113.9', '2001:db8::7']) {
        expect((await app.get('/probe', { bearer, from })).status).toBe(200)
        expect((await app.get('/probe', { basic: [account.id, account.password], from })).status).toBe(200)
      }
      expect(await app.get('/probe', { bearer, from: '203.0.114.1' })).toMatchObject({
        status: 403,
        body: { code: 'forbidden' },
      })
      const form = { grant_type: 'client_credentials' }
      expect(
        await app.form('/oauth/token', form, { basic: [account.id, account.password], from: '192.0.2.1' }),
      ).toMatchObject({
        status: 403,
        body: { error: 'unauthorized_client', error_description: expect.stringContaining('192.0.2.1') },
      })
    })

    test('a scope that is taken away is gone from tokens too', async () => {
      const account = await app.newAccount(acme)
      const bearer = await tokenOf(account)

      await app.admin('PATCH', one(account), { scopes: ['stats:read'] })

      expect((await app.get('/probe', { bearer })).status).toBe(403)
      expect((await app.get('/probe/token', { bearer })).status).toBe(200)
    })

    test('a segment lock holds for tokens too', async () => {
      const account = await app.newAccount(acme)
      const bearer = await tokenOf(account)

      await app.admin('PATCH', one(account), { segments: ['network:partnet'] })

      expect((await app.get('/probe', { bearer })).body.segments).toEqual(['network:partnet'])
    })
  })

  test('a token ends after 15 minutes, an account at its end, and their tokens not later', async () => {
    const lasting = await app.newAccount(acme)
    const short = await app.newAccount(acme, {
      expires_at: new Date(app.clock().getTime() + 600_000).toISOString(),
    })
    const [token, shortToken] = [await tokenOf(lasting), await tokenOf(short)]

    app.after(601)
    expect((await app.get('/probe', { bearer: shortToken })).status).toBe(401)
    expect((await app.get('/probe', { basic: [short.id, short.password] })).status).toBe(401)
    expect((await app.admin('GET', one(short))).body.state).toBe('expired')
    expect((await app.get('/probe', { bearer: token })).status).toBe(200)

    app.after(300)
    expect((await app.get('/probe', { bearer: token })).status).toBe(401)
    await tokenOf(lasting)
    const kept = await app.db
      .selectFrom('tokens')
      .select('expires_at')
      .where('client_id', '=', lasting.id)
      .execute()
    expect(kept).toHaveLength(1)
  })

  test('an account works to its last millisecond and not beyond, and promises no token that would', async () => {
    const account = await app.newAccount(acme, { expires_at: inSeconds(600.5) })
    const basic = [account.id, account.password] as const
    const asked = await app.form('/oauth/token', { grant_type: 'client_credentials' }, { basic })
    const bearer = asked.body.access_token
    expect(asked.body.expires_in).toBe(600)

    app.after(600.499)
    for (const shown of [{ basic }, { bearer }]) expect((await app.get('/probe', shown)).status).toBe(200)
    app.after(0.001)

    for (const shown of [{ basic }, { bearer }]) expect((await app.get('/probe', shown)).status).toBe(401)
    expect((await app.admin('GET', one(account))).body.state).toBe('expired')
  })

  test('unknown id, wrong password, disabled, expired, feature off: one and the same answer', async () => {
    const off = await app.newContract('Off')
    const [wrong, disabled, expired, without] = [
      await app.newAccount(acme, { password: chosenPassword }),
      await app.newAccount(acme, { password: chosenPassword }),
      await app.newAccount(acme, {
        password: chosenPassword,
        expires_at: new Date(app.clock().getTime() + 1000).toISOString(),
      }),
      await app.newAccount(off, { password: chosenPassword }),
    ]
    await app.admin('POST', `${one(disabled)}/disable`)
    await app.setFeatures(off, [])
    app.after(2)
    const attempts: readonly (readonly [string, string])[] = [
      ['cat_sa_0000000000000000', chosenPassword],
      ['nonsense\u0000', chosenPassword],
      ['cat_sa_0000000000000000', makePassword()],
      ['cat_sa_0000000000000000', 'cat_pw_mistyped'],
      [wrong.id, 'another password of mine'],
      [wrong.id, makePassword()],
      [wrong.id, ''],
      [disabled.id, chosenPassword],
      [expired.id, chosenPassword],
      [without.id, chosenPassword],
    ]

    const answers = []
    for (const [index, basic] of attempts.entries()) {
      // Each from its own address: the throttle is another test's affair.
      const from = `198.51.100.${index + 1}`
      const { status, headers, body } = await app.get('/probe', { basic, from })
      const { request_id: _id, ...told } = body
      const form = await app.form('/oauth/token', { grant_type: 'client_credentials' }, { basic, from })
      answers.push(
        JSON.stringify([
          status,
          headers['www-authenticate'],
          told,
          form.status,
          form.headers['www-authenticate'],
          form.body,
        ]),
      )
    }

    expect([...new Set(answers)]).toHaveLength(1)
    expect(answers[0]).toContain('invalid_client')
  })

  test('a chosen password works however a keyboard composes it, and a right one is hashed once', async () => {
    const account = await app.newAccount(acme, { password: chosenPassword.normalize('NFC') })
    const basic = [account.id, chosenPassword.normalize('NFD')] as const

    expect((await app.get('/probe', { basic })).status).toBe(200)
    const hashes = vi.spyOn(app.hashing, 'hash')
    for (let call = 0; call < 5; call++) expect((await app.get('/probe', { basic })).status).toBe(200)
    expect(hashes).not.toHaveBeenCalled()
    expect((await app.get('/probe', { basic: [account.id, 'a wrong password'] })).status).toBe(401)
    expect(hashes).toHaveBeenCalled()
    hashes.mockRestore()
    await app.admin('POST', `${one(account)}/disable`)
    expect((await app.get('/probe', { basic })).status).toBe(401)
  })

  test('many connections that open with the right chosen password all get in', async () => {
    const account = await app.newAccount(acme, { password: chosenPassword })
    const basic = [account.id, chosenPassword] as const

    const answers = await Promise.all(
      Array.from({ length: 40 }, () => app.get('/probe', { basic, from: '198.51.100.99' })),
    )

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  })

  test.each([
    ['generated', undefined],
    ['chosen', chosenPassword],
  ])(
    'guessing against a %s password ends in 429, but not for its owner elsewhere',
    async (_kind, password) => {
      const account = await app.newAccount(acme, password === undefined ? {} : { password })
      const from = password === undefined ? '198.51.100.201' : '198.51.100.202'
      const guess = () => (password === undefined ? makePassword() : `a guess of mine ${Math.random()}`)

      // A sign-in that is right takes nothing of what may fail.
      expect((await app.get('/probe', { basic: [account.id, account.password], from })).status).toBe(200)
      const statuses = []
      for (let attempt = 0; attempt < 12; attempt++) {
        statuses.push((await app.get('/probe', { basic: [account.id, guess()], from })).status)
      }
      const told = await app.form(
        '/oauth/token',
        { grant_type: 'client_credentials' },
        { basic: [account.id, guess()], from },
      )

      expect(statuses).toEqual([...Array.from({ length: 10 }, () => 401), 429, 429])
      expect(told).toMatchObject({ status: 429, body: { error: 'temporarily_unavailable' } })
      expect(Number(told.headers['retry-after'])).toBeGreaterThan(0)
      expect(
        (await app.get('/probe', { basic: [account.id, account.password], from: '198.51.100.203' })).status,
      ).toBe(200)
      app.after(Number(told.headers['retry-after']))
      expect((await app.get('/probe', { basic: [account.id, account.password], from })).status).toBe(200)
    },
  )

  test('a generated password that is right always gets in: nobody guesses it, so nothing is gained by waiting', async () => {
    const account = await app.newAccount(acme)
    const from = '198.51.100.210'
    for (let attempt = 0; attempt < 12; attempt++)
      await app.get('/probe', { basic: [account.id, makePassword()], from })

    expect((await app.get('/probe', { basic: [account.id, account.password], from })).status).toBe(200)
  })

  test('who was turned away is in the log once a minute, with the reason and without the password', async () => {
    const account = await app.newAccount(acme)
    for (let attempt = 0; attempt < 3; attempt++) {
      await app.get('/probe', { basic: [account.id, makePassword()], from: '198.51.100.220' })
    }
    await app.refusals.flush()

    const entries = await app.db
      .selectFrom('activity')
      .selectAll()
      .where('actor', '=', account.id)
      .where('type', '=', 'token_refused')
      .execute()

    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ actor_kind: 'unknown', address: '198.51.100.220' })
    expect(JSON.parse(entries[0]?.details ?? '')).toEqual({ account: account.id, reason: 'wrong_password' })
  })

  test('whoami tells what the credentials are worth', async () => {
    const account = await app.newAccount(acme, { name: 'Who', segments: ['site:shop'] })
    const form = { grant_type: 'client_credentials', scope: 'stats:read' }
    const { body } = await app.form('/oauth/token', form, { basic: [account.id, account.password] })
    app.after(60)

    const byToken = await app.get('/api/v1/whoami', { bearer: body.access_token })
    const byPassword = await app.get('/api/v1/whoami', { basic: [account.id, account.password] })

    expect(byToken.body).toMatchObject({
      client_id: account.id,
      name: 'Who',
      contract: { id: acme.id, name: 'Acme Bearings', time_zone: 'UTC' },
      scopes: ['stats:read'],
      segments: ['site:shop'],
      expires_at: null,
      password: { id: account.passwords[0].id, kind: 'generated', ends_at: null },
      limits: { events_per_request: 10_000, rows_per_page: 10_000 },
    })
    expect(byToken.body.password.age_seconds).toBeGreaterThanOrEqual(60)
    expect(byToken.body.token.expires_in).toBeLessThanOrEqual(840)
    expect(byPassword.body).toMatchObject({ token: null, scopes: ['leads:read', 'stats:read'] })
    expect((await app.get('/api/v1/whoami')).status).toBe(401)
  })
})

function one(account: { readonly id: string; readonly contract: string }): string {
  return `/api/v1/contracts/${account.contract}/service-accounts/${account.id}`
}
