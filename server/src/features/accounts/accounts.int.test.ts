import { beforeAll, describe, expect, test } from 'vitest'
import { accountLimits, session, userList } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { problem } from '@catalytics/contract/errors.ts'
import { permissionNames } from '@catalytics/contract/permissions.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  storeKinds,
  type Answer,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'

const good = 'correct horse battery staple'

describe.each(storeKinds)('signing in, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract({ name: 'Acme Bearings', time_zone: 'Europe/Paris' })
  })

  const signIn = (email: string, password: string) =>
    app.call('POST', '/api/v1/sign-in', { body: { email, password } })

  /** What a call with this cookie learns of who is signed in. */
  const whoIs = (cookie: string) => app.get('/api/v1/session', { cookie })

  async function logged(type: string) {
    const { data } = activityList.parse(ok(await acme.manage('GET', `/activity?type=${type}`)).body)
    return data
  }

  test('the right password gives a cookie that no script, no other host and no plain line sees', async () => {
    const ann = await app.given.user(acme, 'administrator')

    const answer = await signIn(` ${ann.email.toUpperCase()} `, ann.password)

    expect([answer.status, answer.body]).toEqual([200, { status: 'signed_in' }])
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-catalytics=cat_se_[0-9A-Za-z]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=2592000$/,
    )
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const { user, contracts, version } = session.parse(ok(await whoIs(cookieFrom(answer))).body)
    expect(user).toEqual({
      id: ann.id,
      email: ann.email,
      name: ann.email.split('@')[0],
      language: 'en',
      theme: 'system',
      second_factor: false,
      address_proved: false,
      version: expect.stringMatching(/\S+/),
    })
    expect(contracts).toEqual([
      {
        id: acme.id,
        name: 'Acme Bearings',
        time_zone: 'Europe/Paris',
        role: 'administrator',
        permissions: permissionNames.filter((name) => !/^(appoint|require)_/.test(name)),
        features: ['service_accounts'],
        second_factor_required: false,
      },
    ])
    expect(version).toMatch(/^\d+\.\d+\.\d+/)
  })

  test('what is wrong is not said: the same words for a wrong password, an unknown address and none at all', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const answers = [
      await signIn(ann.email, 'not the password'),
      await signIn('nobody@users.example', ann.password),
      await signIn('no address', 'x'),
      await signIn(`${ann.email}\r\nBcc: x@users.example`, ann.password),
      await signIn(ann.email, `${ann.password} `),
    ]

    expect(answers[0]?.status).toBe(401)
    expect(answers.map(said)).toEqual(answers.map(() => said(answers[0])))
    expect(answers.map(({ headers }) => headers.get('set-cookie'))).toEqual(answers.map(() => null))
  })

  test('many failures have to wait, from one address for one user; a right one counts for nothing', async () => {
    const [ann, bob] = [await app.given.user(acme, 'viewer'), await app.given.user(acme, 'viewer')]
    for (let times = 0; times < 12; times++) ok(await signIn(ann.email, ann.password))
    const failures = await Promise.all(Array.from({ length: 10 }, () => signIn(ann.email, 'wrong')))
    expect(failures.map(({ status }) => status)).toEqual(failures.map(() => 401))

    const next = await signIn(ann.email, ann.password)

    expect([next.status, next.body]).toMatchObject([429, { code: 'too_many_requests' }])
    expect(Number(next.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await signIn(bob.email, bob.password)).status).toBe(200)
    app.clock.forward(60_000)
    expect((await signIn(ann.email, ann.password)).status).toBe(200)
  })

  test('visits, sign-outs and failures are in the log of the contract, once a minute each', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const failed = await Promise.all([signIn(ann.email, 'wrong'), signIn(ann.email, 'wrong again')])
    expect(failed.map(({ status }) => status)).toEqual([401, 401])
    ok(await ann.call('DELETE', '/api/v1/session'))
    await expect
      .poll(async () => (await logged('sign_in_failed')).filter(({ actor }) => actor === ann.id), {
        timeout: 30_000,
      })
      .toMatchObject([
        {
          actor_kind: 'unknown',
          address: '127.0.0.1',
          actor_name: ann.email,
          details: { reason: 'wrong_password' },
        },
      ])

    const own = (entry: { readonly actor: string }) => entry.actor === ann.id
    expect((await logged('visit')).filter(own)).toMatchObject([
      { actor_kind: 'user', actor_name: ann.email, role: 'viewer', address: '127.0.0.1' },
    ])
    expect((await logged('sign_out')).filter(own)).toHaveLength(1)
  })

  test('a wrong current password of somebody signed in is no failed sign-in', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const wrong = { current_password: 'not hers at all', new_password: 'a password that nobody has' }
    const answer = await ann.call('POST', '/api/v1/me/password', { body: wrong })
    expect([answer.status, answer.body]).toMatchObject([400, { field: 'current_password' }])

    const own = (entry: { readonly actor: string }) => entry.actor === ann.id
    await expect
      .poll(async () => (await logged('current_password_wrong')).filter(own))
      .toMatchObject([
        { actor_kind: 'user', actor_name: ann.email, role: 'viewer', address: '127.0.0.1', details: {} },
      ])
    expect((await logged('sign_in_failed')).filter(own)).toEqual([])
  })

  test('signing out ends this session for the next request, and no other', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const elsewhere = cookieFrom(await signIn(ann.email, ann.password))

    const answer = await ann.call('DELETE', '/api/v1/session')

    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringMatching(/^__Host-catalytics=; .*Max-Age=0$/),
    ])
    expect((await ann.get('/api/v1/session')).status).toBe(401)
    expect((await whoIs(elsewhere)).status).toBe(200)
  })

  test('the operator’s list says who may sign in where, and nothing of passwords', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const listed = ok(await app.operator('GET', '/api/v1/users')).text

    expect(userList.parse(JSON.parse(listed)).data.find(({ id }) => id === ann.id)).toMatchObject({
      email: ann.email,
      last_seen_at: expect.any(String),
      contracts: [{ id: acme.id, name: 'Acme Bearings', role: 'viewer' }],
    })
    expect(listed).not.toMatch(/argon2|hash|salt/)
  })

  test('a session ends when it is idle for 12 hours, and after 30 days however much it is used', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const { idleSeconds, sessionSeconds } = accountLimits
    app.clock.forward((idleSeconds - 60) * 1000)
    expect((await ann.get('/api/v1/session')).status).toBe(200)
    app.clock.forward((idleSeconds - 60) * 1000)
    expect((await ann.get('/api/v1/session')).status).toBe(200)
    app.clock.forward((idleSeconds + 60) * 1000)
    expect((await ann.get('/api/v1/session')).status).toBe(401)

    const cookie = cookieFrom(await signIn(ann.email, ann.password))
    const uses = Math.floor(sessionSeconds / (idleSeconds - 60))
    for (let times = 0; times < uses; times++) {
      app.clock.forward((idleSeconds - 60) * 1000)
      expect((await whoIs(cookie)).status).toBe(200)
    }
    app.clock.forward((idleSeconds - 60) * 1000)
    expect((await whoIs(cookie)).status).toBe(401)
  })

  test.each([
    ['short', { password: 'fourteen chars' }, 'password', /15/],
    ['common', { password: 'qwertyuiopasdfgh' }, 'password', /common/],
    ['the contract’s name', { password: 'Acme Bearings 2026!' }, 'password', /name/],
    ['their own address', { password: 'joanna.brown1 2026' }, 'password', /name/],
    ['the product’s name', { password: 'catalytics-catalytics!' }, 'password', /./],
    [
      'control characters',
      { password: 'correct horse\nbattery' },
      'password',
      /characters that cannot be typed everywhere/,
    ],
    ['no address', { email: 'joanna' }, 'email', /address/],
    ['no such role', { role: 'owner' }, 'role', /./],
  ])('no user with %s', async (_, wrong, field, why) => {
    const body = { email: 'joanna.brown1@users.example', role: 'viewer', contract: acme.id, password: good }

    const answer = await app.operator('POST', '/api/v1/users', { ...body, ...wrong })

    expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid', field }])
    expect(answer.text).toMatch(why)
    expect(answer.text).not.toContain('qwertyuiopasdfgh')
  })

  test('no two users with one address', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const body = { email: ann.email.toUpperCase(), role: 'administrator', contract: acme.id, password: good }

    const answer = await app.operator('POST', '/api/v1/users', body)

    expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict', field: 'email' }])
  })
})

function said(answer: Answer | undefined) {
  return { ...problem.parse(answer?.body), request_id: '' }
}
