import { beforeAll, describe, expect, test } from 'vitest'
import { createdUser, session } from '@catalytics/contract/accounts.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'
import { mailedToken, openMailServer, type MailServer } from '../../../test/mail-server.ts'

const password = 'many lamps beside the river'

describe('where mails prove addresses', () => {
  let app: TestApp
  let mails: MailServer
  let a: ContractAtHand
  let b: ContractAtHand
  let ofB: UserAtHand
  beforeAll(async () => {
    mails = await openMailServer()
    app = await buildTestApp({ settings: { SMTP_URL: mails.url, MAIL_FROM: 'cat@acme.example' } })
    a = await app.given.contract({ name: 'Contract A' })
    b = await app.given.contract({ name: 'Contract B' })
    ofB = await app.given.user(b, 'administrator')
  })

  const call = (path: string, body: object, cookie?: string) =>
    app.call('POST', `/api/v1/${path}`, {
      body,
      headers: { origin: app.url(), ...(cookie !== undefined && { cookie }) },
    })
  const look = async (token: string) => ok(await call('invitations/look', { token })).body
  const accept = (token: string) => call('invitations/accept', { token, name: 'Ann', password })
  const shown = async (cookie: string) => session.parse(ok(await app.get('/api/v1/session', { cookie })).body)
  const create = async (email: string) =>
    createdUser.parse(
      ok(await app.operator('POST', '/api/v1/users', { email, role: 'viewer', contract: b.id })).body,
    )
  const names = async (cookie: string) => (await shown(cookie)).contracts.map(({ name }) => name)

  test('a proved address keeps its account, and is a member when it has joined', async () => {
    const ann = await app.given.provedUser(mails, a, 'viewer')
    expect((await shown(ann.cookie)).user.address_proved).toBe(true)

    const made = await create(ann.email)

    expect(made).toMatchObject({
      existed: true,
      address_proved: true,
      password_link: null,
      invitation: { link: null },
    })
    expect(await names(ann.cookie)).toEqual(['Contract A'])
    const token = await mailedToken(mails, ann.email, { count: 2 })
    expect(await look(token)).toMatchObject({ has_account: true })
    expect((await accept(token)).status).toBe(409)
    ok(await ann.post('/api/v1/invitations/join', { token }))
    expect(await names(ann.cookie)).toEqual(['Contract A', 'Contract B'])
    expect((await call('sign-in', { email: ann.email, password: ann.password })).status).toBe(200)
  })

  test('a mailed link begins an unproved account anew, proves it, and keeps its contracts', async () => {
    const ann = await app.given.user(a, 'viewer')
    ok(await ofB.post(`/api/v1/contracts/${b.id}/invitations`, { email: ann.email, role: 'viewer' }))
    const token = await mailedToken(mails, ann.email)
    expect(await look(token)).toMatchObject({ has_account: null })

    const cookie = cookieFrom(ok(await accept(token)))

    expect(await names(cookie)).toEqual(['Contract A', 'Contract B'])
    expect((await shown(cookie)).user.address_proved).toBe(true)
    expect((await ann.get('/api/v1/session')).status).toBe(401)
    expect((await call('sign-in', { email: ann.email, password: ann.password })).status).toBe(401)
  })

  test('a password chosen by a mailed link proves the address, one by a handed link does not', async () => {
    const [ann, bob] = [await app.given.user(a, 'viewer'), await app.given.user(a, 'viewer')]
    ok(await call('password-resets', { email: ann.email }))
    const mailed = await mailedToken(mails, ann.email, { path: '/reset' })
    const handed = ok(await app.operator('POST', `/api/v1/users/${bob.id}/password-links`)).text
    for (const token of [mailed, /#(\w{43})/.exec(handed)?.[1] ?? ''])
      ok(await call('password-resets/confirm', { token, password }))

    expect(await create(ann.email)).toMatchObject({ address_proved: true })
    expect(await create(bob.email)).toMatchObject({ address_proved: false })
    expect((await call('sign-in', { email: ann.email, password })).status).toBe(200)
    expect((await call('sign-in', { email: bob.email, password })).status).toBe(401)
  })
})
