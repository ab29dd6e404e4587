import { generateSync } from 'otplib'
import { beforeAll, describe, expect, test } from 'vitest'
import { createdUser, session, userList } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { newSecondFactor } from '@catalytics/contract/credentials.ts'
import { sentInvitation } from '@catalytics/contract/members.ts'
import {
  buildTestApp,
  cookieFrom,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'

const first = 'walnut under seven bridges'
const second = 'many lamps beside the river'
let counted = 0
const someone = () => `ceo-${(counted += 1)}@b.example`
const tokenOf = (link: string | null | undefined) => link?.split('#')[1] ?? ''

async function invited(by: UserAtHand, contract: ContractAtHand, email: string, role = 'analyst') {
  const made = await by.post(`/api/v1/contracts/${contract.id}/invitations`, { email, role })
  return tokenOf(sentInvitation.parse(ok(made).body).link)
}

/** An account that somebody made for an address which nobody has proved: no mail server, no provider. */
describe.each(storeKinds)('an account of an unproved address, %s', (stores) => {
  let app: TestApp
  let a: ContractAtHand
  let b: ContractAtHand
  let ofA: UserAtHand
  let ofB: UserAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    a = await app.given.contract({ name: 'Contract A' })
    b = await app.given.contract({ name: 'Contract B' })
    ofA = await app.given.user(a, 'account_administrator')
    ofB = await app.given.user(b, 'account_administrator')
  })

  const call = (path: string, body: object, cookie?: string) =>
    app.call('POST', `/api/v1/${path}`, {
      body,
      headers: { origin: app.url(), ...(cookie !== undefined && { cookie }) },
    })
  const accept = (token: string, password: string) =>
    call('invitations/accept', { token, name: 'Somebody', password })
  const signIn = (email: string, password: string) => call('sign-in', { email, password })

  /** Made by the administrator of A, who knows the password and sits at a session of it. */
  async function madeByA(role = 'analyst') {
    const email = someone()
    const cookie = cookieFrom(ok(await accept(await invited(ofA, a, email, role), first)))
    return { email, cookie }
  }

  const createdInB = async (email: string, role = 'administrator') =>
    createdUser.parse(ok(await app.operator('POST', '/api/v1/users', { email, role, contract: b.id })).body)

  /** The contracts that a session opens. */
  async function opens(cookie: string): Promise<string[] | number> {
    const answer = await app.get('/api/v1/session', { cookie })
    if (answer.status !== 200) return answer.status
    return session.parse(answer.body).contracts.map(({ name }) => name)
  }

  const withPassword = async (email: string, password: string) => {
    const answer = await signIn(email, password)
    return answer.status === 200 ? await opens(cookieFrom(answer)) : answer.status
  }

  test('what A made opens nothing of B when the operator adds it: a fresh link does', async () => {
    const { email, cookie } = await madeByA()

    const made = await createdInB(email)

    expect(made).toMatchObject({
      existed: true,
      address_proved: false,
      made_by: ofA.email,
      made_in: { id: a.id, name: 'Contract A' },
      contracts: [{ id: a.id }],
    })
    expect(made.password_link?.link).toBe(made.invitation?.link)
    expect([await opens(cookie), await withPassword(email, first)]).toEqual([401, 401])

    const accepted = ok(await accept(tokenOf(made.password_link?.link), second))

    expect(await opens(cookieFrom(accepted))).toEqual(['Contract A', 'Contract B'])
    expect([await opens(cookie), await withPassword(email, first)]).toEqual([401, 401])
    expect(await withPassword(email, second)).toEqual(['Contract A', 'Contract B'])
  })

  test('an account that the operator made is no more of an identity', async () => {
    const email = someone()
    const body = { email, role: 'viewer', contract: a.id, password: first }
    ok(await app.operator('POST', '/api/v1/users', body))
    const cookie = cookieFrom(ok(await signIn(email, first)))

    const made = await createdInB(email)

    expect(made).toMatchObject({ existed: true, made_by: 'operator', made_in: { id: a.id } })
    expect([await opens(cookie), await withPassword(email, first)]).toEqual([401, 401])
  })

  test('links, tickets and second factor of the one who made it end as well', async () => {
    const { email, cookie } = await madeByA()
    const own = (path: string, body: object) => call(`me/${path}`, body, cookie)
    const { secret } = newSecondFactor.parse(ok(await own('second-factor', { current_password: first })).body)
    const code = () => generateSync({ secret, epoch: Math.floor(app.clock().getTime() / 1000) })
    ok(await own('second-factor/confirm', { code: code() }))
    app.clock.forward(30_000)
    const ticket = /"ticket":"(\w+)"/.exec(ok(await signIn(email, first)).text)?.[1] ?? ''
    const { data } = userList.parse(ok(await app.operator('GET', '/api/v1/users')).body)
    const id = data.find((one) => one.email === email)?.id
    const handed = ok(await app.operator('POST', `/api/v1/users/${id}/password-links`)).text
    const reset = /#(\w{43})/.exec(handed)?.[1] ?? ''

    const made = await createdInB(email)

    expect((await call('sign-in/second-factor', { ticket, code: code() })).status).toBe(410)
    expect((await call('password-resets/confirm', { token: reset, password: first })).status).toBe(404)
    ok(await accept(tokenOf(made.invitation?.link), second))
    expect(ok(await signIn(email, second)).body).toEqual({ status: 'signed_in' })
  })

  test('an administrator of B has a fresh link too; it opens B alone, and ends what A knows', async () => {
    const { email, cookie } = await madeByA()
    const token = await invited(ofB, b, email)
    expect([await opens(cookie), await withPassword(email, first)]).toEqual([['Contract A'], ['Contract A']])

    const accepted = ok(await accept(token, second))

    expect(await opens(cookieFrom(accepted))).toEqual(['Contract B'])
    expect([await opens(cookie), await withPassword(email, first)]).toEqual([401, 401])
    expect(await withPassword(email, second)).toEqual(['Contract B'])
    const { data } = activityList.parse(ok(await a.manage('GET', '/activity?type=account_renewed')).body)
    expect(data.filter(({ details }) => details['email'] === email)).toMatchObject([
      { details: { role: 'analyst' } },
    ])
  })

  /** As whoever owns an account sees it: their contracts by session and by password, and who they are. */
  const kept = async (cookie: string, email: string, password: string) => {
    const shown = session.parse(ok(await app.get('/api/v1/session', { cookie })).body)
    return [shown.user.name, await opens(cookie), await withPassword(email, password)]
  }

  test('an administrator of A takes nothing from a user whom the operator made in B', async () => {
    const vic = await app.given.user(b, 'administrator')
    const before = await kept(vic.cookie, vic.email, vic.password)
    expect(before.slice(1)).toEqual([['Contract B'], ['Contract B']])
    const token = await invited(ofA, a, vic.email, 'viewer')

    const answer = await accept(token, second)

    expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict' }])
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await kept(vic.cookie, vic.email, vic.password)).toEqual(before)
    expect(await withPassword(vic.email, second)).toBe(401)
    ok(await call('invitations/join', { token, password: second }, vic.cookie))
    expect(await opens(vic.cookie)).toEqual(['Contract A', 'Contract B'])
  })

  test('whoever made an account takes nothing that B or the operator gave to it since', async () => {
    const third = await app.given.contract({ name: 'Contract C' })
    const ofC = await app.given.user(third, 'account_administrator')
    const joined = await madeByA()
    ok(
      await call(
        'invitations/join',
        { token: await invited(ofB, b, joined.email), password: second },
        joined.cookie,
      ),
    )
    const appointed = await madeByA()
    const byLink = ok(await accept(tokenOf((await createdInB(appointed.email)).invitation?.link), second))
    const taken = await madeByA()
    const anew = ok(await accept(await invited(ofB, b, taken.email), second))
    const back = await madeByA()
    const members = `/api/v1/contracts/${a.id}/members`
    const { id } = session.parse(ok(await app.get('/api/v1/session', { cookie: back.cookie })).body).user
    ok(await ofA.call('DELETE', `${members}/${id}`))
    const again = await app.operator('POST', '/api/v1/users', {
      email: back.email,
      role: 'analyst',
      contract: a.id,
    })
    const returned = ok(await accept(tokenOf(createdUser.parse(ok(again).body).invitation?.link), second))

    const owners = [
      { email: joined.email, cookie: joined.cookie, by: [ofC, third] },
      { email: appointed.email, cookie: cookieFrom(byLink), by: [ofC, third] },
      { email: taken.email, cookie: cookieFrom(anew), by: [ofA, a] },
      { email: back.email, cookie: cookieFrom(returned), by: [ofB, b] },
    ] as const
    for (const { email, cookie, by } of owners) {
      const before = await kept(cookie, email, second)
      const answer = await accept(await invited(by[0], by[1], email, 'viewer'), first)

      expect([email, answer.status]).toEqual([email, 409])
      expect(await kept(cookie, email, second)).toEqual(before)
    }
  })

  test('nobody takes the last account administrator from another contract by it', async () => {
    const lonely = await app.given.contract({ name: 'Lonely' })
    const founder = await app.given.user(lonely, 'account_administrator')
    const email = someone()
    const made = await accept(await invited(founder, lonely, email, 'account_administrator'), first)
    const cookie = cookieFrom(ok(made))
    ok(await founder.call('DELETE', `/api/v1/contracts/${lonely.id}/members/${founder.id}`))
    const token = await invited(ofB, b, email)

    const answer = await accept(token, second)

    expect([answer.status, answer.body]).toMatchObject([409, { code: 'conflict' }])
    expect(await opens(cookie)).toEqual(['Lonely'])
    expect(await withPassword(email, first)).toEqual(['Lonely'])
  })

  test('who is signed in joins with a new password, keeps their contracts, and shuts others out', async () => {
    const { email, cookie } = await madeByA()
    const elsewhere = cookieFrom(ok(await signIn(email, first)))
    const token = await invited(ofB, b, email)

    const without = await call('invitations/join', { token }, cookie)
    const weak = await call('invitations/join', { token, password: 'Contract B 2026' }, cookie)
    for (const answer of [without, weak])
      expect([answer.status, answer.body]).toMatchObject([400, { code: 'invalid', field: 'password' }])
    ok(await call('invitations/join', { token, password: second }, cookie))

    expect(await opens(cookie)).toEqual(['Contract A', 'Contract B'])
    expect([await opens(elsewhere), await withPassword(email, first)]).toEqual([401, 401])
    expect(await withPassword(email, second)).toEqual(['Contract A', 'Contract B'])
  })

  test('an older link of an administrator takes over nobody whom the operator has made a member since', async () => {
    const email = someone()
    const token = await invited(ofB, b, email, 'viewer')
    const body = { email, role: 'account_administrator', contract: b.id, password: first }
    ok(await app.operator('POST', '/api/v1/users', body))

    expect((await accept(token, second)).status).toBe(409)
    expect(await withPassword(email, first)).toEqual(['Contract B'])
  })

  test('the operator’s link, sent again by an administrator, is worth no more than theirs', async () => {
    const { email } = await madeByA()
    const { invitation } = await createdInB(email, 'viewer')
    app.clock.forward(61_000)
    const path = `/api/v1/contracts/${b.id}/invitations/${invitation?.id}/resend`
    const again = sentInvitation.parse(ok(await ofB.post(path, {})).body)
    expect(again.invited_by).toBe(ofB.email)

    const accepted = ok(await accept(tokenOf(again.link), second))

    expect(await opens(cookieFrom(accepted))).toEqual(['Contract B'])
  })

  test('looking at a link that was handed over does not say whether the address has an account', async () => {
    const { email } = await madeByA()
    const known = await invited(ofB, b, email)
    const unknown = await invited(ofB, b, someone())

    const looks = [known, unknown].map((token) => call('invitations/look', { token }))

    for (const look of looks) expect(ok(await look).body).toMatchObject({ has_account: null })
  })
})
