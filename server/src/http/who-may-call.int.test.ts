import { beforeAll, expect, test } from 'vitest'
import { buildTestApp, type Answer, type ContractAtHand, type TestApp } from '../../test/build-app.ts'
import { noAccount, noId, routes } from '../../test/route-table.ts'
import { kindsOfCallers, mayCall, type KindOfCaller } from '../../test/who-may-call.ts'

type Call = (method: string, path: string, body: object | undefined) => Promise<Answer>

let app: TestApp
let contract: ContractAtHand
let calls: Readonly<Record<KindOfCaller, Call>>
let nothing: unknown
beforeAll(async () => {
  const provider = { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'x' }
  app = await buildTestApp({ settings: provider })
  contract = await app.given.contract()
  calls = {
    nobody: (method, path, body) => app.call(method, path, { body }),
    'leads:read': await account('leads:read'),
    'events:write': await account('events:write'),
    'stats:read': await account('stats:read'),
    viewer: await user('viewer'),
    analyst: await user('analyst'),
    administrator: await user('administrator'),
    account_administrator: await user('account_administrator'),
    operator: (method, path, body) => app.operator(method, path, body),
  }
  nothing = detailOf(await app.get('/api/v1/nothing-at-all'))
})

test('every route has its line in the table, and every line a route', () => {
  expect(Object.keys(mayCall).toSorted()).toEqual(Object.keys(routes).toSorted())
})

// Signing out comes last: what is asked afterwards would be asked by nobody.
const signOut = 'DELETE /api/v1/session'
const names = [...Object.keys(mayCall).filter((name) => name !== signOut), signOut]

test.each(names)('%s', async (name) => {
  const allowed: KindOfCaller[] = []
  for (const kind of kindsOfCallers) if (!isRefusal(await ask(kind, name))) allowed.push(kind)

  expect(allowed).toEqual(mayCall[name])
})

/** Asks for what is not there, or with a body that no route takes: whoever may call learns that, and changes nothing. */
async function ask(kind: KindOfCaller, name: string): Promise<Answer> {
  const [method = '', pattern = ''] = name.split(' ')
  const ids: Readonly<Record<string, string>> = { ...noId, contract: contract.id }
  const ofAccount = pattern.includes('/service-accounts/')
  const path = pattern.replaceAll(/:(\w+)/g, (_, id: string) =>
    ofAccount && id === 'id' ? noAccount : (ids[id] ?? 'none'),
  )
  const body = ['POST', 'PUT', 'PATCH'].includes(method) ? { no_such_field: true } : undefined
  return await calls[kind](method, path, body)
}

function isRefusal(answer: Answer): boolean {
  if (answer.status === 404) return detailOf(answer) === nothing
  return answer.status === 401 || answer.status === 403
}

function detailOf({ body }: Answer): unknown {
  return typeof body === 'object' && body !== null && 'detail' in body ? body.detail : undefined
}

async function account(scope: string): Promise<Call> {
  const caller = await app.given.account(contract, { scopes: [scope] })
  return (method, path, body) => caller.call(method, path, { body })
}

async function user(role: 'viewer' | 'analyst' | 'administrator' | 'account_administrator'): Promise<Call> {
  const caller = await app.given.user(contract, role)
  return (method, path, body) => caller.call(method, path, { body })
}
