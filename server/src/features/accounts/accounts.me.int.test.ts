import { beforeAll, describe, expect, test } from 'vitest'
import { ownSessionList, session } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'

const better = 'many lamps beside the river'

describe.each(storeKinds)('one’s own account, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores, settings: { TRUSTED_PROXIES: '127.0.0.1' } })
    acme = await app.given.contract({ name: 'Acme Bearings' })
  })

  type From = { readonly address?: string; readonly client?: string; readonly cookie?: string }
  const signIn = (email: string, password: string, { address, client, cookie }: From = {}) =>
    app.call('POST', '/api/v1/sign-in', {
      body: { email, password },
      headers: {
        ...(address !== undefined && { 'x-forwarded-for': address }),
        ...(client !== undefined && { 'user-agent': client }),
        ...(cookie !== undefined && { cookie }),
      },
    })
  const check = (body: object) => app.call('POST', '/api/v1/password-checks', { body })
  const whoIs = async (cookie: string) => (await app.get('/api/v1/session', { cookie })).status

  test('name, language and theme are changed one by one', async () => {
    const ann = await app.given.user(acme, 'viewer')
    ok(await ann.call('PATCH', '/api/v1/me', { body: { name: 'Ann Müller', theme: 'dark' } }))

    const answer = ok(await ann.call('PATCH', '/api/v1/me', { body: { language: 'fr' } }))

    expect(answer.body).toMatchObject({ name: 'Ann Müller', language: 'fr', theme: 'dark' })
    expect(session.parse(ok(await ann.get('/api/v1/session')).body).user).toEqual(answer.body)
    for (const body of [
      { language: 'xx' },
      { name: ' ' },
      { email: 'other@users.example' },
      { role: 'administrator' },
    ])
      expect((await ann.call('PATCH', '/api/v1/me', { body })).status).toBe(400)
  })

  test('sessions are listed with where they come from, and ended one by one', async () => {
    const ann = await app.given.user(acme, 'viewer')
    app.clock.forward(1000)
    const phone = cookieFrom(
      ok(await signIn(ann.email, ann.password, { address: '203.0.113.7', client: 'Phone/1.0' })),
    )
    const [first, second] = await sessionsOf(ann)
    expect(first).toMatchObject({ address: '203.0.113.7', client: 'Phone/1.0', current: false })
    expect(second).toMatchObject({ address: '127.0.0.1', current: true })

    expect((await ann.call('DELETE', `/api/v1/me/sessions/${first?.id}`)).status).toBe(204)

    expect(await whoIs(phone)).toBe(401)
    expect(await sessionsOf(ann)).toMatchObject([{ current: true }])
    const { data } = activityList.parse(ok(await acme.manage('GET', '/activity?type=session_ended')).body)
    expect(data.map(({ actor_name }) => actor_name)).toContain(ann.email)
  })

  test('a session of somebody else is as none', async () => {
    const [ann, bob] = [
      await app.given.user(acme, 'account_administrator'),
      await app.given.user(acme, 'viewer'),
    ]
    const [own] = await sessionsOf(bob)
    const answers = await Promise.all(
      [own?.id, 'se_0000000000000000', 'x'].map((id) => ann.call('DELETE', `/api/v1/me/sessions/${id}`)),
    )

    expect(answers.map(({ status, body }) => [status, body])).toMatchObject(
      answers.map(() => [404, { detail: 'You have no such session.' }]),
    )
    expect(await whoIs(bob.cookie)).toBe(200)
  })

  test('a new password needs the old one, and ends all other sessions', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const elsewhere = cookieFrom(ok(await signIn(ann.email, ann.password)))
    const change = (current_password: string, new_password: string) =>
      ann.post('/api/v1/me/password', { current_password, new_password })

    const refused = [
      await change('not the password', better),
      await change(ann.password, 'too short'),
      await change(ann.password, 'Acme Bearings 2026'),
      await change(ann.password, `${ann.email} 1`),
    ]
    expect(refused.map(({ status, body }) => [status, body])).toMatchObject([
      [400, { field: 'current_password' }],
      [400, { field: 'new_password' }],
      [400, { field: 'new_password' }],
      [400, { field: 'new_password' }],
    ])
    expect((await change(ann.password, better)).status).toBe(204)

    expect([await whoIs(ann.cookie), await whoIs(elsewhere)]).toEqual([200, 401])
    expect((await signIn(ann.email, ann.password)).status).toBe(401)
    expect((await signIn(ann.email, better)).status).toBe(200)
    expect(ok(await acme.manage('GET', '/activity?type=password_changed')).text).toContain(ann.email)
  })

  test('whoever finds an open browser cannot try passwords without end', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const tries = Array.from({ length: 12 }, () =>
      ann.post('/api/v1/me/password', { current_password: 'wrong', new_password: better }),
    )

    expect((await Promise.all(tries)).filter(({ status }) => status === 429)).toHaveLength(2)
  })

  test('an attack from many addresses locks out neither a browser nor an address of the user', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const first = ok(await signIn(ann.email, ann.password, { address: '198.51.100.1' }))
    const device = first.headers.getSetCookie()[1] ?? ''
    expect(device).toMatch(
      /^__Host-catalytics-device=\w{43}; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=34560000$/,
    )
    const [cookie = ''] = device.split(';')
    const attack = await Promise.all(
      Array.from({ length: 25 }, (_, n) => signIn(ann.email, 'a guess', { address: `203.0.113.${n}` })),
    )
    expect(attack.filter(({ status }) => status === 401)).toHaveLength(20)

    const enter = (from: From) => signIn(ann.email, ann.password, from)
    expect((await enter({ address: '192.0.2.77' })).status).toBe(429)
    expect((await enter({ address: '198.51.100.1' })).status).toBe(200)
    expect((await enter({ address: '192.0.2.77', cookie })).status).toBe(200)
    expect((await enter({ address: '192.0.2.78', cookie: cookie.replace(/.$/, '-') })).status).toBe(429)
  })

  test('an address that nobody has is held up alike', async () => {
    const attack = await Promise.all(
      Array.from({ length: 25 }, (_, n) =>
        signIn('nobody@users.example', 'a guess', { address: `203.0.113.${n}` }),
      ),
    )

    expect(attack.filter(({ status }) => status === 401)).toHaveLength(20)
  })

  test('what a password is worth is told by the rules that are enforced, so often a minute', async () => {
    expect(ok(await check({ password: better })).body).toEqual({ acceptable: true, score: 4, problems: [] })
    expect(ok(await check({ password: 'Roller & Ball 2026', words: ['Roller & Ball'] })).body).toMatchObject({
      acceptable: false,
      problems: [{ code: 'names' }],
    })
    expect(ok(await check({ password: 'vK9#mQ2$x', second_factor: true })).body).toMatchObject({
      acceptable: true,
    })

    const many = await Promise.all(Array.from({ length: 60 }, () => check({ password: 'x' })))

    expect(many.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
  })
})

async function sessionsOf(user: UserAtHand) {
  return ownSessionList.parse(ok(await user.get('/api/v1/me/sessions')).body).data
}
