import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { session } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { invitationList, memberList, sentInvitation } from '@catalytics/contract/members.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  storeKinds,
  type Answer,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'
import { openMailServer, type MailServer } from '../../../test/mail-server.ts'

const password = 'walnut under seven bridges'
const dayMs = 86_400_000
let counted = 0
const someone = () => `newcomer-${(counted += 1)}@users.example`

describe.each(storeKinds)('invitations, %s', (stores) => {
  let app: TestApp
  let server: MailServer
  let acme: ContractAtHand
  let other: ContractAtHand
  let root: UserAtHand
  let admin: UserAtHand
  beforeAll(async () => {
    server = await openMailServer()
    const settings = { SMTP_URL: server.url, MAIL_FROM: 'cat@acme.example' }
    app = await buildTestApp({ stores, settings })
    acme = await app.given.contract({ name: 'Acme "Bearings" & <Söhne>' })
    other = await app.given.contract({ name: 'Other Valves' })
    root = await app.given.user(acme, 'account_administrator')
    admin = await app.given.user(acme, 'administrator')
  })

  const list = (contract: { readonly id: string } = acme) => `/api/v1/contracts/${contract.id}/invitations`
  const look = (token: string) => app.call('POST', '/api/v1/invitations/look', { body: { token } })
  const accept = (token: string, more: object = {}) =>
    app.call('POST', '/api/v1/invitations/accept', { body: { token, name: 'Ann Lee', password, ...more } })

  /** Invites and reads the mail: the token of the link in it. */
  async function invited(email: string, { by = admin, contract = acme, ...more }: Invite = {}) {
    const before = server.received.length
    const body = { email, role: 'analyst', ...more }
    const made = sentInvitation.parse(ok(await by.post(list(contract), body)).body)
    return { ...made, token: await mailedToken(before + 1) }
  }

  async function mailedToken(count: number): Promise<string> {
    const mail = (await server.has(count)).at(-1)
    return (
      /\/invitation#([0-9A-Za-z]{43})\n/.exec(mail?.message.text?.replaceAll('\r\n', '\n') ?? '')?.[1] ?? ''
    )
  }

  async function members(contract: ContractAtHand = acme) {
    return memberList.parse(ok(await contract.manage('GET', '/members')).body).data
  }

  async function pending(contract: ContractAtHand = acme) {
    return invitationList.parse(ok(await contract.manage('GET', '/invitations')).body).data
  }

  async function logged(type: string, email: string) {
    const answer = ok(await acme.manage('GET', `/activity?type=${type}`))
    return activityList.parse(answer.body).data.filter(({ details }) => details['email'] === email)
  }

  test('a new person is invited by mail, looks, accepts, and is signed in with their role', async () => {
    const email = someone()
    const { id, token, ...made } = await invited(` ${email.toUpperCase()}`, { language: 'de' })

    expect(made).toMatchObject({
      email,
      role: 'analyst',
      invited_by: admin.email,
      state: 'pending',
      link: null,
    })
    expect(Date.parse(made.expires_at) - Date.parse(made.created_at)).toBe(7 * dayMs)
    const mail = server.received.at(-1)
    expect(mail).toMatchObject({
      to: [email],
      message: { subject: 'Einladung zu Acme "Bearings" & <Söhne>' },
    })
    expect(mail?.message.html).toContain('Acme &#34;Bearings&#34; &#38; &#60;Söhne&#62;')
    expect(mail?.message.text).toContain(`${admin.email} lädt Sie ein`)
    expect(ok(await look(token)).body).toEqual({
      contract: { id: acme.id, name: 'Acme "Bearings" & <Söhne>' },
      email,
      role: 'analyst',
      language: 'de',
      has_account: false,
    })

    const accepted = ok(await accept(token))

    expect(accepted.body).toEqual({ contract: acme.id })
    const shown = session.parse(ok(await app.get('/api/v1/session', { cookie: cookieFrom(accepted) })).body)
    expect(shown.user).toMatchObject({ email, name: 'Ann Lee', language: 'de' })
    expect(shown.contracts).toMatchObject([{ id: acme.id, role: 'analyst' }])
    expect((await pending()).map((one) => one.email)).not.toContain(email)
    for (const again of [await look(token), await accept(token)]) expect(again.status).toBe(404)
    const sent = {
      actor: admin.id,
      actor_name: admin.email,
      role: 'administrator',
      details: { invitation: id },
    }
    expect(await logged('invitation_sent', email)).toMatchObject([sent])
    expect(await logged('invitation_accepted', email)).toMatchObject([
      {
        actor: shown.user.id,
        actor_name: email,
        role: 'analyst',
        details: { invitation: id, role: 'analyst' },
      },
    ])
    ok(await app.call('POST', '/api/v1/sign-in', { body: { email, password } }))
  })

  test('a program that follows the link, or every address with the token, uses nothing up', async () => {
    const { token } = await invited(someone())

    for (const method of ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']) {
      for (const path of ['/invitation', '/api/v1/invitations/look', '/api/v1/invitations/accept'])
        await app.call(method, `${path}?token=${token}`)
    }
    for (let times = 0; times < 3; times += 1) expect((await look(token)).status).toBe(200)

    expect((await accept(token)).status).toBe(200)
  })

  test('50 acceptances at the same time make one user, one membership and one entry', async () => {
    const email = someone()
    const { token } = await invited(email)

    const answers = await Promise.all(Array.from({ length: 50 }, () => accept(token)))

    const told = answers.map(({ status }) => status)
    expect(told.filter((status) => status === 200)).toHaveLength(1)
    for (const status of told) expect(status).toBeOneOf([200, 404, 409])
    expect((await members()).filter((one) => one.email === email)).toHaveLength(1)
    expect(await logged('invitation_accepted', email)).toHaveLength(1)
  })

  test('an existing user joins with their own account, once among 50 at the same time', async () => {
    const ann = await app.given.provedUser(server, other, 'viewer')
    const { token } = await invited(ann.email)
    expect(ok(await look(token)).body).toMatchObject({ has_account: true })
    expect((await accept(token)).body).toMatchObject({ code: 'conflict' })
    const join = () => ann.post('/api/v1/invitations/join', { token })

    const answers = await Promise.all(Array.from({ length: 50 }, join))

    expect(answers.filter(({ status }) => status === 200).map(({ body }) => body)).toEqual([
      { contract: acme.id },
    ])
    for (const { status } of answers) expect(status).toBeOneOf([200, 404])
    const { contracts } = session.parse(ok(await ann.get('/api/v1/session')).body)
    expect(contracts.map(({ id, role }) => [id, role])).toEqual([
      [acme.id, 'analyst'],
      [other.id, 'viewer'],
    ])
    expect(await logged('invitation_accepted', ann.email)).toHaveLength(1)
  })

  test('it is bound to its address, and nobody signed in elsewhere can use it', async () => {
    const { token } = await invited(someone())
    const ann = await app.given.user(other, 'viewer')

    const joined = await ann.post('/api/v1/invitations/join', { token })
    const withAnotherAddress = await accept(token, { email: ann.email })
    const nobody = await app.call('POST', '/api/v1/invitations/join', { body: { token } })

    expect([joined.status, joined.body]).toMatchObject([403, { code: 'forbidden' }])
    expect([withAnotherAddress.status, nobody.status]).toEqual([400, 401])
    ok(await look(token))
  })

  test('two contracts invite one new address: one user comes of it, and the second link still works', async () => {
    const email = someone()
    const theirs = await app.given.user(other, 'administrator')
    const [first, second] = [await invited(email), await invited(email, { by: theirs, contract: other })]

    const answers = await Promise.all([accept(first.token), accept(second.token)])

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]))
    const cookie = cookieFrom(answers.find(({ status }) => status === 200) ?? answers[0])
    for (const { token } of [first, second]) {
      const body = { token }
      const headers = { cookie, origin: app.url() }
      await app.call('POST', '/api/v1/invitations/join', { headers, body })
    }
    const shown = session.parse(ok(await app.get('/api/v1/session', { cookie })).body)
    expect(shown.contracts.map(({ id }) => id)).toEqual([acme.id, other.id])
  })

  test('who was made a member in the meantime keeps their role, and the link is used up', async () => {
    const email = someone()
    const { token } = await invited(email, { role: 'administrator' })
    ok(await app.operator('POST', '/api/v1/users', { email, password, contract: acme.id, role: 'viewer' }))
    const signedIn = ok(await app.call('POST', '/api/v1/sign-in', { body: { email, password } }))
    const headers = { cookie: cookieFrom(signedIn), origin: app.url() }

    ok(await app.call('POST', '/api/v1/invitations/join', { headers, body: { token } }))

    expect((await members()).filter((one) => one.email === email)).toMatchObject([{ role: 'viewer' }])
    expect(await logged('invitation_accepted', email)).toMatchObject([{ role: 'viewer' }])
    expect((await look(token)).status).toBe(404)
  })

  test('a password that is easy to guess is refused, and uses nothing up', async () => {
    const { token } = await invited(someone())

    for (const weak of ['short', 'password password', 'Acme Bearings Söhne'])
      expect((await accept(token, { password: weak })).body).toMatchObject({
        code: 'invalid',
        field: 'password',
      })

    ok(await accept(token))
  })

  test('once more means a new link and a week more; the old link is dead, and it cannot be done all the time', async () => {
    const email = someone()
    const { id, token } = await invited(email)
    const resend = () => admin.post(`${list()}/${id}/resend`, {})
    const soon = await resend()
    expect([soon.status, soon.headers.get('retry-after')]).toEqual([429, '60'])
    app.clock.forward(61_000)
    const before = server.received.length

    const again = sentInvitation.parse(ok(await resend()).body)

    const renewed = await mailedToken(before + 1)
    expect(again).toMatchObject({ id, email, state: 'pending', link: null })
    expect(Date.parse(again.expires_at) - Date.parse(again.created_at)).toBeGreaterThan(7 * dayMs)
    expect(renewed).not.toBe(token)
    expect([(await look(token)).status, (await look(renewed)).status]).toEqual([404, 200])
    expect(await logged('invitation_resent', email)).toHaveLength(1)
    ok(await accept(renewed))
  })

  test('one that is taken back is dead', async () => {
    const email = someone()
    const { id, token } = await invited(email)

    expect((await admin.call('DELETE', `${list()}/${id}`)).status).toBe(204)

    const dead = [await look(token), await accept(token), await look('x'), await look('y'.repeat(43))]
    expect(dead.map(said)).toEqual(dead.map(() => said(dead[0])))
    expect(dead[0]?.status).toBe(404)
    expect(await logged('invitation_deleted', email)).toHaveLength(1)
    expect((await admin.call('DELETE', `${list()}/${id}`)).status).toBe(404)
  })

  test('an address is invited once, and a member not at all', async () => {
    const email = someone()
    const { token } = await invited(email)
    const again = await admin.post(list(), { email, role: 'viewer' })
    ok(await accept(token))
    const asMember = await admin.post(list(), { email, role: 'viewer' })

    expect([again.status, again.body]).toMatchObject([409, { field: 'email' }])
    expect([asMember.status, asMember.body]).toMatchObject([409, { field: 'email' }])
  })

  test.each([
    'ann@one.example, eve@evil.example',
    'ann@one.example\r\nBcc: eve@evil.example',
    'Ann <ann@one.example>',
    'ann',
  ])('nobody is invited at %j', async (email) => {
    const before = server.received.length
    const answer = await admin.post(list(), { email, role: 'viewer' })

    expect([answer.status, answer.body]).toMatchObject([400, { field: 'email' }])
    expect(server.received.length).toBe(before)
  })

  test('only account administrators invite account administrators', async () => {
    const asked = { email: someone(), role: 'account_administrator' }
    expect((await admin.post(list(), asked)).status).toBe(403)
    const { id, token } = await invited(asked.email, { by: root, role: asked.role })
    app.clock.forward(61_000)

    expect((await admin.post(`${list()}/${id}/resend`, {})).status).toBe(403)
    expect((await admin.call('DELETE', `${list()}/${id}`)).status).toBe(403)
    ok(await accept(token))

    expect((await members()).find(({ email }) => email === asked.email)?.role).toBe('account_administrator')
    const unwanted = await invited(someone(), { by: root, role: asked.role })
    expect((await root.call('DELETE', `${list()}/${unwanted.id}`)).status).toBe(204)
  })

  test('the ids of another contract are as if there were none', async () => {
    const { id } = await invited(someone())
    const theirs = await app.given.user(other, 'administrator')
    const paths = [`${list(other)}/${id}`, `${list(other)}/iv_0000000000000000`]

    const answers = [
      ...(await Promise.all(paths.map((path) => theirs.post(`${path}/resend`, {})))),
      ...(await Promise.all(paths.map((path) => theirs.call('DELETE', path)))),
    ]

    expect(answers.map(said)).toEqual(answers.map(() => said(answers[0])))
    expect(answers[0]?.status).toBe(404)
    expect((await pending()).map((one) => one.id)).toContain(id)
  })

  test('what became of the mail is shown: refused, with the server’s words', async () => {
    server.refuse({ at: 'recipient', code: 550, text: '5.1.1 no such mailbox' })
    const made = sentInvitation.parse(ok(await admin.post(list(), { email: someone(), role: 'viewer' })).body)
    let shown
    do {
      await pause(20)
      shown = (await pending()).find(({ id }) => id === made.id)
    } while (shown?.mail === 'queued')
    server.refuse()

    expect(shown).toMatchObject({
      mail: 'failed',
      mail_answer: '550 5.1.1 no such mailbox',
      state: 'pending',
    })
  })

  test('the token is nowhere but in the mail', async () => {
    const { token, id } = await invited(someone())
    while ((await pending()).find((one) => one.id === id)?.mail !== 'sent') await pause(20)

    const shown = [await pending(), ok(await acme.manage('GET', '/activity')).body]

    expect(JSON.stringify(shown)).not.toContain(token)
  })

  test('after seven days a link is dead and the invitation shown as expired, then replaced, then forgotten', async () => {
    const [email, left] = [someone(), someone()]
    const { token } = await invited(email)
    await invited(left)
    app.clock.forward(7 * dayMs)
    const again = await app.given.user(acme, 'administrator')

    expect([(await look(token)).status, (await accept(token)).status]).toEqual([404, 404])
    expect((await pending()).filter((one) => [email, left].includes(one.email))).toMatchObject([
      { state: 'expired' },
      { state: 'expired' },
    ])
    ok(await accept((await invited(email, { by: again })).token))
    app.clock.forward(31 * dayMs)
    await invited(someone(), { by: await app.given.user(acme, 'administrator') })
    expect((await pending()).map((one) => one.email)).not.toContain(left)
  })
})

test('without a mail server the answer has the link, once', async () => {
  const app = await buildTestApp()
  const acme = await app.given.contract()
  const admin = await app.given.user(acme, 'administrator')
  const path = `/api/v1/contracts/${acme.id}/invitations`

  const made = sentInvitation.parse(ok(await admin.post(path, { email: someone(), role: 'viewer' })).body)

  expect(made).toMatchObject({ mail: 'none', mail_answer: null })
  const token = /^http:\/\/[^#]*\/invitation#([0-9A-Za-z]{43})$/.exec(made.link ?? '')?.[1]
  expect(ok(await admin.get(path)).text).not.toMatch(/invitation#|"link"/)
  ok(await app.call('POST', '/api/v1/invitations/accept', { body: { token, name: 'Ann', password } }))
})

type Invite = {
  readonly by?: UserAtHand
  readonly contract?: ContractAtHand
  readonly role?: string
  readonly language?: string
}

function said(answer: Answer | undefined) {
  return [answer?.status, answer?.text.replace(/"request_id":"[^"]*"/, '')]
}
