import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clientId, contractId, contractNumber, userId } from '@catalytics/contract/ids.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { AppError } from '../lib/errors.ts'
import { openLog } from '../lib/log.ts'
import type { ServicePrincipal } from '../lib/principal.ts'
import { may, service, signedIn, type Access } from './access.ts'
import { pour } from './pour.ts'
import { openHttp, type Http } from './server.ts'
import { sessionCookie } from './session-cookie.ts'

const contract = { number: contractNumber.parse(1), id: contractId.parse('ct_0000000000000001') }

/** What is decided of the caller at this moment. */
type Decided = {
  readonly account: boolean
  readonly scopes: readonly Scope[]
  readonly segments: readonly Segment[]
  readonly session: boolean
  readonly role: Role | undefined
  readonly secondFactorRequired: boolean
}
const everything: Decided = {
  account: true,
  scopes: ['leads:read'],
  segments: [],
  session: true,
  role: 'administrator',
  secondFactorRequired: false,
}
let decided = everything

function account(): Promise<ServicePrincipal> {
  if (!decided.account)
    return Promise.reject(
      new AppError('unauthorized', 'not any more', { because: because('token_not_valid') }),
    )
  return Promise.resolve({
    kind: 'service_account',
    id: clientId.parse('cat_sa_0000000000000001'),
    contract,
    scopes: decided.scopes,
    segmentLock: decided.segments,
    address: '127.0.0.1',
    countRows: () => undefined,
  })
}

const user = {
  id: userId.parse('us_0000000000000001'),
  email: 'ann@acme.example',
  name: 'Ann',
  sessionId: 'se_1',
  secondFactor: false,
}

let http: Http
let url: string
let goOn = Promise.withResolvers<void>()
let begun = Promise.withResolvers<void>()
let taken: unknown[] = []
let piecesMade = 0
let piecesEnded = Promise.withResolvers<void>()

async function* pieces(): AsyncGenerator<Buffer> {
  try {
    for (;;) {
      await pause(5)
      piecesMade += 1
      yield Buffer.alloc(4096, 'x')
    }
  } finally {
    piecesEnded.resolve()
  }
}

/** One of each kind of route that keeps a caller waiting, below a path that says who may call. */
function keepWaiting(under: string, access: Access): void {
  http.api.get(`${under}/answer`, { config: { access } }, async () => {
    begun.resolve()
    await goOn.promise
    return { secret: 'the answer' }
  })
  http.api.post(`${under}/read`, { config: { access, reads: true } }, async () => {
    begun.resolve()
    await goOn.promise
    return { secret: 'the answer' }
  })
  http.api.post(`${under}/write`, { config: { access } }, (request) => {
    const { principal } = request
    taken.push([principal?.kind === 'service_account' ? principal.segmentLock : null, request.body])
    return { taken: true }
  })
  http.api.get(`${under}/stream`, { config: { access } }, (_request, reply) =>
    reply.send(Readable.from(pieces(), { objectMode: false })),
  )
  http.api.get(`${under}/poured`, { config: { access } }, async (request, reply) => {
    await pour(reply, pieces(), request.standing)
  })
}

