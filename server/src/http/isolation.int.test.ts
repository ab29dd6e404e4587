import { beforeAll, describe, expect, test } from 'vitest'
import { pagePaths } from '@catalytics/contract/pages.ts'
import { roles, type Role } from '@catalytics/contract/permissions.ts'
import {
  basicHeader,
  buildTestApp,
  ok,
  type Answer,
  type Caller,
  type TestApp,
  type UserAtHand,
} from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'
import {
  those,
  isForService,
  operators,
  isOfContract,
  isManaged,
  isForUsers,
  isUnsafe,
  rolesWith,
  isCallable,
  methodOf,
  missingIds,
} from '../../test/route-kinds.ts'
import { bodyOf, filled, noId, routes, stocked, type Route, type Stocked } from '../../test/route-table.ts'
import { routesOf } from '../../test/routes-of.ts'

let app: TestApp
let acme: Stocked
let other: Stocked
/** Of acme, one a role; and somebody who may do anything in the other contract. */
let users: Readonly<Record<Role, UserAtHand>>
let stranger: UserAtHand
beforeAll(async () => {
  // Nobody answers there: what a provider answers has tests of its own.
  const provider = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' }
  app = await buildTestApp({ settings: provider })
  ;[acme, other] = await Promise.all([stocked(app), stocked(app)])
  const [first, second, third, fourth] = await Promise.all(
    roles.map((role) => app.given.user(acme.contract, role)),
  )
  if (first === undefined || second === undefined || third === undefined || fourth === undefined)
    throw new TypeError('a role without a user')
  users = { account_administrator: first, administrator: second, analyst: third, viewer: fourth }
  stranger = await app.given.user(other.contract, 'account_administrator')
})

test('every route of the application is in this list', () => {
  const real = routesOf(app.app().api.printRoutes({ commonPrefix: false }))

  expect(real).toContain('GET /api/v1/leads')
  // OAuth answers other methods on its addresses in its own words; the pages of the browser application are one file.
  const pages = new Set([...pagePaths, '/*', '/assets/:file'].map((path) => `GET ${path}`))
  const meant = real.filter(
    (route) => !/^(GET|PUT|PATCH|DELETE|OPTIONS) \/oauth\//.test(route) && !pages.has(route),
  )
  expect(meant.toSorted()).toEqual(Object.keys(routes).toSorted())
})

function pathOf(name: string, of: Stocked | undefined, ids: Readonly<Record<string, string>>): string {
  return filled(name.split(' ')[1] ?? '', of, ids)
}

/** The route's path with everything of one's own in it. */
function ownPath(name: string, route: Route): string {
  return pathOf(name, acme, route.ids?.(acme) ?? {})
}

function call(name: string, route: Route, path: string, authorization?: string): Promise<Answer> {
  return app.call(methodOf(name), path, {
    body: bodyOf(route),
    ...(authorization === undefined ? {} : { headers: { authorization } }),
  })
}

async function callAs(caller: Caller, name: string, route: Route, path: string): Promise<Answer> {
  return await call(name, route, path, await caller.authorization())
}

describe('what is open to everybody', () => {
  test.each(those(({ access }) => access === 'open'))('%s asks for no credentials', async (name, route) => {
    const answer = await call(name, route, ownPath(name, route))

    expect([403, 404]).not.toContain(answer.status)
    expect(answer.headers.get('www-authenticate')?.startsWith('Bearer') ?? false).toBe(false)
  })

  test.each(those((route) => route.access === 'open' && isCallable(route)))(
    '%s answers',
    async (name, route) => {
      expect((await call(name, route, ownPath(name, route))).status).toBe(200)
    },
  )
})

