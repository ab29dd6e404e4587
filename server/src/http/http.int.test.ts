import pg from 'pg'
import { beforeAll, describe, expect, test } from 'vitest'
import { problem } from '@catalytics/contract/errors.ts'
import { leadExport } from '@catalytics/contract/exports.ts'
import {
  buildTestApp,
  storeKinds,
  type Answer,
  type ContractAtHand,
  type TestApp,
} from '../../test/build-app.ts'
import { download } from '../../test/factories.ts'

/** What nobody outside may read: where the code stands, what it asks its stores. */
const inner =
  /\bat [\w.]+ \(|node_modules|node:|\.ts:\d|\b(select|insert|update|delete)\b.+\b(from|into|set)\b/i

function expectProblem(answer: Answer, status: number, code: string, field?: string): void {
  const told = problem.parse(answer.body)
  expect([answer.status, told.status, told.code, told.field]).toEqual([status, status, code, field])
  expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(told.type).toBe(`urn:catalytics:problem:${code}`)
  expect(told.request_id).toBe(answer.headers.get('x-request-id'))
  expect(answer.text).not.toMatch(inner)
}

describe.each(storeKinds)('answers, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
    await app.given.events(acme, [download('ann@acme.example')])
  })

  test.each([
    ['GET', '/api/v1/nothing'],
    ['GET', '/nothing.php'],
    ['PUT', '/healthz'],
    ['GET', '/api/v1/lead-exports/..%2f..%2flock'],
    ['GET', '/api/v1//leads'],
    ['GET', '/api/v1/leads/'],
    ['GET', '/api/docs/../../package.json'],
  ])('%s %s is nothing here', async (method, path) => {
    const answer = await acme.call(method, path)

    expect([400, 404]).toContain(answer.status)
    expectProblem(
      answer,
      answer.status,
      answer.status === 404 ? 'not_found' : 'invalid',
      answer.status === 404 ? undefined : 'id',
    )
  })

  test.each([
    ['no JSON', '{"format":', 400, 'invalid', undefined],
    ['no object', '[]', 400, 'invalid', undefined],
    ['nothing', '', 400, 'invalid', undefined],
    ['a wrong field', '{"format":"pdf"}', 400, 'invalid', 'format'],
    ['a wrong item', '{"format":"csv","countries":["DE","XX"]}', 400, 'invalid', 'countries.1'],
    [
      'several segments in one',
      '{"format":"csv","segments":["catalog:a, site:b"]}',
      400,
      'invalid',
      'segments.0',
    ],
    ['no day of ISO 8601', '{"format":"csv","from":"01.11.2026"}', 400, 'invalid', 'from'],
    ['an unknown field', '{"format":"csv","colour":1}', 400, 'invalid', undefined],
    ['__proto__', '{"format":"csv","__proto__":{"zip":true}}', 400, 'invalid', undefined],
    ['constructor', '{"format":"csv","constructor":{"prototype":{"zip":true}}}', 400, 'invalid', undefined],
    ['more than a MiB', `{"format":"csv","x":"${'x'.repeat(1024 * 1024)}"}`, 413, 'too_large', undefined],
  ])('a body that is %s', async (_what, body, status, code, field) => {
    const answer = await acme.call('POST', '/api/v1/lead-exports', {
      body,
      headers: { 'content-type': 'application/json' },
    })

    expectProblem(answer, status, code, field)
  })

  test.each([
    [
      '{"format":"csv","from":"01.11.2026"}',
      'from: It must be a day that exists, or a time with its offset from UTC, such as 2026-03-01 or 2026-03-01T08:00:00Z.',
    ],
    [
      '{"format":"csv","to":"2026-11-01T08:00:00"}',
      'to: It must be a day that exists, or a time with its offset from UTC, such as 2026-03-01 or 2026-03-01T08:00:00Z.',
    ],
    ['', 'This call wants a body. Send it with its Content-Type.'],
  ])('the body %s of an export is told what is right', async (body, detail) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await acme.call('POST', '/api/v1/lead-exports', { body, headers })

    expect(problem.parse(answer.body).detail).toBe(detail)
  })

  test.each([
    ['de', 'de', 'rows: Möglich sind: actions, leads. format: Hier wird ein Wert gebraucht.'],
    [
      'fr-CH, en;q=0.5',
      'fr',
      'rows\u00a0: Valeurs possibles : actions, leads. format\u00a0: Une valeur est nécessaire ici.',
    ],
    ['it', 'en', 'rows: It must be one of: actions, leads. format: A value is needed here.'],
  ])('all that is wrong with a body is said at once, to whoever reads %s', async (wanted, spoken, detail) => {
    const answer = await acme.call('POST', '/api/v1/lead-exports', {
      body: '{"rows":"secret-of-mine"}',
      headers: { 'content-type': 'application/json', 'accept-language': wanted },
    })

    const told = problem.parse(answer.body)
    expect(told).toMatchObject({
      detail,
      field: 'rows',
      errors: [
        { pointer: '/rows', reason: 'not_in_list', params: { allowed: 'actions, leads' } },
        { pointer: '/format', reason: 'missing', params: {} },
      ],
    })
    expect(answer.headers.get('content-language')).toBe(spoken)
    expect(JSON.stringify(told)).not.toContain('secret')
  })

  test.each([
    ['DELETE', '/api/v1/lead-exports/ex_0000000000000000', 404],
    ['GET', '/api/v1/lead-actions?limit=1', 200],
    ['DELETE', '/api/v1/nothing', 404],
    ['POST', '/api/v1/nothing', 404],
    ['POST', '/nothing', 404],
  ])('%s %s of a client that says JSON and sends nothing', async (method, path, status) => {
    const answer = await acme.call(method, path, { headers: { 'content-type': 'application/json' } })

    expect(answer.status).toBe(status)
  })

  test.each(['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'nonsense'])(
    'a call with an empty body of type %s is one without a body',
    async (type) => {
      const asked = await acme.post('/api/v1/lead-exports', { format: 'csv' })
      const { id } = leadExport.parse(asked.body)
      const headers = { 'content-type': type }
      const answer = await acme.call('DELETE', `/api/v1/lead-exports/${id}`, { body: '', headers })

      expect(answer.status).toBe(200)
    },
  )

  test.each(['{"format":', '', 'x'.repeat(2 * 1024 * 1024)])(
    'nothing is there, whatever is sent to it',
    async (body) => {
      const headers = { 'content-type': 'application/json' }
      const answer = await acme.call('POST', '/api/v1/nothing', { body, headers })

      expectProblem(answer, 404, 'not_found')
    },
  )

  test.each([
    ['/api/v1/lead-actions?from=2026-13-01', 'from', 'from=2026-03-01'],
    ['/api/v1/leads?from=2026-03-01T08:00:00+01:00', 'from', 'from=2026-03-01T08:00:00%2B01:00'],
    ['/api/v1/leads?action=cad_download,quote_request', 'action', 'action=cad_download&action=quote_request'],
    ['/api/v1/leads?limit=5&limit=6', 'limit', 'came 2 times'],
    ['/api/v1/lead-changes?after=', 'after', 'is empty'],
    ['/api/v1/lead-changes?from=2026-03-01', 'from', 'This call takes after, limit, wait.'],
    ['/api/v1/leads?__proto__=1', '__proto__', 'no query parameter'],
  ])('%s names the parameter, and what is right', async (path, field, right) => {
    const answer = await acme.get(path)

    expectProblem(answer, 400, 'invalid', field)
    expect(problem.parse(answer.body).detail).toContain(right)
  })

  test('all parameters that are wrong are named, without a slash in front', async () => {
    const answer = await acme.get('/api/v1/leads?limit=0&colour=red&from=2026-03-01')

    expect(problem.parse(answer.body).errors).toMatchObject([
      { pointer: 'limit', reason: 'not_between', params: { least: 1, most: 10_000 } },
      { pointer: 'colour', reason: 'unknown_parameter' },
    ])
  })

  test.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'nonsense'])(
    'a body of type %s is not taken',
    async (type) => {
      const answer = await acme.call('POST', '/api/v1/lead-exports', {
        body: '{"format":"csv"}',
        headers: { 'content-type': type },
      })

      expectProblem(answer, 415, 'unsupported_media_type', 'Content-Type')
    },
  )

  test.each([
    '/api/v1/leads?cursor=%00',
    '/api/v1/leads?segment=catalog:%00',
    '/api/v1/leads?segment=catalog:%ED%A0%80',
    '/api/v1/leads?country=%FF',
    '/api/v1/lead-changes?after=%00',
    '/api/v1/lead-exports/%00',
    '/api/v1/leads?tz=%00',
    '/api/v1/leads?from=%E2%80%AE2026-01-01',
  ])('bytes that are no text in %s are no fault of ours', async (path) => {
    const answer = await acme.get(path)

    expect([200, 400, 404]).toContain(answer.status)
    expect(answer.text).not.toMatch(inner)
  })

  test.each([
    '/activity?before=%00',
    '/activity?before=%F0%9F%98%80',
    '/quarantine?after=%00',
    '/imports/%00/undo',
    '/service-accounts?search=%00',
    '/service-accounts/%00',
    '/erasures/%00',
    `/segments?x=${'x'.repeat(4000)}`,
  ])('nor in %s, for the operator', async (path) => {
    const answer = await acme.manage('GET', path)

    expect([200, 400, 404]).toContain(answer.status)
    expect(answer.text).not.toMatch(inner)
  })

  test('an idempotency key may be any text that a header can hold', async () => {
    const key = { 'idempotency-key': 'ünï "quoted" \\ \t %00' }

    const answers = [1, 2].map(() => acme.post('/api/v1/lead-exports', { format: 'csv' }, key))

    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([202, 202])
    const long = await acme.post(
      '/api/v1/lead-exports',
      { format: 'csv' },
      { 'idempotency-key': 'x'.repeat(201) },
    )
    expectProblem(long, 400, 'invalid', 'idempotency-key')
  })

  test('every answer has an id of its own, and says how it may be used', async () => {
    const answers = [
      await app.get('/healthz'),
      await acme.get('/api/v1/leads'),
      await app.get('/api/v1/leads'),
    ]

    expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(3)
    for (const { headers } of answers) {
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull()
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('a caller’s own request id is not taken over', async () => {
    const answer = await app.get('/healthz', { 'x-request-id': 'mine' })

    expect(answer.headers.get('x-request-id')).not.toBe('mine')
  })

  test('it is ready, and its metrics say what happened', async () => {
    expect((await app.get('/readyz')).body).toEqual({ status: 'ready' })
    const { text } = await app.get('/metrics')
    expect(text).toMatch(/catalytics_http_seconds_count\{.*route="\/api\/v1\/events".*\} [1-9]/)
    expect(text).toContain('catalytics_ingest_waiting_events 0')
    expect(text).not.toMatch(/acme|cat_sa_|ct_/)
  })

  test('the page of the API’s description runs under a policy of its own', async () => {
    const page = await app.get('/api/docs/')

    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'sha256-[\w+/=]+'/)
    expect(page.headers.get('content-security-policy')).not.toContain("script-src 'unsafe")
    expect(page.text).not.toMatch(/https?:\/\/(?!127\.0\.0\.1|localhost)[\w.-]+\/[^"]*\.(js|css|woff2?)/)
  })
})

test('a fault inside is told by its id, and nothing more', async () => {
  const app = await buildTestApp({ stores: 'servers' })
  const acme = await app.given.contract()
  const client = new pg.Client({ connectionString: app.place.databaseUrl })
  await client.connect()
  await client.query('ALTER TABLE lead_exports RENAME COLUMN status TO state')
  await client.end()

  const answer = await acme.get('/api/v1/lead-exports/ex_0000000000000000')

  expectProblem(answer, 500, 'internal')
  expect(answer.text).not.toMatch(/status.*does not exist|lead_exports|column/i)
})