beforeAll(async () => {
  http = await openHttp({
    log: openLog('silent'),
    trustedProxies: [],
    filesFolder: tmpdir(),
    publicUrl: 'http://127.0.0.1:1',
    callers: {
      service: account,
      serviceNow: account,
      user: () => Promise.resolve(decided.session ? user : undefined),
      membership: () => {
        const { role, secondFactorRequired } = decided
        return Promise.resolve(role === undefined ? undefined : { contract, role, secondFactorRequired })
      },
    },
  })
  keepWaiting('/machines', service('leads:read'))
  keepWaiting('/people', signedIn)
  keepWaiting('/of/:contract', may('manage_people'))
  url = await http.api.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(() => http.close())
beforeEach(() => {
  decided = everything
  goOn = Promise.withResolvers()
  begun = Promise.withResolvers()
  taken = []
  piecesMade = 0
  piecesEnded = Promise.withResolvers()
})

const headers = {
  authorization: 'Bearer x',
  cookie: `${sessionCookie}=cat_se_x`,
  origin: 'http://127.0.0.1:1',
}
const revocations: readonly (readonly [string, string, Partial<Decided>, number])[] = [
  ['/machines', 'the account is no more', { account: false }, 401],
  ['/machines', 'the scope is taken', { scopes: ['events:write'] }, 403],
  ['/machines', 'it sees other segments', { segments: ['catalog:x'] }, 409],
  ['/people', 'the session is ended', { session: false }, 401],
  [`/of/${contract.id}`, 'the session is ended', { session: false }, 401],
  [`/of/${contract.id}`, 'the role is a lower one', { role: 'viewer' }, 403],
  [`/of/${contract.id}`, 'the membership is removed', { role: undefined }, 404],
  [`/of/${contract.id}`, 'the contract asks for a second factor', { secondFactorRequired: true }, 403],
]

describe.each(revocations)('below %s, when %s', (under, _what, change, status) => {
  test.each([
    ['GET', 'answer'],
    ['POST', 'read'],
  ])('%s %s is not told any more', async (method, path) => {
    const asked = fetch(`${url}${under}/${path}`, { method, headers })
    await begun.promise
    await pause(150)

    decided = { ...everything, ...change }
    goOn.resolve()
    const answer = await asked

    expect(answer.status).toBe(status)
    expect(await answer.text()).not.toContain('the answer')
  })

  test.each(['stream', 'poured'])('%s is cut', async (path) => {
    // One that is never cut ends here, too late.
    const signal = AbortSignal.timeout(11_000)
    const answer = await fetch(`${url}${under}/${path}`, { headers, signal })
    const reading = answer.bytes().then(
      () => 'the whole',
      () => 'broken off',
    )
    await pause(150)

    decided = { ...everything, ...change }
    const from = performance.now()

    expect(await reading).toBe('broken off')
    expect(performance.now() - from).toBeLessThan(10_000)
    await piecesEnded.promise
    expect(piecesMade).toBeGreaterThan(0)
  })

  test('what arrives too late is taken as from whom they are by then', async () => {
    const sending = half(`${under}/write`)
    await pause(150)

    decided = { ...everything, ...change }

    // Other segments are no reason to refuse what is sent: it is held against those of now.
    const isTaken = status === 409
    expect(await sending.rest()).toMatch(new RegExp(`^HTTP/1.1 ${isTaken ? 200 : status} `))
    expect(taken).toEqual(isTaken ? [[decided.segments, { some: 'thing' }]] : [])
  })
})

test.each(['/machines', '/people', `/of/${contract.id}`])(
  'below %s, when nothing is decided, all of it goes on',
  async (under) => {
    const asked = fetch(`${url}${under}/answer`, { headers })
    const sending = half(`${under}/write`)
    const stop = new AbortController()
    const stream = await fetch(`${url}${under}/poured`, { headers, signal: stop.signal })
    await pause(800)
    goOn.resolve()

    expect((await asked).status).toBe(200)
    expect(await sending.rest()).toMatch(/^HTTP\/1.1 200 /)
    expect(taken).toEqual([[under === '/machines' ? [] : null, { some: 'thing' }]])
    const reader = stream.body?.getReader()
    expect((await reader?.read())?.done).toBe(false)
    stop.abort()
    await piecesEnded.promise
  },
)

/** Half a request; the rest, and what was answered, when it is asked for. */
function half(path: string) {
  const body = JSON.stringify({ some: 'thing' })
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port) })
  const lines = [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: application/json', 'Connection: close']
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`)
  socket.write(`${[...lines, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body.slice(0, 5)}`)
  return {
    async rest(): Promise<string> {
      socket.write(body.slice(5))
      let answer = ''
      for await (const chunk of socket) answer += String(chunk)
      return answer
    },
  }
}
