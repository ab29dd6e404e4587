import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openAccountsApp, type AccountsApp } from '../../../test/service-accounts-app.ts'

describe.each(['sqlite', 'postgres'] as const)('passwords in turn on %s', (store) => {
  let app: AccountsApp
  let acme: Awaited<ReturnType<AccountsApp['newContract']>>
  beforeAll(async () => {
    app = await openAccountsApp(store === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {})
    acme = await app.newContract('Acme Bearings')
  })
  afterAll(() => app.close())

  type Account = { readonly id: string; readonly contract: string; readonly password: string }
  const one = ({ id, contract }: Account) => `/api/v1/contracts/${contract}/service-accounts/${id}`
  const regenerate = (account: Account, body?: object) =>
    app.admin('POST', `${one(account)}/regenerate`, body)
  const statusWith = async ({ id }: Account, password: string) =>
    (await app.get('/probe', { basic: [id, password] })).status

  async function tokenWith({ id }: Account, password: string): Promise<string> {
    return (await app.form('/oauth/token', { grant_type: 'client_credentials' }, { basic: [id, password] }))
      .body.access_token
  }

  async function saltOf({ id }: Account): Promise<string> {
    const query = app.db.selectFrom('service_accounts').select('password_salt').where('client_id', '=', id)
    return (await query.executeTakeFirstOrThrow()).password_salt
  }

  test('without an overlap the new one works and the old one does not', async () => {
    const account = await app.newAccount(acme)

    const answer = await regenerate(account)

    expect(answer.status).toBe(200)
    expect(answer.body.passwords).toHaveLength(1)
    expect(await statusWith(account, answer.body.password)).toBe(200)
    expect(await statusWith(account, account.password)).toBe(401)
  })

  test('with an overlap both work, each with its own last use, until the old one ends with its tokens', async () => {
    const account = await app.newAccount(acme)
    const { body } = await regenerate(account, { overlap_seconds: 3600 })
    const [current, old] = body.passwords
    const oldToken = await tokenWith(account, account.password)

    await app.get('/probe', { bearer: oldToken, from: '198.51.100.1' })
    await app.get('/probe', { bearer: oldToken, from: '198.51.100.1' })
    await app.get('/probe', { basic: [account.id, body.password], from: '2001:db8::9' })
    const shown = (await app.admin('GET', one(account))).body

    expect(current).toMatchObject({ ends_at: null, calls: 0 })
    expect(Date.parse(old.ends_at) - Date.parse(current.created_at)).toBe(3_600_000)
    expect(shown.passwords).toMatchObject([
      { id: current.id, calls: 1, last_used_address: '2001:db8::9', last_used_client: 'probe/1.0' },
      { id: old.id, calls: 2, last_used_address: '198.51.100.1', last_used_client: 'probe/1.0' },
    ])
    expect(shown).toMatchObject({ calls_30d: 3, rows_30d: 15, last_used_at: shown.passwords[0].last_used_at })

    app.after(3599)
    expect(await statusWith(account, account.password)).toBe(200)
    const lateToken = await app.form(
      '/oauth/token',
      { grant_type: 'client_credentials' },
      { basic: [account.id, account.password] },
    )
    expect(lateToken.body.expires_in).toBeLessThanOrEqual(1)
    app.after(1)
    expect(await statusWith(account, account.password)).toBe(401)
    expect((await app.get('/probe', { bearer: lateToken.body.access_token })).status).toBe(401)
    expect((await app.admin('GET', one(account))).body.passwords).toMatchObject([{ id: current.id }])
    expect(await statusWith(account, body.password)).toBe(200)
  })

  test('a token that outlives the overlap of its password ends with it', async () => {
    const account = await app.newAccount(acme)
    const bearer = await tokenWith(account, account.password)
    await regenerate(account, { overlap_seconds: 60 })

    app.after(59)
    expect((await app.get('/probe', { bearer })).status).toBe(200)
    app.after(1)
    expect((await app.get('/probe', { bearer })).status).toBe(401)
  })

  test('at most two work: the oldest gives way', async () => {
    const account = await app.newAccount(acme)
    const second = await regenerate(account, { overlap_seconds: 3600 })

    const third = await regenerate(account, { overlap_seconds: 7200, end_overlap: true })

    expect(third.body.passwords).toHaveLength(2)
    expect(await statusWith(account, account.password)).toBe(401)
    expect(await statusWith(account, second.body.password)).toBe(200)
    expect(await statusWith(account, third.body.password)).toBe(200)
  })

  test.each([
    ['by a third', { overlap_seconds: 7200 }],
    ['by one that ends all others', { overlap_seconds: 0 }],
    ['by none at all', undefined],
  ])('an overlap that was promised is not cut short %s without a word', async (_, body) => {
    const account = await app.newAccount(acme)
    const second = await regenerate(account, { overlap_seconds: 3600 })
    const until = second.body.passwords[1].ends_at

    const refused = await regenerate(account, body)

    expect([refused.status, refused.body]).toMatchObject([409, { code: 'conflict', field: 'end_overlap' }])
    expect(refused.body.detail).toContain(until)
    expect(await statusWith(account, account.password)).toBe(200)
    expect((await regenerate(account, { ...body, end_overlap: true })).status).toBe(200)
    expect(await statusWith(account, account.password)).toBe(401)
  })

  test('nor by a shorter one, where the newer password was ended; when it is over, nothing is asked', async () => {
    const account = await app.newAccount(acme)
    const second = await regenerate(account, { overlap_seconds: 3600 })
    const [{ id }] = second.body.passwords
    expect((await app.admin('POST', `${one(account)}/passwords/${id}/end`)).status).toBe(200)

    expect((await regenerate(account, { overlap_seconds: 3599 })).status).toBe(409)
    expect((await regenerate(account, { overlap_seconds: 3600 })).status).toBe(200)
    app.after(3600)
    expect((await regenerate(account)).status).toBe(200)
  })

  test('regenerating many times at once leaves two that work', async () => {
    const account = await app.newAccount(acme)

    const answers = await Promise.all(
      Array.from({ length: 6 }, () => regenerate(account, { overlap_seconds: 60, end_overlap: true })),
    )

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    const statuses = []
    for (const { body } of answers) statuses.push(await statusWith(account, body.password))
    expect(statuses.filter((status) => status === 200)).toHaveLength(2)
    expect((await app.admin('GET', one(account))).body.passwords).toHaveLength(2)
  })

  test('a token asked for with a password that ends while it is checked is refused, not a fault', async () => {
    const account = await app.newAccount(acme, { password: 'seven green bottles, 7' })
    const basic = [account.id, account.password] as const
    // Others are before it, so it stays in the queue until the password has gone.
    const others = Array.from({ length: 20 }, (_, index) =>
      app.hashing.hash('the salt of others', `${index}`),
    )
    const asking = app.form('/oauth/token', { grant_type: 'client_credentials' }, { basic })
    while (!app.hashing.isUnderWay(await saltOf(account), account.password)) await new Promise(setImmediate)

    await regenerate(account)

    expect(await asking).toMatchObject({ status: 401, body: { error: 'invalid_client' } })
    await Promise.all(others)
  })

  test('either of two is ended early, its tokens with it, and the other goes on', async () => {
    const account = await app.newAccount(acme)
    const { body } = await regenerate(account, { overlap_seconds: 3600 })
    const [current, old] = body.passwords
    const [newToken, oldToken] = [
      await tokenWith(account, body.password),
      await tokenWith(account, account.password),
    ]

    const ended = await app.admin('POST', `${one(account)}/passwords/${current.id}/end`)

    expect(ended.body.passwords).toMatchObject([{ id: old.id }])
    expect((await app.get('/probe', { bearer: newToken })).status).toBe(401)
    expect((await app.get('/probe', { bearer: oldToken })).status).toBe(200)
    expect((await app.admin('POST', `${one(account)}/passwords/${current.id}/end`)).status).toBe(404)
    // The one left keeps its own, nearer end.
    const after = await regenerate(account, { overlap_seconds: 86_400 })
    expect(after.body.passwords[1]).toMatchObject({ id: old.id, ends_at: old.ends_at })
  })

  test('a password of one’s own takes the place of a generated one, but not of itself', async () => {
    const account = await app.newAccount(acme)

    const changed = await regenerate(account, { password: 'seven green bottles, 7' })
    const same = await regenerate(account, { password: 'seven green bottles, 7' })
    const weak = await regenerate(account, { password: 'passwordpassword' })

    expect(changed.body).toMatchObject({
      password: 'seven green bottles, 7',
      passwords: [{ kind: 'chosen' }],
    })
    expect(await statusWith(account, 'seven green bottles, 7')).toBe(200)
    expect(await statusWith(account, account.password)).toBe(401)
    expect(same).toMatchObject({ status: 400, body: { field: 'password' } })
    expect(weak).toMatchObject({ status: 400, body: { field: 'password' } })
  })

  test.each([[-1], [30 * 86_400 + 1], [1.5], ['1']])(
    'an overlap of %s is refused',
    async (overlap_seconds) => {
      const account = await app.newAccount(acme)
      expect(await regenerate(account, { overlap_seconds })).toMatchObject({
        status: 400,
        body: { field: 'overlap_seconds' },
      })
    },
  )

  test('what was counted is not lost when the process stops in good order', async () => {
    const stopping = await openAccountsApp(store === 'postgres' ? { postgresUrl: inject('postgresUrl') } : {})
    const account = await stopping.newAccount(await stopping.newContract('Stopping'))
    for (let call = 0; call < 7; call++)
      await stopping.get('/probe', { basic: [account.id, account.password] })

    await stopping.closeRooms()

    const [row] = await stopping.db.selectFrom('service_usage').select(['calls', 'rows']).execute()
    expect(row).toEqual({ calls: 7, rows: 35 })
    await stopping.close()
  })

  test('what cannot be written now is written later', async () => {
    const account = await app.newAccount(acme)
    await app.get('/probe', { basic: [account.id, account.password] })
    await app.db.schema.alterTable('service_usage').renameTo('out_of_reach').execute()
    await app.usage.flush()
    await app.get('/probe', { basic: [account.id, account.password] })
    await app.db.schema.alterTable('out_of_reach').renameTo('service_usage').execute()

    expect((await app.admin('GET', one(account))).body).toMatchObject({
      calls_30d: 2,
      passwords: [{ calls: 2 }],
    })
  })

  test('what an account did just before it was deleted is let go, and the others are counted', async () => {
    const [gone, stays] = [await app.newAccount(acme), await app.newAccount(acme)]
    await app.get('/probe', { basic: [gone.id, gone.password] })
    await app.get('/probe', { basic: [stays.id, stays.password] })

    await app.admin('DELETE', one(gone))

    expect((await app.admin('GET', one(stays))).body).toMatchObject({ calls_30d: 1, rows_30d: 5 })
  })
})
