import { buffer } from 'node:stream/consumers'
import {
  brotliCompressSync,
  constants,
  createZstdCompress,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { problem } from '@catalytics/contract/errors.ts'
import { ingestAnswer, ingestLimits } from '@catalytics/contract/events.ts'
import { leadActionPage } from '@catalytics/contract/leads.ts'
import { buildTestApp, ok, type Answer, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'

let app: TestApp
let acme: ContractAtHand
beforeAll(async () => {
  app = await buildTestApp()
  acme = await app.given.contract()
  await acme.send([download('known@acme.example')])
})
// Whatever was sent: the process lives, and nothing was stored by halves.
afterEach(async () => {
  const page = leadActionPage.parse(ok(await acme.get('/api/v1/lead-actions')).body)
  expect(page.data.map(({ email }) => email)).toEqual(['known@acme.example'])
})

const mebibyte = 1024 * 1024

function post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return acme.call('POST', '/api/v1/events', {
    body,
    headers: { 'content-type': 'application/json', ...headers },
  })
}

function expectProblem(answer: Answer, status: number, code: string): void {
  expect([answer.status, problem.parse(answer.body).code]).toEqual([status, code])
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(answer.text).not.toMatch(/at \w+ \(|node:|SELECT/)
}

function eventsOf(count: number) {
  return Array.from({ length: count }, (_, n) => download(`p${n % 50}@acme.example`))
}

function bodyOf(count: number): string {
  return JSON.stringify({ events: eventsOf(count) })
}

describe('sizes', () => {
  test('10,000 events of a request are taken', async () => {
    const other = await app.given.contract()

    const answer = await other.send(eventsOf(10_000))

    expect(answer).toMatchObject({ accepted: 10_000, rejected: [] })
  })

  test('10,001 are refused as a whole', async () => {
    expectProblem(await post(bodyOf(10_001)), 413, 'too_large')
  })

  test('more than 10 MiB are refused, with and without their length told', async () => {
    const large = Buffer.alloc(ingestLimits.bytes + 1, ' ')

    expectProblem(await post(large), 413, 'too_large')
    expect(await postInChunks(large)).toBe(413)
  })

  test('a small body that unpacks to more than 10 MiB is refused', async () => {
    const bomb = Buffer.alloc(64 * mebibyte, ' ')
    const before = process.memoryUsage().rss

    for (const [encoding, packed] of [
      ['gzip', gzipSync(bomb)],
      ['zstd', zstdCompressSync(bomb)],
      ['br', brotliCompressSync(bomb.subarray(0, 20 * mebibyte))],
      ['deflate', deflateSync(bomb)],
    ] as const) {
      expect(packed.length).toBeLessThan(mebibyte)
      expectProblem(await post(packed, { 'content-encoding': encoding }), 413, 'too_large')
    }

    expect(process.memoryUsage().rss - before).toBeLessThan(400 * mebibyte)
  })
})

describe('packed bodies', () => {
  test.each([
    [23, 200],
    [24, 413],
    [27, 413],
  ])('a zstd window of 2^%i bytes is answered %i', async (bits, status) => {
    const packed = await zstdWithWindow(bits)
    const answer = await post(packed, { 'content-encoding': 'zstd' })

    expect(answer.status).toBe(status)
    if (status === 413) expectProblem(answer, 413, 'too_large')
  })

  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['zstd', zstdCompressSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
    ['identity', (text: string) => Buffer.from(text)],
    ['GZIP', gzipSync],
  ] as const)('%s is unpacked', async (encoding, pack) => {
    const answer = await post(pack('{"events":[]}'), { 'content-encoding': encoding })

    expect(answer.body).toMatchObject({ accepted: 0, rejected: [] })
  })

  test.each([
    ['gzip', gzipSync],
    ['zstd', zstdCompressSync],
  ] as const)('%s that ends early is refused', async (encoding, pack) => {
    const whole = pack(bodyOf(200))

    expectProblem(
      await post(whole.subarray(0, whole.length - 40), { 'content-encoding': encoding }),
      400,
      'invalid',
    )
  })

  test('something else than gzip under its name is refused', async () => {
    expectProblem(await post('{"events":[]}', { 'content-encoding': 'gzip' }), 400, 'invalid')
  })

  test.each(['compress', 'gzip, gzip', 'base64', '__proto__'])('%s is not taken', async (encoding) => {
    expectProblem(
      await post('{"events":[]}', { 'content-encoding': encoding }),
      415,
      'unsupported_media_type',
    )
  })
})

describe('what a body may be', () => {
  test.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
  ])('%s is not taken', async (type) => {
    expectProblem(await post('{"events":[]}', { 'content-type': type }), 415, 'unsupported_media_type')
  })

  test('no body at all is not taken', async () => {
    const answer = await acme.call('POST', '/api/v1/events')

    expectProblem(answer, 415, 'unsupported_media_type')
  })

  test.each([
    ['nothing', ''],
    ['half an object', '{"events":['],
    ['a word', 'events'],
    ['NaN', '{"events":[NaN]}'],
    ['a comma too many', '{"events":[],}'],
    ['a comment', '{"events":[]} // done'],
    ['a byte order mark twice', '\ufeff\ufeff{"events":[]}'],
    ['5 MB of [', '['.repeat(5_000_000)],
  ])('%s is no JSON', async (_what, body) => {
    expectProblem(await post(body), 400, 'invalid')
  })

  test.each([
    ['an array', '[]'],
    ['null', 'null'],
    ['a text', '"events"'],
    ['no events', '{}'],
    ['events that are no list', '{"events":{}}'],
    ['a second key', '{"events":[],"contract":"ct_0000000000000000"}'],
    ['__proto__ beside', '{"events":[],"__proto__":{"events":[]}}'],
    ['events by prototype', '{"__proto__":{"events":[]}}'],
  ])('%s is not the shape', async (_what, body) => {
    expectProblem(await post(body), 400, 'invalid')
  })

  test.each([
    ['a byte that begins nothing', Buffer.from([0xff])],
    ['an overlong form', Buffer.from([0xc0, 0xaf])],
    ['half a character', Buffer.from([0xe2, 0x82])],
    ['a surrogate in UTF-8', Buffer.from([0xed, 0xa0, 0x80])],
  ])('%s is no UTF-8', async (_what, bytes) => {
    const body = Buffer.concat([Buffer.from('{"events":["'), bytes, Buffer.from('"]}')])

    expectProblem(await post(body), 400, 'invalid')
    expectProblem(await post(body, { 'content-type': 'application/x-ndjson' }), 400, 'invalid')
  })

  test.each([
    ['lists', `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`],
    ['objects', `${'{"a":'.repeat(500_000)}1${'}'.repeat(500_000)}`],
  ])('%s without end in each other are refused events', async (_what, deep) => {
    const body = `{"events":[${deep},{"type":"product_view","part":{"configuration":{"d":${deep}}}}]}`

    const answer = ingestAnswer.parse(ok(await post(body)).body)

    expect(answer).toMatchObject({ accepted: 0, rejected: [{ index: 0 }, { index: 1 }] })
  })

  test('lines: broken ones are refused one by one, empty ones are nothing', async () => {
    const lines = ['', '{"type":', JSON.stringify({ type: 'nope' }), '  ', '5', '\r'].join('\n')

    const answer = ingestAnswer.parse(ok(await post(lines, { 'content-type': 'application/x-ndjson' })).body)

    expect(answer.rejected.map(({ index, reason }) => [index, reason])).toEqual([
      [0, 'invalid_json'],
      [1, 'unknown_type'],
      [2, 'not_an_object'],
    ])
  })
})

