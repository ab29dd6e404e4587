import { once } from 'node:events'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { leadExport } from '@catalytics/contract/exports.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'

let app: TestApp
let acme: ContractAtHand
beforeAll(async () => {
  app = await buildTestApp()
  acme = await app.given.contract()
  await app.given.events(acme, [download('ann@acme.example')])
})

describe('who calls without credentials', () => {
  test.each([
    ['/api/v1/leads', ['Bearer realm="catalytics"', 'Basic realm="catalytics", charset="UTF-8"']],
    ['/api/v1/session', ['Cookie realm="catalytics"']],
  ])('of %s is told each scheme in a line of its own', async (path, lines) => {
    const request = httpRequest(`${app.url()}${path}`).end()
    const [answer]: IncomingMessage[] = await once(request, 'response')
    answer?.resume()

    expect(answer?.headersDistinct['www-authenticate']).toEqual(lines)
  })
})

describe('a range outside of a file', () => {
  test('is told the size, as a problem and not as a file to keep', async () => {
    const made = leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'csv' })).body)
    const done = await untilDone(made.id)

    const answer = await acme.get(`/api/v1/lead-exports/${made.id}/file`, { range: 'bytes=9999999-' })

    expect([answer.status, answer.body]).toMatchObject([416, { code: 'range_not_satisfiable' }])
    expect(answer.headers.get('content-range')).toBe(`bytes */${done.bytes}`)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    for (const name of ['content-disposition', 'etag', 'last-modified', 'content-encoding'])
      expect([name, answer.headers.get(name)]).toEqual([name, null])
  })

  test('of another version is a problem that names no file either', async () => {
    const made = leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'csv' })).body)
    await untilDone(made.id)

    const answer = await acme.get(`/api/v1/lead-exports/${made.id}/file`, { 'if-match': '"other"' })

    expect([answer.status, answer.body]).toMatchObject([412, { code: 'precondition_failed' }])
    expect(answer.headers.get('content-disposition')).toBeNull()
    expect(answer.headers.get('etag')).toBeNull()
  })
})

const packers = {
  gzip: gzipSync,
  'x-gzip': gzipSync,
  deflate: deflateSync,
  br: brotliCompressSync,
  zstd: zstdCompressSync,
} as const

const bodies = [
  ...Object.entries(packers).map(([encoding, pack]) => [encoding, encoding, pack] as const),
  ['deflate without the frame of zlib', 'deflate', deflateRawSync] as const,
]

describe.each(bodies)('a body in %s', (_, encoding, pack) => {
  const headers = { 'content-type': 'application/json', 'content-encoding': encoding }

  test('is taken by calls of machines', async () => {
    const body = pack(JSON.stringify({ format: 'csv' }))

    expect((await acme.call('POST', '/api/v1/lead-exports', { body, headers })).status).toBe(202)
  })

  test('is taken by calls of the pages', async () => {
    const body = pack(JSON.stringify({ password: 'x' }))

    expect((await app.call('POST', '/api/v1/password-checks', { body, headers })).status).toBe(200)
  })

  test('is taken where tokens are made', async () => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: acme.clientId,
      client_secret: acme.password,
    })
    const answer = await app.call('POST', '/oauth/token', {
      body: pack(form.toString()),
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    })

    expect(answer.status).toBe(200)
  })

  test('may not become large in memory', async () => {
    const body = pack(JSON.stringify({ format: 'csv', x: 'x'.repeat(2 * 1024 * 1024) }))

    const answer = await acme.call('POST', '/api/v1/lead-exports', { body, headers })

    expect([answer.status, answer.body]).toMatchObject([413, { code: 'too_large' }])
  })
})

test.each(['compress', 'gzip, br', 'aes128gcm', 'nonsense'])(
  'the encoding %s is refused by name',
  async (encoding) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding }
    const answer = await acme.call('POST', '/api/v1/lead-exports', { body: '{"format":"csv"}', headers })

    expect([answer.status, answer.body]).toMatchObject([
      415,
      { code: 'unsupported_media_type', detail: expect.stringContaining(`"${encoding}"`) },
    ])
    expect(answer.headers.get('accept-encoding')).toBe('gzip, zstd, deflate, br')
  },
)

test('a body that is not what its encoding says is told so', async () => {
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const answer = await acme.call('POST', '/api/v1/lead-exports', { body: '{"format":"csv"}', headers })

  expect([answer.status, answer.body]).toMatchObject([
    400,
    { detail: expect.stringContaining('is not gzip') },
  ])
})

test.each([
  ['/api/v1/lead-exports', 'Send application/json.'],
  ['/api/v1/events', 'Send application/json, application/x-ndjson or application/ndjson.'],
])('%s names the kinds of content that it takes', async (path, detail) => {
  for (const type of ['text/csv', 'application/xml', 'nonsense']) {
    const answer = await acme.call('POST', path, { body: 'x', headers: { 'content-type': type } })

    expect([answer.status, answer.body]).toMatchObject([415, { code: 'unsupported_media_type', detail }])
    expect(answer.headers.get('accept')).toBe(detail.replace(/^Send |\.$/g, '').replace(' or ', ', '))
  }
})

async function untilDone(id: string) {
  for (;;) {
    const job = leadExport.parse(ok(await acme.get(`/api/v1/lead-exports/${id}`)).body)
    if (job.status === 'done') return job
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
