import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { leadExport } from '@catalytics/contract/exports.ts'
import { leadChangePage } from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import { serviceAccount } from '@catalytics/contract/service-accounts.ts'
import {
  basicHeader,
  buildTestApp,
  ok,
  type Caller,
  type ContractAtHand,
  type TestApp,
  type UserAtHand,
} from '../../test/build-app.ts'
import { download, lead, someId } from '../../test/factories.ts'
import { bodyOf, filled, routes, stocked, type Keeps, type Stocked } from '../../test/route-table.ts'

const mebibyte = 1024 * 1024
const hourMs = 3_600_000
const news = 'news-for-whoever-waits'

let app: TestApp
let acme: ContractAtHand
/** Of the contract whose data are large, by an account that nobody touches. */
let through: number
let small: Stocked
beforeAll(async () => {
  app = await buildTestApp()
  acme = await app.given.contract()
  small = await stocked(app)
  // More than the buffers between two ends of a connection hold.
  const text = 'x'.repeat(200)
  const [department, state, city] = ['d'.repeat(100), 's'.repeat(100), 'c'.repeat(100)]
  const configuration = { a: text, b: text, c: text, d: text, e: text, f: text }
  for (let at = 0; at < 16_000; at += 4000) {
    await app.given.events(
      acme,
      Array.from({ length: 4000 }, (_, n) => {
        const person = {
          ...lead(`p${at + n}@acme.example`),
          company: text,
          address: text.repeat(2),
          department,
          state,
          city,
        }
        return download(person.email, { part: { number: String(at + n), configuration }, person })
      }),
    )
  }
})

async function changesFor(caller: Caller, after: number) {
  return leadChangePage.parse(ok(await caller.get(`/api/v1/lead-changes?after=${after}&limit=1`)).body)
}

/** What somebody decides of an account; what it may from then on is written here by hand. */
type Revocation = {
  readonly by: (account: Caller) => Promise<unknown>
  /** What a call with Basic is told; the token's own fate does not concern it. */
  readonly basicGoesOn?: true
  /** The account as such may still have what it asked for. */
  readonly jobGoesOn?: true
  /** Nor does what somebody sees concern what they send. */
  readonly bodyGoesOn?: true
}

const revocations: Readonly<Record<string, Revocation>> = {
  'the account is deleted': { by: (account) => manage(account, 'DELETE', '') },
  'the account is disabled': { by: (account) => manage(account, 'POST', '/disable') },
  'the token is revoked': {
    by: async (account) => {
      const token = (await account.authorization()).slice('Bearer '.length)
      const headers = {
        authorization: basicHeader(account.clientId, account.password),
        'content-type': 'application/x-www-form-urlencoded',
      }
      ok(await app.call('POST', '/oauth/revoke', { headers, body: `token=${token}` }))
    },
    basicGoesOn: true,
    jobGoesOn: true,
  },
  'the password is ended': {
    by: async (account) => {
      const { passwords } = serviceAccount.parse((await manage(account, 'GET', '')).body)
      await manage(account, 'POST', `/passwords/${passwords[0]?.id}/end`)
    },
    jobGoesOn: true,
  },
  'the scope is taken': { by: (account) => manage(account, 'PATCH', '', { scopes: ['stats:read'] }) },
  'the networks are others': {
    by: (account) => manage(account, 'PATCH', '', { networks: ['203.0.113.0/24'] }),
    jobGoesOn: true,
  },
  'the segments are others': {
    by: (account) => manage(account, 'PATCH', '', { segments: ['catalog:another'] }),
    bodyGoesOn: true,
  },
  'its time is over': {
    by: async (account) => {
      const expires_at = new Date(app.clock().getTime() + hourMs).toISOString()
      await manage(account, 'PATCH', '', { expires_at })
      app.clock.forward(hourMs + 1000)
    },
  },
  'the contract has no service accounts any more': { by: () => setFeatures([]) },
}
afterEach(() => setFeatures(['service_accounts']))

