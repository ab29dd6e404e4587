import { describe, expect, test } from 'vitest'
import { session, signInOptions } from '@catalytics/contract/accounts.ts'
import { activityList } from '@catalytics/contract/activity.ts'
import { buildTestApp, cookieFrom, ok, storeKinds, type TestApp } from '../../../test/build-app.ts'

const first = {
  email: 'first@users.example',
  name: 'First Person',
  password: 'correct horse battery staple',
  language: 'de',
  contract: { name: 'Acme Bearings', time_zone: 'Europe/Berlin' },
}

/** The token of a new set-up link. */
async function newToken(app: TestApp): Promise<string> {
  const link = await app.app().setUpLink()
  expect(link).toMatch(/^\/set-up#[0-9A-Za-z]{43}$/)
  return link?.split('#')[1] ?? ''
}

const setUp = (app: TestApp, body: object) => app.call('POST', '/api/v1/set-up', { body })
const look = (app: TestApp, token: string) => app.call('POST', '/api/v1/set-up/look', { body: { token } })
const isNeeded = async (app: TestApp) =>
  signInOptions.parse(ok(await app.get('/api/v1/sign-in-options')).body).set_up_needed

describe.each(storeKinds)('the first user, %s', (stores) => {
  test('comes by a link that works once, and brings the first contract', async () => {
    const app = await buildTestApp({ stores })
    const replaced = await newToken(app)
    const token = await newToken(app)
    expect(await isNeeded(app)).toBe(true)
    expect((await look(app, replaced)).status).toBe(404)
    expect((await look(app, 'x')).status).toBe(404)
    expect(ok(await look(app, token)).body).toEqual({ contracts: [] })

    const refused = [
      await setUp(app, { ...first, token: replaced }),
      await setUp(app, { ...first, token, contract: undefined }),
      await setUp(app, { ...first, token, password: 'Acme Bearings 1999' }),
    ]
    expect(refused.map(({ status, body }) => [status, body])).toMatchObject([
      [404, { code: 'not_found' }],
      [400, { field: 'contract' }],
      [400, { field: 'password' }],
    ])
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, n) => setUp(app, { ...first, token, email: `p${n}@users.example` })),
    )

    const winner = outcomes.find(({ status }) => status === 200)
    expect(outcomes.filter((outcome) => outcome !== winner).map(({ status }) => status)).toEqual(
      Array<number>(9).fill(404),
    )
    const cookie = winner === undefined ? '' : cookieFrom(winner)
    const { user, contracts } = session.parse(ok(await app.get('/api/v1/session', { cookie })).body)
    expect(user).toMatchObject({ name: 'First Person', language: 'de' })
    expect(contracts).toMatchObject([
      { name: 'Acme Bearings', time_zone: 'Europe/Berlin', role: 'account_administrator' },
    ])
    expect(await isNeeded(app)).toBe(false)
    expect(await app.app().setUpLink()).toBeUndefined()
    expect((await look(app, token)).status).toBe(404)
    const path = `/api/v1/contracts/${contracts[0]?.id}/activity`
    const { data } = activityList.parse(ok(await app.get(path, { cookie })).body)
    expect(data.map(({ type }) => type)).toEqual(['visit', 'member_added', 'contract_created'])
  })

  test('administers every contract that is there', async () => {
    const app = await buildTestApp({ stores })
    const [acme, other] = [await app.given.contract({ name: 'A' }), await app.given.contract({ name: 'B' })]
    const token = await newToken(app)
    expect(ok(await look(app, token)).body).toEqual({
      contracts: [
        { id: acme.id, name: 'A' },
        { id: other.id, name: 'B' },
      ],
    })

    const cookie = cookieFrom(ok(await setUp(app, { ...first, token })))

    const { contracts } = session.parse(ok(await app.get('/api/v1/session', { cookie })).body)
    expect(contracts.map(({ id, role }) => [id, role])).toEqual([
      [acme.id, 'account_administrator'],
      [other.id, 'account_administrator'],
    ])
  })

  test('a user whom the operator makes ends the link', async () => {
    const app = await buildTestApp({ stores })
    const acme = await app.given.contract()
    const token = await newToken(app)

    await app.given.user(acme, 'viewer')

    expect((await look(app, token)).status).toBe(404)
    expect((await setUp(app, { ...first, token })).status).toBe(404)
    expect((await app.operator('POST', '/api/v1/set-up-links')).status).toBe(409)
  })
})
