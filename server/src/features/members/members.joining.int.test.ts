import { generateSync } from 'otplib'
import { beforeAll, describe, expect, test } from 'vitest'
import { session } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { newSecondFactor } from '@catalytics/contract/credentials.ts'
import { memberList } from '@catalytics/contract/members.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'
import { mailedToken, openMailServer, type MailServer } from '../../../test/mail-server.ts'

describe.each(storeKinds)('users with a second factor who are invited, %s', (stores) => {
  let app: TestApp
  let mails: MailServer
  let acme: ContractAtHand
  let other: ContractAtHand
  let admin: UserAtHand
  beforeAll(async () => {
    mails = await openMailServer()
    app = await buildTestApp({ stores, settings: { SMTP_URL: mails.url, MAIL_FROM: 'cat@acme.example' } })
    acme = await app.given.contract()
    other = await app.given.contract()
    admin = await app.given.user(acme, 'administrator')
  })

  /** A viewer of the other contract, signed in, who has set up a second factor; and a code that was not used yet. */
  async function withFactor() {
    const ann = await app.given.provedUser(mails, other, 'viewer')
    const begun = ok(await ann.post('/api/v1/me/second-factor', { current_password: ann.password }))
    const { secret } = newSecondFactor.parse(begun.body)
    const code = () => generateSync({ secret, epoch: Math.floor(app.clock().getTime() / 1000) })
    ok(await ann.post('/api/v1/me/second-factor/confirm', { code: code() }))
    app.clock.forward(30_000)
    return { ann, code }
  }

  /** The token of the link that the address got. */
  async function invited(email: string, role = 'analyst'): Promise<string> {
    ok(await admin.post(`/api/v1/contracts/${acme.id}/invitations`, { email, role }))
    return await mailedToken(mails, email, { count: 2 })
  }

  const look = (token: string) => app.call('POST', '/api/v1/invitations/look', { body: { token } })
  /** Joins as a browser with this cookie, or without any. */
  const join = (token: string, cookie?: string) =>
    app.call('POST', '/api/v1/invitations/join', {
      body: { token },
      headers: { origin: app.url(), ...(cookie !== undefined && { cookie }) },
    })

  /** Signs in as a browser does that was signed out: the password, then the code. The cookie. */
  async function signIn({ email, password }: UserAtHand, code: string, before: () => Promise<void>) {
    const first = ok(await app.call('POST', '/api/v1/sign-in', { body: { email, password } }))
    expect([first.body, first.headers.getSetCookie()]).toMatchObject([{ status: 'second_factor_needed' }, []])
    await before()
    const ticket = /"ticket":"(\w+)"/.exec(first.text)?.[1] ?? ''
    const body = { ticket, code }
    return cookieFrom(ok(await app.call('POST', '/api/v1/sign-in/second-factor', { body })))
  }

  /** What the user is in the contract now, as everybody who may look sees it. */
  async function memberships({ id, email }: UserAtHand, cookie: string) {
    const { data } = memberList.parse(ok(await acme.manage('GET', '/members')).body)
    const own = session.parse(ok(await app.get('/api/v1/session', { cookie })).body).contracts
    const log = ok(await acme.manage('GET', '/activity?type=invitation_accepted'))
    return {
      members: data.filter(({ user }) => user === id).map(({ role }) => role),
      own: own.map((contract) => [contract.id, contract.role]),
      logged: activityList.parse(log.body).data.filter(({ details }) => details['email'] === email).length,
    }
  }

  const joinedOnce = () => ({
    members: ['analyst'],
    own: [
      [acme.id, 'analyst'],
      [other.id, 'viewer'],
    ],
    logged: 1,
  })

  test('who is signed out signs in with both factors on the invitation, and joins', async () => {
    const { ann, code } = await withFactor()
    ok(await ann.call('DELETE', '/api/v1/session'))
    const token = await invited(ann.email)
    expect(ok(await look(token)).body).toMatchObject({ email: ann.email, has_account: true })
    expect([(await join(token)).status, (await join(token, ann.cookie)).status]).toEqual([401, 401])

    const cookie = await signIn(ann, code(), async () => {
      // The password alone lets nobody in, and uses nothing up.
      expect([(await join(token)).status, (await look(token)).status]).toEqual([401, 200])
    })
    const joined = ok(await join(token, cookie))

    expect(joined.body).toEqual({ contract: acme.id })
    expect([(await join(token, cookie)).status, (await look(token)).status]).toEqual([404, 404])
    expect(await memberships(ann, cookie)).toEqual(joinedOnce())
  })

  test('who has a session joins with it, once, also from a second window', async () => {
    const { ann, code } = await withFactor()
    const elsewhere = await signIn(ann, code(), async () => {})
    const token = await invited(ann.email)

    const answers = await Promise.all(
      [ann.cookie, elsewhere, ann.cookie].map((cookie) => join(token, cookie)),
    )

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404])
    expect(await memberships(ann, elsewhere)).toEqual(joinedOnce())
  })

  test('a contract that requires a second factor is open to them as soon as they have joined', async () => {
    const { ann } = await withFactor()
    const token = await invited(ann.email, 'administrator')
    ok(await acme.manage('PATCH', '', { second_factor_required: true }))
    const members = `/api/v1/contracts/${acme.id}/members`
    expect((await ann.get(members)).status).toBe(404)

    ok(await join(token, ann.cookie))

    expect((await ann.get(members)).status).toBe(200)
  })
})
