import type { ServerResponse } from 'node:http'
import { afterEach, describe, expect, test } from 'vitest'
import {
  answer,
  closeServers,
  cut,
  problem,
  scripted,
  silence,
  token,
  view,
  type Reply,
} from '../test/scripted-server.ts'
import { CatalyticsProblem, CatalyticsUnreachable } from './client.ts'

afterEach(closeServers)

describe('the token', () => {
  test('is fetched once for calls that start together, with id and password form-encoded', async () => {
    const server = await scripted({ '/api/v1/whoami': [answer(me)] })
    const client = server.client({ password: 'a+b ü:%41, long enough' })
    await Promise.all([client.whoami(), client.whoami(), client.whoami()])
    expect(server.seen('/oauth/token')).toHaveLength(1)
    const [, encoded = ''] = server.seen('/oauth/token')[0]?.headers.authorization?.split(' ') ?? []
    expect(atob(encoded)).toBe('cat_sa_0123456789abcdef:a%2Bb+%C3%BC%3A%2541%2C+long+enough')
  })

  test('is renewed before it ends', async () => {
    const server = await scripted({
      '/oauth/token': [answer(token('one', 0)), answer(token('two', 900))],
      '/api/v1/whoami': [answer(me)],
    })
    const client = server.client()
    for (let call = 0; call < 3; call += 1) await client.whoami()
    const shown = server.seen('/api/v1/whoami').map((seen) => seen.headers.authorization)
    expect(shown).toEqual(['Bearer one', 'Bearer two', 'Bearer two'])
  })

  test('is replaced when the server has forgotten it, and the call made again', async () => {
    const server = await scripted({
      '/oauth/token': [answer(token('old', 900)), answer(token('new', 900))],
      '/api/v1/whoami': [refusedToken, answer(me)],
    })
    await expect(server.client().whoami()).resolves.toMatchObject({ name: 'CRM' })
    expect(server.seen('/api/v1/whoami').map((seen) => seen.headers.authorization)).toEqual([
      'Bearer old',
      'Bearer new',
    ])
  })

  test('is replaced once only: an account that is switched off is told', async () => {
    const server = await scripted({ '/api/v1/whoami': [refusedToken] })
    await expect(server.client().whoami()).rejects.toMatchObject({ code: 'unauthorized', status: 401 })
    expect(server.seen('/api/v1/whoami')).toHaveLength(2)
  })

  test('refused for a wrong password is a problem at once', async () => {
    const server = await scripted({
      '/oauth/token': [answer({ error: 'invalid_client', error_description: 'wrong' }, { status: 401 })],
    })
    await expect(server.client().whoami()).rejects.toMatchObject({ code: 'unauthorized', detail: 'wrong' })
    expect(server.seen('/oauth/token')).toHaveLength(1)
  })
})

