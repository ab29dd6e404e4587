import { setTimeout as pause } from 'node:timers/promises'
import { generateSync } from 'otplib'
import { beforeAll, describe, expect, test } from 'vitest'
import { ownSessionList } from '@catalytics/contract/accounts.ts'
import { newSecondFactor } from '@catalytics/contract/credentials.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'
import { mailedToken, openMailServer, type MailServer } from '../../../test/mail-server.ts'

const better = 'many lamps beside the river'

async function change(user: UserAtHand) {
  const body = { current_password: user.password, new_password: better }
  return ok(await user.post('/api/v1/me/password', body))
}

describe.each(storeKinds)('a new password ends what hung on the old one, %s', (stores) => {
  let app: TestApp
  let mails: MailServer
  let acme: ContractAtHand
  beforeAll(async () => {
    mails = await openMailServer()
    const settings = { SMTP_URL: mails.url, MAIL_FROM: 'cat@acme.example', TRUSTED_PROXIES: '127.0.0.1' }
    app = await buildTestApp({ stores, settings })
    acme = await app.given.contract()
  })

  let addresses = 0
  const call = (path: string, body: object) =>
    app.call('POST', `/api/v1/${path}`, {
      body,
      headers: { 'x-forwarded-for': `192.0.2.${(addresses += 1)}` },
    })
  const confirm = (token: string) => call('password-resets/confirm', { token, password: better })

  async function mailedLink({ email }: UserAtHand): Promise<string> {
    ok(await call('password-resets', { email }))
    return await mailedToken(mails, email, { path: '/reset' })
  }

  async function handedLink({ id }: UserAtHand): Promise<string> {
    const answer = ok(await app.operator('POST', `/api/v1/users/${id}/password-links`))
    return /#(\w{43})/.exec(answer.text)?.[1] ?? ''
  }

  /** Codes of a second factor that the user has set up. */
  async function withFactor(user: UserAtHand) {
    const begun = ok(await user.post('/api/v1/me/second-factor', { current_password: user.password }))
    const { secret } = newSecondFactor.parse(begun.body)
    const code = () => generateSync({ secret, epoch: Math.floor(app.clock().getTime() / 1000) })
    ok(await user.post('/api/v1/me/second-factor/confirm', { code: code() }))
    app.clock.forward(30_000)
    return code
  }

  async function ticketOf({ email, password }: UserAtHand): Promise<string> {
    return /"ticket":"(\w+)"/.exec(ok(await call('sign-in', { email, password })).text)?.[1] ?? ''
  }

  const changes: readonly (readonly [string, (user: UserAtHand) => Promise<unknown>])[] = [
    ['changed by the user', change],
    ['chosen by a mailed link', async (user) => ok(await confirm(await mailedLink(user)))],
    ['chosen by a handed link', async (user) => ok(await confirm(await handedLink(user)))],
    [
      'taken away by the operator',
      async ({ id }) => ok(await app.operator('POST', `/api/v1/users/${id}/reset`)),
    ],
  ]

  test.each(changes)('links and half-done sign-ins end when it is %s', async (_, replace) => {
    const ann = await app.given.user(acme, 'viewer')
    const code = await withFactor(ann)
    const links = [await mailedLink(ann), await handedLink(ann)]
    const ticket = await ticketOf(ann)

    await replace(ann)

    for (const token of links) {
      expect((await call('password-resets/look', { token })).status).toBe(404)
      expect((await confirm(token)).status).toBe(404)
    }
    expect((await call('sign-in/second-factor', { ticket, code: code() })).status).toBe(410)
  })

  test('a second factor that was being set up has to be begun anew', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const begun = ok(await ann.post('/api/v1/me/second-factor', { current_password: ann.password }))
    const { secret } = newSecondFactor.parse(begun.body)
    await change(ann)

    const code = generateSync({ secret, epoch: Math.floor(app.clock().getTime() / 1000) })
    const confirmed = await ann.post('/api/v1/me/second-factor/confirm', { code })

    expect([confirmed.status, confirmed.body]).toMatchObject([409, { code: 'conflict' }])
  })

  test('whoever is just signing in with the old one is left outside', async () => {
    const ann = await app.given.user(acme, 'viewer')
    const signingIn: Promise<unknown>[] = []
    const changing = change(ann)
    // Some have found the old password and wait for its hash when the new one is stored.
    for (let times = 0; times < 18; times += 1) {
      signingIn.push(call('sign-in', { email: ann.email, password: ann.password }))
      await pause(15)
    }
    await changing
    await Promise.all(signingIn)

    const { data } = ownSessionList.parse(ok(await ann.get('/api/v1/me/sessions')).body)
    expect(data).toMatchObject([{ current: true }])
  })
})