function setFeatures(features: readonly string[]) {
  return app.operator('PATCH', `/api/v1/contracts/${acme.id}`, { features }).then(ok)
}

async function manage(account: Caller, method: string, rest: string, body?: object) {
  return ok(await acme.manage(method, `/service-accounts/${account.clientId}${rest}`, body))
}

type Started = {
  /** Whether the caller got, after the decision, what it forbids; or all of it. */
  readonly answered: () => Promise<boolean>
}
type Shown = (account: Caller) => Promise<string>
const bearer: Shown = (account) => account.authorization()
const basic: Shown = ({ clientId, password }) => Promise.resolve(basicHeader(clientId, password))

/** How a route keeps a service account waiting. */
const kinds: Readonly<
  Record<Keeps, (path: string, account: Caller, how: Shown) => Promise<Started> | Started>
> = {
  async poll(path, _account, how) {
    const asked = app.get(`${path}?after=${through}&wait=12`, { authorization: await how(_account) })
    return { answered: async () => (await asked).text.includes(news) }
  },
  stream: (path, account, how) => reading(`${path}?format=ndjson`, account, how),
  async file(path, account, how) {
    const asked = await account.post('/api/v1/lead-exports', { format: 'ndjson' })
    const job = leadExport.parse(ok(asked).body)
    while (leadExport.parse(ok(await account.get(`/api/v1/lead-exports/${job.id}`)).body).status !== 'done')
      await pause(50)
    return await reading(path.replace(':id', job.id), account, how)
  },
  async body(path, account, how) {
    const authorization = await how(account)
    const body = path === '/api/v1/events' ? { events: [] } : { format: 'csv' }
    const request = await half('POST', path, JSON.stringify(body), { authorization })
    return { answered: async () => /^HTTP\/1.1 2/.test(await request.rest()) }
  },
}

// Polls last: they wait for a set time, and a file takes as long to make as the machine needs.
const keeping = Object.entries(routes)
  .flatMap(([name, { keeps }]) => (keeps ?? []).map((kind) => ({ path: name.split(' ')[1] ?? '', kind })))
  .toSorted((one, other) => Number(one.kind === 'poll') - Number(other.kind === 'poll'))

test('every call for service accounts says how it can keep its caller waiting', () => {
  const silent = Object.entries(routes).filter(
    ([, { access, keeps }]) => ['leads:read', 'events:write', 'any'].includes(access) && keeps === undefined,
  )
  expect(silent.map(([name]) => name)).toEqual([])
  expect(new Set(keeping.map(({ kind }) => kind))).toEqual(new Set(['poll', 'stream', 'file', 'body']))
})

describe('calls that are under way', () => {
  test.each(Object.entries(revocations))('when %s', async (_name, revocation) => {
    const account = await app.given.account(acme, { scopes: ['leads:read', 'events:write', 'stats:read'] })
    const sender = await acme.authorization()
    through = (await changesFor(acme, 0)).complete_through
    const calls = []
    for (const { path, kind } of keeping) {
      // The same poll and the same stream with either: not more, so as to stay below what an account may have at once.
      const how = path === '/api/v1/leads' ? basic : bearer
      calls.push({ path, kind, how, ...(await kinds[kind](path, account, how)) })
      if (kind === 'poll')
        calls.push({ path, kind, how: basic, ...(await kinds[kind](path, account, basic)) })
    }
    await pause(200)

    await revocation.by(account)
    await pause(1000)
    // Where no account may send there is no news, and a poll ends when its time is over.
    const email = `${news}-${someId()}@acme.example`
    const body = { events: [download(email)] }
    const sent = await app.call('POST', '/api/v1/events', { headers: { authorization: sender }, body })

    const wrong = await Promise.all(
      calls.map(async ({ path, kind, how, answered }) => {
        // What is sent is held against the segments of now.
        const goesOn =
          (how === basic && revocation.basicGoesOn === true) ||
          (kind === 'body' && revocation.bodyGoesOn === true)
        return (await answered()) === goesOn ? [] : [`${path} (${kind}, ${how.name})`]
      }),
    )
    expect(wrong.flat()).toEqual([])
    // What did not leave is not noted as delivered either.
    if (sent.status !== 200) return
    const { deliveries } = personData.parse(ok(await acme.manage('POST', '/people/find', { email })).body)
    const noted = deliveries.some(({ actor }) => actor === account.clientId)
    expect(noted).toBe(revocation.basicGoesOn === true)
  })

  test.each(Object.entries(revocations))('a job that makes a file, when %s', async (_name, revocation) => {
    const account = await app.given.account(acme, { scopes: ['leads:read', 'stats:read'] })
    const job = leadExport.parse(ok(await account.post('/api/v1/lead-exports', { format: 'xlsx' })).body)

    await revocation.by(account)

    const isIn = async (type: string) =>
      ok(await acme.manage('GET', `/activity?type=${type}&limit=5`)).text.includes(job.id)
    const became = async () => [await isIn('export_finished'), await isIn('export_failed')]
    await expect.poll(became).toContain(true)
    expect(await became()).toEqual(revocation.jobGoesOn === true ? [true, false] : [false, true])
    const path = join(app.place.dataDir, 'files', `${job.id}.xlsx`)
    expect(existsSync(path)).toBe(revocation.jobGoesOn === true)
  })
})

