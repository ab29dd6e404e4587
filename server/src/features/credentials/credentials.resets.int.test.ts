import { beforeAll, describe, expect, test } from 'vitest'
import { createdUser, session, signInOptions } from '@catalytics/contract/accounts.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Answer,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { mailedToken, openMailServer, type MailServer } from '../../../test/mail-server.ts'

const better = 'many lamps beside the river'

describe.each(storeKinds)('a new password, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  let server: MailServer
  beforeAll(async () => {
    server = await openMailServer()
    const settings = {
      SMTP_URL: server.url,
      MAIL_FROM: 'catalytics@acme.example',
      TRUSTED_PROXIES: '127.0.0.1',
    }
    app = await buildTestApp({ stores, settings })
    acme = await app.given.contract({ name: 'Acme Bearings' })
  })

  let addresses = 0
  const elsewhere = () => ({ 'x-forwarded-for': `192.0.2.${(addresses += 1)}` })
  const post = (path: string, body: object, headers = elsewhere()) =>
    app.call('POST', `/api/v1/${path}`, { body, headers })
  const ask = (email: string, headers = elsewhere()) => post('password-resets', { email }, headers)
  const look = (token: string) => post('password-resets/look', { token })
  const confirm = (token: string, password: string) => post('password-resets/confirm', { token, password })
  const signIn = (email: string, password: string) => post('sign-in', { email, password })

  const mailsTo = (email: string, about = '/reset#') =>
    server.received.filter(({ to, message }) => to.includes(email) && message.text?.includes(about))

  /** The token in the mail that comes next to this address. */
  async function mailed(email: string): Promise<string> {
    const before = mailsTo(email).length
    ok(await ask(email))
    await arrived(email, before + 1)
    return /\/reset#([0-9A-Za-z]{43})\s/.exec(mailsTo(email).at(-1)?.message.text ?? '')?.[1] ?? ''
  }

  async function arrived(email: string, count: number, about?: string): Promise<void> {
    while (mailsTo(email, about).length < count) await server.has(server.received.length + 1)
  }

  test('comes by a link that works once; all sessions end', async () => {
    expect(signInOptions.parse(ok(await app.get('/api/v1/sign-in-options')).body).reset_by_mail).toBe(true)
    const ann = await app.given.user(acme, 'viewer')
    ok(await ann.call('PATCH', '/api/v1/me', { body: { language: 'de' } }))
    const token = await mailed(ann.email)
    expect(mailsTo(ann.email).at(-1)?.message).toMatchObject({
      subject: 'Ein neues Passwort für Catalytics',
      text: expect.stringContaining('60 Minuten'),
    })
    expect(ok(await look(token)).body).toEqual({ email: ann.email, second_factor: false })

    expect((await confirm(token, 'Acme Bearings 2026')).body).toMatchObject({
      code: 'invalid',
      field: 'password',
    })
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => confirm(token, better)))

    expect(outcomes.map(({ status }) => status).filter((status) => status === 204)).toHaveLength(1)
    expect([(await look(token)).status, (await confirm(token, better)).status]).toEqual([404, 404])
    await arrived(ann.email, 1, 'wurde geändert')
    expect(mailsTo(ann.email, 'wurde geändert')).toHaveLength(1)
    expect((await ann.get('/api/v1/session')).status).toBe(401)
    expect((await signIn(ann.email, ann.password)).status).toBe(401)
    expect((await signIn(ann.email, better)).status).toBe(200)
    expect(ok(await acme.manage('GET', '/activity?type=password_changed')).text).toContain(ann.email)
  })

  test('a link ends after an hour, and when another one was used', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const [first, second] = [await mailed(ann.email), await mailed(ann.email)]
    expect((await confirm(first, better)).status).toBe(204)
    expect((await confirm(second, better)).status).toBe(404)

    app.clock.forward(3600_000)
    const late = await mailed(ann.email)
    app.clock.forward(3600_000)

    expect([(await look(late)).status, (await confirm(late, better)).status]).toEqual([404, 404])
  })

  test('asking is answered alike, whoever has the address; only who has it gets a mail, and not too many', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const answers = [
      ...(await Promise.all(Array.from({ length: 5 }, () => ask(ann.email)))),
      await ask('nobody@users.example'),
      await ask('no address'),
      await ask(`${ann.email}\r\nBcc: x@users.example`),
    ]

    expect(answers.map(told)).toEqual(answers.map(() => ({ status: 202, text: '{}' })))
    await arrived(ann.email, 3)
    // Jobs run in their order, so a fourth would come before somebody else's.
    await mailed((await app.given.user(acme, 'viewer')).email)
    expect(mailsTo(ann.email)).toHaveLength(3)
    expect(mailsTo('nobody@users.example')).toHaveLength(0)
  })

  test('one address of the network may ask so often', async () => {
    const from = elsewhere()

    const answers = await Promise.all(Array.from({ length: 11 }, (_, n) => ask(`n${n}@users.example`, from)))

    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1)
  })

  test('whoever comes with a link is not held up by an attack that goes on', async () => {
    const ann = await app.given.user(acme, 'viewer')
    await Promise.all(Array.from({ length: 25 }, () => signIn(ann.email, 'a guess')))
    expect((await signIn(ann.email, ann.password)).status).toBe(429)

    const done = await confirm(await mailed(ann.email), better)
    const cookie = done.headers.get('set-cookie')?.split(';')[0] ?? ''

    const body = { email: ann.email, password: better }
    const entered = await app.call('POST', '/api/v1/sign-in', { body, headers: { ...elsewhere(), cookie } })
    expect(entered.status).toBe(200)
  })

  test('the operator makes a user without a password, who chooses one by a link', async () => {
    const body = { email: 'new@users.example', role: 'analyst', contract: acme.id }
    const made = createdUser.parse(ok(await app.operator('POST', '/api/v1/users', body)).body)
    expect((await signIn(made.email, '')).status).toBe(400)
    expect((await signIn(made.email, better)).status).toBe(401)
    const token = made.password_link?.link.split('/reset#')[1] ?? ''

    ok(await confirm(token, better))

    expect((await signIn(made.email, better)).status).toBe(200)
    const again = ok(await app.operator('POST', `/api/v1/users/${made.id}/password-links`))
    expect(again.text).toMatch(/\/reset#\w{43}"/)
    expect((await app.operator('POST', '/api/v1/users/us_0000000000000000/password-links')).status).toBe(404)
  })

  test('the operator invites a user into another contract; an invitation that waits gives way', async () => {
    const ann = await app.given.provedUser(server, acme, 'viewer')
    const other = await app.given.contract()
    const join = { email: ann.email, role: 'analyst', contract: other.id }

    ok(await app.operator('POST', '/api/v1/users', { ...join, role: 'viewer' }))
    // A mail that still waits when its invitation gives way is never sent: the first one has to be out.
    const first = await mailedToken(server, ann.email, { count: 2 })
    const made = createdUser.parse(ok(await app.operator('POST', '/api/v1/users', join)).body)

    expect(made).toMatchObject({ id: ann.id, existed: true, password_link: null })
    expect(made.contracts.map(({ id, role }) => [id, role])).toEqual([[acme.id, 'viewer']])
    const token = await mailedToken(server, ann.email, { count: 3 })
    expect((await app.call('POST', '/api/v1/invitations/look', { body: { token: first } })).status).toBe(404)
    ok(await ann.post('/api/v1/invitations/join', { token }))
    const { contracts } = session.parse(ok(await ann.get('/api/v1/session')).body)
    expect(contracts.map(({ id, role }) => [id, role])).toEqual([
      [acme.id, 'viewer'],
      [other.id, 'analyst'],
    ])
    expect((await app.operator('POST', '/api/v1/users', join)).status).toBe(409)
    expect((await app.operator('POST', '/api/v1/users', { ...join, password: better })).status).toBe(409)
  })
})

test('where no mail is sent, nobody is promised one', async () => {
  const app = await buildTestApp()
  await app.given.user(await app.given.contract(), 'viewer')

  const answer = await app.call('POST', '/api/v1/password-resets', {
    body: { email: 'viewer-1@users.example' },
  })

  expect([answer.status, answer.body]).toMatchObject([404, { detail: expect.stringContaining('operator') }])
  expect(ok(await app.get('/api/v1/sign-in-options')).body).toMatchObject({ reset_by_mail: false })
})

function told({ status, text }: Answer) {
  return { status, text }
}