describe('what is for service accounts', () => {
  const wrong = [undefined, 'Bearer nonsense', 'Bearer', 'Basic !', 'Basic Og==', 'Digest x="1"', '']

  test.each(those(isForService))('%s asks for credentials', async (name, route) => {
    const path = ownPath(name, route)
    const answers = await Promise.all(wrong.map((authorization) => call(name, route, path, authorization)))

    expect(answers.map(({ status }) => status)).toEqual(wrong.map(() => 401))
    const challenges = answers.map(({ headers }) => headers.get('www-authenticate'))
    expect(challenges).toEqual(wrong.map(() => expect.stringMatching(/^Bearer realm="catalytics"/)))
  })

  test.each(those((route) => isForService(route) && isCallable(route)))(
    '%s takes Basic where it says so, and nowhere else',
    async (name, route) => {
      const { clientId, password } = acme.contract

      const answer = await call(name, route, ownPath(name, route), basicHeader(clientId, password))

      expect(answer.status).toBe(route.basic === true ? (route.status ?? 200) : 401)
    },
  )

  test.each(those((route) => isForService(route) && route.access !== 'any'))(
    '%s refuses an account without the scope, and names it',
    async (name, route) => {
      const others = (['stats:read', 'leads:read', 'events:write'] as const).filter(
        (scope) => scope !== route.access,
      )
      const narrow = await app.given.account(acme.contract, { scopes: others })

      const answer = await callAs(narrow, name, route, ownPath(name, route))

      expect([answer.status, answer.body]).toMatchObject([403, { code: 'forbidden' }])
      const challenge = `error="insufficient_scope", scope="${route.access}"`
      expect(answer.headers.get('www-authenticate')).toContain(challenge)
    },
  )

  test.each(those(isForService))('%s is not for somebody who is signed in', async (name, route) => {
    const path = ownPath(name, route)
    const user = await users.account_administrator.call(methodOf(name), path, { body: bodyOf(route) })

    expect(told(user)).toEqual(told(await call(name, route, path)))
  })

  test.each(those(isForService))('%s is not for the operator', async (name, route) => {
    expect((await app.operator(methodOf(name), ownPath(name, route), bodyOf(route))).status).toBe(403)
  })

  test.each(those((route) => isForService(route) && route.ids !== undefined))(
    '%s of another contract, or another account, is as of none',
    async (name, route) => {
      const colleague = await app.given.account(acme.contract)

      const missing = await callAs(acme.contract, name, route, pathOf(name, acme, noId))
      const foreign = await callAs(acme.contract, name, route, pathOf(name, acme, route.ids?.(other) ?? {}))
      const others = await callAs(colleague, name, route, ownPath(name, route))

      expect(missing.status).toBe(404)
      expect([told(foreign), told(others)]).toEqual([told(missing), told(missing)])
    },
  )

  test.each(those((route) => isForService(route) && isCallable(route)))(
    '%s answers whoever may',
    async (name, route) => {
      const answer = await callAs(acme.contract, name, route, ownPath(name, route))

      expect(answer.status).toBe(route.status ?? 200)
    },
  )
})

describe('what is for people', () => {
  test.each(those(isForUsers))('%s asks to sign in, and says no more', async (name, route) => {
    const path = ownPath(name, route)
    const cookie = users.account_administrator.cookie
    const answers = [
      await call(name, route, path),
      await call(name, route, pathOf(name, other, route.ids?.(other) ?? {})),
      await call(name, route, pathOf(name, undefined, route.ids?.(acme) ?? {})),
      await callAs(acme.contract, name, route, path),
      await call(name, route, path, basicHeader(acme.contract.clientId, acme.contract.password)),
      ...(await Promise.all(
        [`${cookie}x`, cookie.slice(0, -1), `${cookie.split('=')[0]}=`, 'session=1; =; ;x'].map((wrong) =>
          users.viewer.call(methodOf(name), path, { body: bodyOf(route), headers: { cookie: wrong } }),
        ),
      )),
    ]

    expect(answers[0]?.status).toBe(401)
    expect(answers[0]?.headers.get('www-authenticate')).toBe('Cookie realm="catalytics"')
    expect(answers.map(told)).toEqual(answers.map(() => told(answers[0])))
  })

  test.each(those((route, name) => isForUsers(route) && isUnsafe(name)))(
    '%s takes nothing from somebody else’s page',
    async (name, route) => {
      const { cookie } = users.account_administrator
      const ask = (headers: Readonly<Record<string, string>>) =>
        app.call(methodOf(name), ownPath(name, route), {
          body: bodyOf(route),
          headers: { cookie, ...headers },
        })

      const answers = [
        await ask({}),
        await ask({ origin: 'https://evil.example' }),
        await ask({ origin: 'null' }),
        await ask({ 'sec-fetch-site': 'cross-site' }),
        await ask({ 'sec-fetch-site': 'same-site', origin: 'http://localhost:1' }),
      ]

      expect(answers.map(({ status, body }) => [status, body])).toMatchObject(
        answers.map(() => [403, { code: 'forbidden', detail: expect.stringContaining('Origin') }]),
      )
    },
  )

  test.each(those(({ ownPages }) => ownPages === true))(
    '%s, open as it is, takes nothing from somebody else’s page either',
    async (name, route) => {
      const ask = (headers: Readonly<Record<string, string>>) =>
        app.call(methodOf(name), ownPath(name, route), { body: bodyOf(route), headers })

      expect((await ask({ origin: 'https://evil.example' })).status).toBe(403)
      expect((await ask({ 'sec-fetch-site': 'cross-site' })).status).toBe(403)
      expect((await ask({ origin: app.url() })).status).not.toBe(403)
      expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).not.toBe(403)
    },
  )

  test.each(those(({ access }) => access === 'session'))(
    '%s is for whoever is signed in, not for the operator',
    async (name, route) => {
      expect((await app.operator(methodOf(name), ownPath(name, route), bodyOf(route))).status).toBe(403)
      if (!isCallable(route)) return
      for (const user of [...Object.values(users), stranger]) {
        const answer = await user.call(methodOf(name), ownPath(name, route), { body: bodyOf(route) })
        expect(answer.status).toBe(route.status ?? 200)
      }
    },
  )

  test.each(those(isOfContract))(
    '%s: another contract is as none, whatever one is in one’s own',
    async (name, route) => {
      const ask = (user: UserAtHand, path: string) => user.call(methodOf(name), path, { body: bodyOf(route) })
      const missing = await ask(stranger, pathOf(name, undefined, route.ids?.(acme) ?? {}))
      const answers = [
        await ask(stranger, ownPath(name, route)),
        await ask(stranger, ownPath(name, route).replace(acme.contract.id, 'nothing')),
        ...(await Promise.all(
          roles.map((role) => ask(users[role], pathOf(name, other, route.ids?.(other) ?? {}))),
        )),
      ]

      expect([missing.status, missing.body]).toMatchObject([404, { code: 'not_found' }])
      expect(answers.map(told)).toEqual(answers.map(() => told(missing)))
    },
  )

  test.each(those((route) => isOfContract(route) && route.ids !== undefined))(
    '%s with another contract’s id is as with one that is not there',
    async (name, route) => {
      const ask = (ids: Readonly<Record<string, string>>) =>
        users.account_administrator.call(methodOf(name), pathOf(name, acme, ids), { body: bodyOf(route) })

      const missing = await ask(missingIds(route.ids?.(acme) ?? {}))
      const foreign = await ask(route.ids?.(other) ?? {})

      expect(missing.status).toBe(404)
      expect(told(foreign)).toEqual(told(missing))
    },
  )

  test.each(rolesWith(false))(
    '%s is not for the role %s, which learns who may',
    async (name, role, route) => {
      const answer = await users[role].call(methodOf(name), ownPath(name, route), { body: bodyOf(route) })

      expect([answer.status, answer.body]).toMatchObject([
        403,
        { code: 'forbidden', detail: expect.stringContaining('account administrator') },
      ])
    },
  )

  test.each(rolesWith(true).filter(([, , route]) => isCallable(route)))(
    '%s is for the role %s',
    async (name, role, route) => {
      const answer = await users[role].call(methodOf(name), ownPath(name, route), { body: bodyOf(route) })

      expect(answer.status).toBe(route.status ?? 200)
    },
  )
})