describe('a file that is being fetched', () => {
  const decisions: Readonly<Record<string, () => Promise<unknown>>> = {
    'a domain is excluded': () =>
      app.operator('PATCH', `/api/v1/contracts/${acme.id}`, { excluded_domains: ['rival.example'] }).then(ok),
    'somebody in it is erased': async () => {
      const found = ok(await acme.manage('POST', '/people/find', { email: 'p11000@acme.example' }))
      const { lead_id } = personData.parse(found.body)
      ok(await acme.manage('POST', '/people/erase', { lead_id }))
    },
    'somebody in it withdraws': () =>
      acme.manage('POST', '/people/withdraw-consent', { email: 'p11001@acme.example' }).then(ok),
  }

  test.each(Object.entries(decisions))('breaks off when %s', async (_what, decide) => {
    const account = await app.given.account(acme, { scopes: ['leads:read'] })
    const asked = await account.post('/api/v1/lead-exports', { format: 'ndjson' })
    const { id } = leadExport.parse(ok(asked).body)
    const path = `/api/v1/lead-exports/${id}`
    const status = async () => leadExport.parse(ok(await account.get(path)).body).status
    await expect.poll(status).toBe('done')
    const file = await reading(`${path}/file`, account, bearer)

    await decide()
    await pause(1000)

    expect(await file.answered()).toBe(false)
  })
})

test('a token that ends by itself ends no stream that it began', async () => {
  const account = await app.given.account(acme, { scopes: ['leads:read'] })

  const stream = await reading('/api/v1/lead-actions?format=ndjson', account, bearer)

  app.clock.forward(hourMs)
  // Whoever signs in next clears such tokens away.
  await (await app.given.account(acme)).authorization()
  await pause(1000)

  expect(await stream.answered()).toBe(true)
})

