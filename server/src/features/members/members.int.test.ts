import { beforeAll, describe, expect, test } from 'vitest'
import { activityList } from '@catalytics/contract/activity.ts'
import { member, memberList, permissionMatrix } from '@catalytics/contract/members.ts'
import { permissions, roles, type Role } from '@catalytics/contract/permissions.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../../test/build-app.ts'

describe.each(storeKinds)('members, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  let other: ContractAtHand
  let root: UserAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract({ name: 'Acme Bearings' })
    other = await app.given.contract({ name: 'Other Valves' })
    root = await app.given.user(acme, 'account_administrator')
  })

  const list = (contract: { readonly id: string } = acme) => `/api/v1/contracts/${contract.id}/members`
  const one = (user: { readonly id: string }, contract = acme) => `${list(contract)}/${user.id}`
  const give = (by: UserAtHand, user: { readonly id: string }, role: string, contract = acme) =>
    by.call('PATCH', one(user, contract), { body: { role } })
  const remove = (by: UserAtHand, user: { readonly id: string }, contract = acme) =>
    by.call('DELETE', one(user, contract))

  async function roleOf(user: { readonly id: string }, contract = acme): Promise<Role | undefined> {
    const { data } = memberList.parse(ok(await app.operator('GET', list(contract))).body)
    return data.find((found) => found.user === user.id)?.role
  }

  test('are listed by address, with what an administrator has to know of them', async () => {
    const viewer = await app.given.user(acme, 'viewer')

    const { data } = memberList.parse(ok(await root.get(list())).body)

    const emails = data.map(({ email }) => email)
    expect(emails).toEqual(emails.toSorted())
    expect(data.find(({ user }) => user === viewer.id)).toEqual({
      user: viewer.id,
      email: viewer.email,
      name: viewer.email.split('@')[0],
      role: 'viewer',
      joined_at: expect.stringMatching(/^20\d\d-/),
      last_seen_at: expect.stringMatching(/^20\d\d-/),
      second_factor: false,
      version: expect.stringMatching(/^[\w-]{22}$/),
    })
  })

  test('a role holds on the very next request, up and down', async () => {
    const ann = await app.given.user(acme, 'viewer')
    expect((await ann.get(list())).status).toBe(403)

    const promoted = member.parse(ok(await give(root, ann, 'administrator')).body)
    expect(promoted).toMatchObject({ user: ann.id, role: 'administrator' })
    expect((await ann.get(list())).status).toBe(200)
    ok(await give(root, ann, 'analyst'))

    expect((await ann.get(list())).status).toBe(403)
    expect(ok(await ann.get('/api/v1/session')).body).toMatchObject({ contracts: [{ role: 'analyst' }] })
  })

  test('a removal holds on the very next request: the contract is as if there were none', async () => {
    const ann = await app.given.user(acme, 'administrator')
    const missing = await ann.get(list({ id: 'ct_0000000000000000' }))

    expect((await remove(root, ann)).status).toBe(204)

    const gone = await ann.get(list())
    expect([gone.status, missing.status]).toEqual([404, 404])
    expect(gone.text.replace(/"request_id":"[^"]*"/, '')).toBe(
      missing.text.replace(/"request_id":"[^"]*"/, ''),
    )
    expect(ok(await ann.get('/api/v1/session')).body).toMatchObject({ contracts: [] })
    expect((await remove(root, ann)).status).toBe(404)
  })

  test('who is not of the contract is not there, whoever they are', async () => {
    const stranger = await app.given.user(other, 'viewer')
    for (const user of [stranger, { id: 'us_0000000000000000' }, { id: 'nobody' }]) {
      const answers = [await give(root, user, 'viewer'), await remove(root, user)]
      for (const { status, body } of answers)
        expect([status, body]).toMatchObject([404, { detail: 'There is no such member in this contract.' }])
    }
    expect(await roleOf(stranger, other)).toBe('viewer')
  })

  test('only account administrators appoint account administrators, or take that away', async () => {
    const admin = await app.given.user(acme, 'administrator')
    const viewer = await app.given.user(acme, 'viewer')
    const answers = [
      await give(admin, viewer, 'account_administrator'),
      await give(admin, admin, 'account_administrator'),
      await give(admin, root, 'viewer'),
      await remove(admin, root),
    ]

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403])
    expect(answers[0]?.body).toMatchObject({ detail: expect.stringContaining('account administrator') })
    expect([await roleOf(viewer), await roleOf(admin), await roleOf(root)]).toEqual([
      'viewer',
      'administrator',
      'account_administrator',
    ])
    ok(await give(admin, viewer, 'administrator'))
    ok(await give(root, viewer, 'account_administrator'))
    ok(await give(root, viewer, 'viewer'))
  })

  test('the last account administrator stays, whoever asks', async () => {
    const answers = [
      await give(root, root, 'administrator'),
      await remove(root, root),
      await app.operator('PATCH', one(root), { role: 'viewer' }),
      await app.operator('DELETE', one(root)),
    ]

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 409])
    expect(answers[0]?.body).toMatchObject({
      code: 'conflict',
      detail: expect.stringContaining('only account'),
    })
    expect(await roleOf(root)).toBe('account_administrator')
    ok(await give(root, root, 'account_administrator'))
  })

  test('of account administrators who demote and remove each other all at once, one stays', async () => {
    const contract = await app.given.contract()
    const ann = await app.given.user(contract, 'account_administrator')
    const bob = await app.given.user(contract, 'account_administrator')
    const cid = await app.given.user(contract, 'account_administrator')
    const left = async () => {
      const found = await Promise.all([ann, bob, cid].map((user) => roleOf(user, contract)))
      return found.filter((role) => role === 'account_administrator').length
    }

    for (let round = 0; round < 10; round += 1) {
      const answers = await Promise.all([
        give(ann, bob, 'viewer', contract),
        give(bob, cid, 'viewer', contract),
        give(cid, ann, 'viewer', contract),
        give(ann, ann, 'analyst', contract),
        give(bob, bob, 'analyst', contract),
      ])
      for (const { status } of answers) expect(status).toBeOneOf([200, 403, 409])
      expect(await left()).toBeGreaterThan(0)
      for (const user of [ann, bob, cid])
        ok(await app.operator('PATCH', one(user, contract), { role: 'account_administrator' }))
    }

    const removals = [ann, bob, cid].flatMap((by) =>
      [ann, bob, cid].map((user) => remove(by, user, contract)),
    )
    for (const { status } of await Promise.all(removals)) expect(status).toBeOneOf([204, 403, 404, 409])
    expect(await left()).toBe(1)
  })

  test('changes are in the log: who did what to whom, and nothing where nothing changed', async () => {
    const ann = await app.given.user(acme, 'viewer')
    ok(await give(root, ann, 'analyst'))
    ok(await give(root, ann, 'analyst'))
    ok(await remove(root, ann))

    const { data } = activityList.parse(
      ok(await root.get(`/api/v1/contracts/${acme.id}/activity?type=role_updated&type=role_deleted`)).body,
    )
    const actor = {
      actor_kind: 'user',
      actor: root.id,
      actor_name: root.email,
      role: 'account_administrator',
    }
    expect(data.filter(({ details }) => details['user'] === ann.id)).toMatchObject([
      { ...actor, type: 'role_deleted', details: { email: ann.email, role: 'analyst' } },
      { ...actor, type: 'role_updated', details: { email: ann.email, from: 'viewer', to: 'analyst' } },
    ])
  })

  test('the matrix of permissions is the table that is enforced', async () => {
    const viewer = await app.given.user(acme, 'viewer')

    const shown = permissionMatrix.parse(ok(await viewer.get('/api/v1/permissions')).body)

    expect(shown.roles).toEqual(roles)
    expect(Object.fromEntries(shown.permissions.map(({ id, roles: may }) => [id, may]))).toEqual(permissions)
  })
})
