import { generateSync } from 'otplib'
import { beforeAll, describe, expect, test } from 'vitest'
import { session } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { newSecondFactor, passwordLink, recoveryCodes } from '@catalytics/contract/credentials.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'

const short = 'vK9#mQ2$x'

describe.each(storeKinds)('a second factor, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores, settings: { TRUSTED_PROXIES: '127.0.0.1' } })
    acme = await app.given.contract({ name: 'Acme Bearings' })
  })

  const codeOf = (secret: string) => generateSync({ secret, epoch: Math.floor(app.clock().getTime() / 1000) })
  /** So that the next code is another one. */
  const nextStep = () => app.clock.forward(30_000)
  let addresses = 0
  const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${(addresses += 1)}` })
  const signIn = (email: string, password: string) =>
    app.call('POST', '/api/v1/sign-in', { body: { email, password }, headers: elsewhere() })
  const follow = (ticket: string, code: string, headers = elsewhere()) =>
    app.call('POST', '/api/v1/sign-in/second-factor', { body: { ticket, code }, headers })

  async function ticketOf(user: UserAtHand, password = user.password): Promise<string> {
    const answer = ok(await signIn(user.email, password))
    expect([answer.body, answer.headers.get('set-cookie')]).toEqual([
      { status: 'second_factor_needed', ticket: expect.stringMatching(/^\w{43}$/) },
      null,
    ])
    return /"ticket":"(\w+)"/.exec(answer.text)?.[1] ?? ''
  }

  /** A user with a second factor in use: its secret and the recovery codes. */
  async function withFactor() {
    const ann = await app.given.user(acme, 'viewer')
    const { secret } = newSecondFactor.parse(
      ok(await ann.post('/api/v1/me/second-factor', { current_password: ann.password })).body,
    )
    const { recovery_codes } = recoveryCodes.parse(
      ok(await ann.post('/api/v1/me/second-factor/confirm', { code: codeOf(secret) })).body,
    )
    nextStep()
    return { ann, secret, codes: recovery_codes }
  }

  test('is in use when a code has confirmed it, and asked for after the password', async () => {
    const ann = await app.given.user(acme, 'viewer')
    expect((await ann.post('/api/v1/me/second-factor', { current_password: 'wrong' })).body).toMatchObject({
      field: 'current_password',
    })
    expect((await ann.post('/api/v1/me/second-factor/confirm', { code: '123456' })).status).toBe(409)
    const { secret, uri } = newSecondFactor.parse(
      ok(await ann.post('/api/v1/me/second-factor', { current_password: ann.password })).body,
    )
    expect(uri).toContain(`secret=${secret}`)
    const wrong = codeOf(secret) === '000000' ? '111111' : '000000'
    expect((await ann.post('/api/v1/me/second-factor/confirm', { code: wrong })).body).toMatchObject({
      field: 'code',
    })
    expect((await signIn(ann.email, ann.password)).body).toEqual({ status: 'signed_in' })

    const code = codeOf(secret)
    const confirmed = ok(await ann.post('/api/v1/me/second-factor/confirm', { code }))

    expect(recoveryCodes.parse(confirmed.body).recovery_codes).toHaveLength(10)
    const ticket = await ticketOf(ann)
    expect((await follow(ticket, code)).status).toBe(401)
    nextStep()
    const entered = ok(await follow(ticket, ` ${codeOf(secret).replace(/^.../, '$& ')}`))
    const shown = session.parse(ok(await app.get('/api/v1/session', { cookie: cookieFrom(entered) })).body)
    expect(shown).toMatchObject({ user: { id: ann.id, second_factor: true }, second_factor_met: true })
    expect(ok(await acme.manage('GET', '/members')).text).toContain('"second_factor":true')
    expect(ok(await acme.manage('GET', '/activity?type=second_factor_added')).text).toContain(ann.email)
  })

  test('a code is taken once, however many tickets there are', async () => {
    const { ann, secret } = await withFactor()
    const tickets = [await ticketOf(ann), await ticketOf(ann), await ticketOf(ann)]
    const code = codeOf(secret)

    const outcomes = await Promise.all(tickets.map((ticket) => follow(ticket, code)))

    expect(outcomes.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401, 401])
    expect((await follow(await ticketOf(ann), code)).status).toBe(401)
  })

  test('a recovery code works once, however it is typed; new ones end the old', async () => {
    const { ann, codes } = await withFactor()
    const [first = '', second = '', third = ''] = codes
    const entered = ok(await follow(await ticketOf(ann), first.toLowerCase().replaceAll('-', ' ')))
    expect(cookieFrom(entered)).toMatch(/^__Host-catalytics=cat_se_/)
    expect((await follow(await ticketOf(ann), first)).status).toBe(401)
    const { data } = activityList.parse(
      ok(await acme.manage('GET', '/activity?type=recovery_code_used')).body,
    )
    expect(data.filter(({ actor }) => actor === ann.id)).toHaveLength(1)

    const renewed = recoveryCodes.parse(
      ok(await ann.post('/api/v1/me/recovery-codes', { current_password: ann.password })).body,
    )

    expect((await follow(await ticketOf(ann), second)).status).toBe(401)
    expect((await follow(await ticketOf(ann), third)).status).toBe(401)
    expect((await follow(await ticketOf(ann), renewed.recovery_codes[0] ?? '')).status).toBe(200)
  })

  test('a ticket ends after five minutes, five tries, or its use', async () => {
    const { ann, secret } = await withFactor()
    const tried = await ticketOf(ann)
    const tries = await Promise.all(Array.from({ length: 5 }, () => follow(tried, 'no code')))
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401])
    expect((await follow(tried, codeOf(secret))).body).toMatchObject({ code: 'gone' })

    const used = await ticketOf(ann)
    ok(await follow(used, codeOf(secret)))
    nextStep()
    const late = await ticketOf(ann)
    app.clock.forward(300_000)
    const ended = [
      await follow(used, codeOf(secret)),
      await follow(late, codeOf(secret)),
      await follow('x', '1'),
    ]
    expect(ended.map(({ status }) => status)).toEqual([410, 410, 410])
  })

  test('a ticket signs in once, whatever code comes with it', async () => {
    const { ann, codes } = await withFactor()
    const ticket = await ticketOf(ann)
    ok(await follow(ticket, codes[0] ?? ''))

    expect((await follow(ticket, codes[1] ?? '')).status).toBe(410)
    // Nor has it cost the code.
    ok(await follow(await ticketOf(ann), codes[1] ?? ''))
  })

  test.each(['browser', 'address'])('wrong codes from a known %s are counted too', async (place) => {
    const { ann } = await withFactor()
    // Where the user signed in before: this process's own address, or the cookie from anywhere.
    const wrong = (ticket: string) => {
      const headers = place === 'browser' ? { ...elsewhere(), cookie: ann.device } : {}
      return app.call('POST', '/api/v1/sign-in/second-factor', { body: { ticket, code: '000000' }, headers })
    }
    const statuses: number[] = []
    for (let times = 0; times < 3; times += 1) {
      const ticket = await ticketOf(ann)
      for (let tries = 0; tries < 5; tries += 1) statuses.push((await wrong(ticket)).status)
    }

    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
  })

  test('whoever has the password cannot try codes without end', async () => {
    const { ann, secret } = await withFactor()
    const tickets = await Promise.all(Array.from({ length: 5 }, () => ticketOf(ann)))

    const outcomes = await Promise.all(
      tickets.flatMap((ticket) => Array.from({ length: 5 }, () => follow(ticket, '000000'))),
    )

    expect(outcomes.filter(({ status }) => status === 429)).toHaveLength(5)
    // The user's own browser goes on.
    const { password, email } = ann
    const known = ok(await app.call('POST', '/api/v1/sign-in', { body: { email, password } }))
    expect(known.body).toMatchObject({ status: 'second_factor_needed' })
    const ticket = /"ticket":"(\w+)"/.exec(known.text)?.[1] ?? ''
    const headers = { ...elsewhere(), cookie: ann.device }
    expect((await follow(ticket, codeOf(secret), headers)).status).toBe(200)
  })

  test('with it a shorter password will do, but not without it again', async () => {
    const { ann, secret } = await withFactor()
    const change = { current_password: ann.password, new_password: short }
    expect((await ann.post('/api/v1/me/password', change)).status).toBe(204)

    const refused = await ann.post('/api/v1/me/second-factor/remove', { current_password: short })

    expect([refused.status, refused.body]).toMatchObject([400, { field: 'current_password' }])
    const back = { current_password: short, new_password: ann.password }
    expect((await ann.post('/api/v1/me/password', back)).status).toBe(204)
    expect(
      (await ann.post('/api/v1/me/second-factor/remove', { current_password: ann.password })).status,
    ).toBe(204)
    expect((await signIn(ann.email, ann.password)).body).toEqual({ status: 'signed_in' })
    expect((await ann.post('/api/v1/me/recovery-codes', { current_password: ann.password })).status).toBe(409)
    expect(codeOf(secret)).toMatch(/^\d{6}$/)
  })

  test('a contract may want it of all its members, on the next request', async () => {
    const strict = await app.given.contract()
    const boss = await app.given.user(strict, 'account_administrator')
    const other = await app.given.user(strict, 'administrator')
    const path = `/api/v1/contracts/${strict.id}`
    const want = (user: UserAtHand, second_factor_required: boolean) =>
      user.call('PATCH', path, { body: { second_factor_required } })
    expect((await want(other, true)).body).toMatchObject({
      code: 'forbidden',
      field: 'second_factor_required',
    })

    expect(ok(await want(boss, true)).body).toMatchObject({ second_factor_required: true })

    const refused = await Promise.all([boss.get(path), other.get(`${path}/activity`), want(boss, false)])
    expect(refused.map(({ status, body }) => [status, body])).toMatchObject(
      refused.map(() => [403, { code: 'second_factor_needed' }]),
    )
    expect(session.parse(ok(await boss.get('/api/v1/session')).body).contracts).toMatchObject([
      { id: strict.id, second_factor_required: true },
    ])
    const { secret } = newSecondFactor.parse(
      ok(await boss.post('/api/v1/me/second-factor', { current_password: boss.password })).body,
    )
    ok(await boss.post('/api/v1/me/second-factor/confirm', { code: codeOf(secret) }))
    expect((await boss.get(path)).status).toBe(200)
    expect(ok(await want(boss, false)).body).toMatchObject({ second_factor_required: false })
    expect((await other.get(path)).status).toBe(200)
  })

  test('the operator takes it away, with the password and all sessions', async () => {
    const { ann } = await withFactor()

    const made = passwordLink.parse(ok(await app.operator('POST', `/api/v1/users/${ann.id}/reset`)).body)

    expect((await ann.get('/api/v1/session')).status).toBe(401)
    expect((await signIn(ann.email, ann.password)).status).toBe(401)
    const token = made.link.split('#')[1]
    ok(await app.call('POST', '/api/v1/password-resets/confirm', { body: { token, password: ann.password } }))
    expect((await signIn(ann.email, ann.password)).body).toEqual({ status: 'signed_in' })
    expect(ok(await acme.manage('GET', '/activity?type=second_factor_removed')).text).toContain(ann.email)
  })

  test('after a restart codes are still right; with another key recovery codes are', async () => {
    const { ann, secret, codes } = await withFactor()
    await app.stop()
    await app.start()
    expect((await follow(await ticketOf(ann), codeOf(secret))).status).toBe(200)
    await app.stop()

    const other = await buildTestApp({
      place: app.place,
      clock: app.clock,
      settings: { SECRET_KEY: 'another key of thirty-two letters' },
      acceptLostKey: true,
    })
    const { email, password } = ann
    const answer = ok(await other.call('POST', '/api/v1/sign-in', { body: { email, password } }))
    const ticket = /"ticket":"(\w+)"/.exec(answer.text)?.[1] ?? ''
    nextStep()
    const ask = (code: string) =>
      other.call('POST', '/api/v1/sign-in/second-factor', { body: { ticket, code } })
    expect((await ask(codeOf(secret))).status).toBe(503)
    expect((await ask(codes[0] ?? '')).status).toBe(200)
  })
})