describe('a file that was made before the segments were changed', () => {
  test.each([
    ['segments that it does not cover', {}, [], ['catalog:ball-bearings'], 410],
    ['fewer segments', {}, ['catalog:x', 'catalog:y'], ['catalog:x'], 410],
    ['others', {}, ['catalog:x'], ['catalog:y'], 410],
    ['more segments', {}, ['catalog:x'], ['catalog:x', 'catalog:y'], 200],
    ['none at all', {}, ['catalog:x'], [], 200],
    ['just those it was asked for', { segments: ['catalog:x'] }, [], ['catalog:x', 'catalog:y'], 200],
    ['fewer than it was asked for', { segments: ['catalog:x', 'catalog:y'] }, [], ['catalog:x'], 410],
  ])('to %s', async (_what, asked, before, after, status) => {
    const { contract } = small
    const account = await app.given.account(contract, { scopes: ['leads:read'], segments: before })
    const body = { format: 'csv', ...asked }
    const { id } = leadExport.parse(ok(await account.post('/api/v1/lead-exports', body)).body)
    const state = async () => leadExport.parse(ok(await account.get(`/api/v1/lead-exports/${id}`)).body)
    await expect.poll(async () => (await state()).status).toBe('done')

    ok(await contract.manage('PATCH', `/service-accounts/${account.clientId}`, { segments: after }))

    expect((await account.get(`/api/v1/lead-exports/${id}/file`)).status).toBe(status)
    const { status: shown, file, error } = await state()
    expect([shown, file === null]).toEqual(status === 410 ? ['failed', true] : ['done', false])
    expect(error ?? '').toBe(
      status === 410
        ? 'This file was made when the account saw more segments than it does now. Ask for a new export.'
        : '',
    )
  })
})

describe('what a user sends while it is decided that they may not', () => {
  const decisions: Readonly<Record<string, (user: UserAtHand) => Promise<unknown>>> = {
    'the session is ended': (user) => user.call('DELETE', '/api/v1/session').then(ok),
    'the membership is removed': (user) => small.contract.manage('DELETE', `/members/${user.id}`).then(ok),
    'the role is a lower one': (user) =>
      small.contract.manage('PATCH', `/members/${user.id}`, { role: 'viewer' }).then(ok),
  }
  const writing = Object.entries(routes).filter(
    ([name, { access }]) =>
      !name.startsWith('GET ') && !['open', 'operator', 'any', 'leads:read', 'events:write'].includes(access),
  )

  test.each(Object.entries(decisions))('is not taken, when %s', async (decision, decide) => {
    const user = await app.given.user(small.contract, 'administrator')
    const sending = await Promise.all(
      writing
        .filter(([, { access }]) => access !== 'session' || decision === 'the session is ended')
        .map(async ([name, route]) => {
          const [method = '', pattern = ''] = name.split(' ')
          const path = filled(pattern, small, route.ids?.(small) ?? {})
          const body = JSON.stringify({ ...bodyOf(route), filler: someId().repeat(10) })
          const headers = { cookie: user.cookie, origin: app.url() }
          return { name, request: await half(method, path, body, headers) }
        }),
    )

    await decide(user)

    const answers = await Promise.all(
      sending.map(async ({ name, request }) => `${name}: ${(await request.rest()).slice(9, 12)}`),
    )
    expect(answers.length).toBeGreaterThan(15)
    expect(answers.filter((answer) => !/: (401|403|404)$/.test(answer))).toEqual([])
  })
})

/** Reads a little of an answer; whether the rest, read later, came to a good end. */
async function reading(path: string, account: Caller, how: Shown): Promise<Started> {
  const answer = await fetch(`${app.url()}${path}`, { headers: { authorization: await how(account) } })
  expect(answer.status).toBe(200)
  const reader = answer.body?.getReader()
  if (reader === undefined) throw new Error('no body')
  let bytes = (await reader.read()).value?.length ?? 0
  return {
    async answered() {
      try {
        for (let part = await reader.read(); !part.done; part = await reader.read())
          bytes += part.value.length
      } catch {
        return false
      }
      expect(bytes).toBeGreaterThan(8 * mebibyte)
      return true
    },
  }
}

/** A request of which the head and half the body have arrived. */
async function half(method: string, path: string, body: string, headers: Readonly<Record<string, string>>) {
  const { hostname, port } = new URL(app.url())
  const socket = connect({ host: hostname, port: Number(port) })
  const all = {
    host: 'x',
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    ...headers,
  }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.write(`${[`${method} ${path} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n${body.slice(0, 5)}`)
  // It is known by now who sends it.
  await pause(150)
  return {
    async rest(): Promise<string> {
      socket.write(body.slice(5))
      let answer = ''
      for await (const chunk of socket) answer += String(chunk)
      return answer
    },
  }
}