test('a request that is broken off stores nothing', async () => {
  const authorization = await acme.authorization()
  const whole = bodyOf(500)
  const stop = new AbortController()
  const half = new ReadableStream({
    async start(controller) {
      controller.enqueue(Buffer.from(whole.slice(0, whole.length / 2)))
      await new Promise((resolve) => setTimeout(resolve, 50))
      stop.abort()
    },
  })

  const asked = fetch(`${app.url()}/api/v1/events`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: half,
    duplex: 'half',
    signal: stop.signal,
  })

  await expect(asked).rejects.toThrow('abort')
})

/** Sends a body without telling its length; the status of the answer. */
async function postInChunks(body: Buffer): Promise<number> {
  const parts = new ReadableStream({
    start(controller) {
      for (let at = 0; at < body.length; at += 65_536) controller.enqueue(body.subarray(at, at + 65_536))
      controller.close()
    },
  })
  const answer = await fetch(`${app.url()}/api/v1/events`, {
    method: 'POST',
    headers: { authorization: await acme.authorization(), 'content-type': 'application/json' },
    body: parts,
    duplex: 'half',
  })
  await answer.arrayBuffer()
  return answer.status
}

/** As a sender packs a stream of unknown length: the frame names the whole window. */
async function zstdWithWindow(bits: number): Promise<Buffer> {
  const packer = createZstdCompress({ params: { [constants.ZSTD_c_windowLog]: bits } })
  const packed = buffer(packer)
  packer.write('{"events":')
  await new Promise<void>((resolve) => packer.flush(constants.ZSTD_e_flush, () => resolve()))
  packer.end('[]}')
  return await packed
}