describe('what is the operator’s', () => {
  test.each(those(operators))('%s does not exist for anybody else', async (name, route) => {
    const path = ownPath(name, route)
    const nothing = await call(name, route, '/api/v1/nothing-at-all')
    const answers = [
      await call(name, route, path),
      await call(name, route, path, 'Basic Og=='),
      await callAs(acme.contract, name, route, path),
      await callAs(other.contract, name, route, path),
      await users.account_administrator.call(methodOf(name), path, { body: bodyOf(route) }),
      await users.viewer.call(methodOf(name), path, { body: bodyOf(route) }),
    ]

    expect(nothing.status).toBe(404)
    expect(answers.map(told)).toEqual(answers.map(() => told(nothing)))
  })

  test.each(those((route, name) => isManaged(route) && name.includes(':contract')))(
    '%s of a contract that is not there is 404',
    async (name, route) => {
      const answer = await app.operator(
        methodOf(name),
        pathOf(name, undefined, route.ids?.(acme) ?? {}),
        bodyOf(route),
      )

      // An import tells in its lines how it went.
      expect([answer.status, answer.text]).toEqual([
        expect.toBeOneOf([404, 200]),
        expect.stringContaining('"code":"not_found"'),
      ])
    },
  )

  test.each(those((route) => isManaged(route) && route.ids !== undefined))(
    '%s with another contract’s id is as with one that is not there',
    async (name, route) => {
      const ids = route.ids?.(acme) ?? {}
      const ask = (own: Readonly<Record<string, string>>) =>
        app.operator(methodOf(name), pathOf(name, acme, own), bodyOf(route))

      const missing = await ask(missingIds(ids))
      const foreign = await ask(route.ids?.(other) ?? {})

      expect(missing.status).toBe(404)
      expect(told(foreign)).toEqual(told(missing))
    },
  )

  test.each(those((route) => isManaged(route) && isCallable(route)))(
    '%s answers the operator',
    async (name, route) => {
      const answer = await app.operator(methodOf(name), ownPath(name, route), bodyOf(route))

      expect(answer.status).toBe(route.status ?? 200)
    },
  )
})

test('what two contracts hold never mixes, in any answer', async () => {
  await app.given.events(other.contract, [download('only.other@acme.example', { catalog: 'only-other' })])
  for (const rows of ['lead-actions', 'leads', 'lead-changes'])
    expect(ok(await acme.contract.get(`/api/v1/${rows}`)).text).not.toContain('only.other')
  for (const path of ['/segments', '/activity', '/quarantine', '/imports', '/service-accounts'])
    expect(ok(await acme.contract.manage('GET', path)).text).not.toMatch(
      new RegExp(`only-other|${other.contract.clientId}|${other.import_id}`),
    )
})

/** An answer without what tells one request from another. */
function told(answer: Answer | undefined) {
  if (answer === undefined) return undefined
  const { status, headers, body } = answer
  const own = new Set(['date', 'x-request-id', 'connection', 'keep-alive', 'content-length'])
  const rest = [...headers].filter(([name]) => !own.has(name))
  const withoutId = typeof body === 'object' && body !== null ? { ...body, request_id: '' } : body
  return { status, headers: rest, body: withoutId }
}