describe('a failure', () => {
  test('that the server explains becomes a problem with its fields', async () => {
    const server = await scripted({ '/api/v1/leads': [problem(400, { field: 'to', detail: 'Too early.' })] })
    const failure = await problemFrom(server.client().leads().next())
    expect(failure).toMatchObject({ code: 'invalid', field: 'to', detail: 'Too early.', requestId: 'r-1' })
    expect(failure.message).toBe('invalid (to): Too early.')
    expect(server.seen('/api/v1/leads')).toHaveLength(1)
  })

  test('of a proxy becomes a problem too', async () => {
    const server = await scripted({ '/api/v1/events': [tooLargePage] })
    await expect(server.client().sendEvents([view])).rejects.toMatchObject({
      code: 'too_large',
      detail: 'The server answered 413.',
      requestId: null,
    })
  })

  test('that passes is waited for, as long as Retry-After says', async () => {
    const server = await scripted({ '/api/v1/whoami': [problem(503, { retryAfter: '1' }), answer(me)] })
    const began = performance.now()
    await server.client().whoami()
    expect(performance.now() - began).toBeGreaterThan(990)
    expect(performance.now() - began).toBeLessThan(3000)
  })

  test('that does not pass is told after the last attempt', async () => {
    const server = await scripted({ '/api/v1/whoami': [problem(429, { retryAfter: '0' })] })
    const failure = await problemFrom(server.client({ retries: 3 }).whoami())
    expect(failure).toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 0 })
    expect(server.seen('/api/v1/whoami')).toHaveLength(4)
  })

  test('to answer at all is tried again, then told with its cause', async () => {
    const server = await scripted({ '/api/v1/whoami': [cut, answer(me)] })
    await expect(server.client().whoami()).resolves.toMatchObject({ name: 'CRM' })
    const dead = await scripted({ '/api/v1/whoami': [cut] })
    const failure = await dead
      .client({ retries: 0 })
      .whoami()
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CatalyticsUnreachable)
    expect(failure).toHaveProperty('cause', expect.any(Error))
  })

  test('to answer in time ends the call', async () => {
    const server = await scripted({ '/api/v1/whoami': [silence] })
    const client = server.client({ retries: 0, timeoutMs: 100 })
    await expect(client.whoami()).rejects.toThrow('The server did not answer within 0.1 s.')
  })

  test('in the middle of a body counts as none at all', async () => {
    const server = await scripted({ '/api/v1/whoami': [halfAnAnswer, answer(me)] })
    await expect(server.client().whoami()).resolves.toMatchObject({ name: 'CRM' })
  })

  test('never sends the token after a redirect', async () => {
    const elsewhere = await scripted({ '/api/v1/whoami': [answer(me)] })
    const moved: Reply = (response) =>
      response.writeHead(302, { location: `${elsewhere.url}/api/v1/whoami` }).end()
    const server = await scripted({ '/api/v1/whoami': [moved] })
    await expect(server.client({ retries: 0 }).whoami()).rejects.toBeInstanceOf(CatalyticsUnreachable)
    expect(elsewhere.seen('/api/v1/whoami')).toEqual([])
  })

  test('is not made by calling fetch on an object, which browsers refuse', async () => {
    const server = await scripted({ '/api/v1/whoami': [answer(me)] })
    const owners: unknown[] = []
    async function picky(this: unknown, ...call: Parameters<typeof fetch>): Promise<Response> {
      owners.push(this)
      return await fetch(...call)
    }
    await server.client({ fetch: picky }).whoami()
    expect(owners).toEqual([undefined, undefined])
  })

  test('to wait is the caller’s to decide', async () => {
    const server = await scripted({ '/api/v1/whoami': [problem(503, { retryAfter: '3600' })] })
    const stop = new AbortController()
    const call = server.client().whoami({ signal: stop.signal })
    setTimeout(() => stop.abort(new Error('enough')), 50)
    await expect(call).rejects.toThrow('enough')
  })
})

const me = {
  client_id: 'cat_sa_0123456789abcdef',
  name: 'CRM',
  contract: { id: 'ct_0123456789abcdef', name: 'Acme', time_zone: 'UTC' },
  scopes: ['leads:read'],
  segments: [],
  expires_at: null,
  password: { id: 'pw_0123456789abcdef', kind: 'generated', age_seconds: 1, ends_at: null },
  token: null,
  limits: {
    events_per_request: 10_000,
    bytes_per_request: 10_485_760,
    rows_per_page: 10_000,
    failed_sign_ins_per_minute: 10,
  },
}

function proxysPage(response: ServerResponse): void {
  response.writeHead(404).end('<html>nothing</html>')
}

function tooLargePage(response: ServerResponse): void {
  response.writeHead(413).end('<html>too large</html>')
}

function halfAnAnswer(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': '1000' }).write('{"client_id"')
  setTimeout(() => response.destroy(), 20)
}

function refusedToken(response: ServerResponse): void {
  const challenge = 'Bearer realm="catalytics", error="invalid_token"'
  response.writeHead(401, { 'www-authenticate': challenge }).end('{"detail":"The token is unknown."}')
}

describe('a problem', () => {
  test('offers everything that is wrong, reasons of a newer server too', async () => {
    const errors = [
      {
        pointer: '/to',
        reason: 'end_not_after_start',
        params: {},
        detail: 'The end must lie after the start.',
      },
      { reason: 'of_tomorrow', params: { limit: 3, odd: [] }, detail: 'Later.' },
      { params: {} },
    ]
    const server = await scripted({
      '/api/v1/whoami': [answer({ code: 'invalid', detail: 'No.', errors }, { status: 400 })],
    })
    const { errors: told } = await problemFrom(server.client().whoami())

    expect(told).toEqual([
      errors[0],
      { pointer: undefined, reason: 'of_tomorrow', params: { limit: 3 }, detail: 'Later.' },
    ])
  })

  test('of something in between names nothing', async () => {
    const server = await scripted({ '/api/v1/whoami': [proxysPage] })

    expect((await problemFrom(server.client().whoami())).errors).toEqual([])
  })
})

async function problemFrom(call: Promise<unknown>): Promise<CatalyticsProblem> {
  const outcome = await call.catch((error: unknown) => error)
  if (outcome instanceof CatalyticsProblem) return outcome
  throw new TypeError('no problem', { cause: outcome })
}
