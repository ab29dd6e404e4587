import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { leadExport, type LeadExport } from '@catalytics/contract/exports.ts'
import {
  buildTestApp,
  ok,
  storeKinds,
  type Answer,
  type Caller,
  type ContractAtHand,
  type TestApp,
} from '../../../test/build-app.ts'
import { download } from '../../../test/factories.ts'
import { startServer } from '../../../test/server-process.ts'

const rows = 6000
const files = (app: TestApp) => readdirSync(join(app.place.dataDir, 'files'))

describe.each(storeKinds)('export jobs, %s', (stores) => {
  let app: TestApp
  let acme: ContractAtHand
  beforeAll(async () => {
    app = await buildTestApp({ stores })
    acme = await app.given.contract()
    await app.given.events(acme, manyDownloads())
  })

  test('an export is asked for, looked at and fetched', async () => {
    const asked = await acme.post('/api/v1/lead-exports', { format: 'csv', from: '2026-01-01' })

    expect(asked.status).toBe(202)
    const job = leadExport.parse(asked.body)
    expect(asked.headers.get('location')).toBe(`/api/v1/lead-exports/${job.id}`)
    expect(job).toMatchObject({ rows: null, sha256: null, file: null, error: null, finished_at: null })
    expect(job.request).toMatchObject({ format: 'csv', from: '2026-01-01', rows: 'actions', zip: false })
    const done = await finished(acme, job)
    expect(done).toMatchObject({ status: 'done', progress: 1, rows, from_seq: 1, to_seq: rows })
    const file = await fileOf(acme, done)
    expect(Buffer.byteLength(file.text)).toBe(done.bytes)
    expect(createHash('sha256').update(file.text).digest('hex')).toBe(done.sha256)
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="lead-actions-2026-\d\d-\d\d\.csv"$/,
    )
    const log = ok(await acme.manage('GET', '/activity')).text
    for (const type of ['export_started', 'export_finished', 'download']) expect(log).toContain(type)
  })

  test.each([
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z'],
    ['2026-01-01t01:00+0100', '2026-01-01T00:00:00Z'],
    ['2026-01-01', '2026-01-01'],
  ])('of a period from %s it says so', async (from, shown) => {
    const asked = await acme.post('/api/v1/lead-exports', { format: 'csv', from })

    expect([asked.status, asked.body]).toMatchObject([202, { request: { from: shown } }])
    await finished(acme, leadExport.parse(asked.body))
  })

  test('progress goes up and never down', async () => {
    const job = leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'xlsx' })).body)
    const seen: number[] = []
    for (let state = job; state.status !== 'done'; await pause(10)) {
      state = await stateOf(acme, job)
      seen.push(state.progress)
    }

    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(1)
  })

  test('the file cannot be fetched before it is ready', async () => {
    const job = leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'xlsx' })).body)

    const early = await fileOf(acme, job)

    expect(early.status).toBe(409)
    expect(early.headers.get('retry-after')).toBe('2')
    await finished(acme, job)
  })

  test('one that is cancelled stops and leaves no file, whether it runs or is done', async () => {
    const running = leadExport.parse(
      ok(await acme.post('/api/v1/lead-exports', { format: 'xlsx', zip: true })).body,
    )
    const done = await finished(
      acme,
      leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'csv' })).body),
    )

    for (const job of [running, done]) {
      const answer = await acme.call('DELETE', `/api/v1/lead-exports/${job.id}`)
      expect(answer.body).toMatchObject({ status: 'cancelled', file: null, sha256: null })
      expect((await fileOf(acme, job)).status).toBe(410)
      expect((await acme.call('DELETE', `/api/v1/lead-exports/${job.id}`)).body).toMatchObject({
        status: 'cancelled',
      })
    }
    await pause(200)
    expect(files(app).filter((name) => name.startsWith(running.id) || name.startsWith(done.id))).toEqual([])
    expect((await stateOf(acme, running)).status).toBe('cancelled')
  })

  test('the same key and request give the same export, also at the same time; another request is a conflict', async () => {
    const key = { 'idempotency-key': 'order 1' }
    const body = { format: 'ndjson', countries: ['DE', 'FR'] }

    const all = await Promise.all(
      Array.from({ length: 6 }, () => acme.post('/api/v1/lead-exports', body, key)),
    )

    expect(all.map(({ status }) => status)).toEqual(all.map(() => 202))
    expect(new Set(all.map((answer) => leadExport.parse(answer.body).id)).size).toBe(1)
    const other = await acme.post('/api/v1/lead-exports', { ...body, format: 'csv' }, key)
    expect([other.status, other.body]).toMatchObject([409, { code: 'conflict', field: 'Idempotency-Key' }])
    // Another account's keys are its own, and a key is forgotten after a day.
    const another = await app.given.account(acme, { scopes: ['leads:read'] })
    const own = leadExport.parse(ok(await another.post('/api/v1/lead-exports', { format: 'csv' }, key)).body)
    expect((await acme.get(`/api/v1/lead-exports/${own.id}`)).status).toBe(404)
    await finished(another, own)
  })

  test.each([
    [{ format: 'pdf' }, 'format'],
    [{}, 'format'],
    [{ format: 'csv', from: '2026-02-30' }, 'from'],
    [{ format: 'csv', from: '2026-02-02', to: '2026-02-02' }, 'to'],
    [{ format: 'csv', segments: ['shop:x'] }, 'segments.0'],
    [{ format: 'csv', locale: 'it' }, 'locale'],
    [{ format: 'csv', surprise: 1 }, undefined],
  ])('%j is refused and says where', async (body, field) => {
    const answer = await acme.post('/api/v1/lead-exports', body)

    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'invalid', ...(field === undefined ? {} : { field }) },
    ])
  })

  test('at most ten of an account are open at the same time', async () => {
    const busy = await app.given.account(acme, { scopes: ['leads:read'] })
    const all = await Promise.all(
      Array.from({ length: 14 }, () => busy.post('/api/v1/lead-exports', { format: 'xlsx', zip: true })),
    )

    const refused = all.filter(({ status }) => status === 429)
    // On PostgreSQL those who ask at the very same moment do not see one another.
    expect(refused.length).toBeGreaterThanOrEqual(stores === 'embedded' ? 4 : 0)
    const eleventh = await busy.post('/api/v1/lead-exports', { format: 'xlsx' })
    expect([eleventh.status, eleventh.headers.get('retry-after')]).toEqual([429, '10'])
    for (const answer of all.filter(({ status }) => status === 202))
      await busy.call('DELETE', `/api/v1/lead-exports/${leadExport.parse(answer.body).id}`)
  })

  test('a file is there for a week, then it and its name are gone', async () => {
    const job = await finished(
      acme,
      leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'csv' })).body),
    )
    expect(Date.parse(job.expires_at ?? '') - Date.parse(job.finished_at ?? '')).toBe(7 * 86_400_000)

    app.clock.forward(7 * 86_400_000 + 1)

    expect((await fileOf(acme, job)).status).toBe(410)
    // The hourly upkeep takes it off the disk, and then what the directory knows of it.
    while (files(app).some((name) => name.startsWith(job.id))) await pause(100)
    while ((await stateOf(acme, job)).sha256 !== null) await pause(100)
    expect(await stateOf(acme, job)).toMatchObject({ status: 'done', file: null, sha256: null })
  })
})

describe('an export that is interrupted', () => {
  test('by a stop is finished after the next start', async () => {
    const app = await buildTestApp()
    const acme = await app.given.contract()
    await app.given.events(acme, manyDownloads())
    const job = leadExport.parse(
      ok(await acme.post('/api/v1/lead-exports', { format: 'xlsx', zip: true })).body,
    )
    while ((await stateOf(acme, job)).status === 'queued') await pause(5)

    await app.stop()
    expect(files(app)).toEqual([])
    await app.start()

    const done = await finished(acme, job)
    expect(done.rows).toBe(rows)
    expect(files(app)).toEqual([`${job.id}.zip`])
  })

  test('by a kill is finished by another process, and what the dead one left is taken away', async () => {
    const app = await buildTestApp({ stores: 'servers' })
    const acme = await app.given.contract()
    await app.given.events(acme, manyDownloads())
    const authorization = await acme.authorization()
    await app.stop()
    const server = await startServer(app.place)
    const asked = await fetch(`${server.url}/api/v1/lead-exports`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ format: 'xlsx', zip: true }),
    })
    const job = leadExport.parse(await asked.json())
    while (!files(app).some((name) => name.includes('.part'))) await pause(5)
    await server.kill()
    expect(files(app).filter((name) => name.includes('.part'))).toHaveLength(1)

    // Its lease runs out after a minute.
    app.clock.forward(61_000)
    await app.start()

    expect((await finished(acme, job)).rows).toBe(rows)
    expect(files(app)).toEqual([`${job.id}.zip`])
  })
})

describe('fetching a file', () => {
  let app: TestApp
  let acme: ContractAtHand
  let job: LeadExport
  let whole: string
  beforeAll(async () => {
    app = await buildTestApp()
    acme = await app.given.contract()
    await app.given.events(acme, manyDownloads().slice(0, 50))
    job = await finished(
      acme,
      leadExport.parse(ok(await acme.post('/api/v1/lead-exports', { format: 'ndjson' })).body),
    )
    whole = ok(await fileOf(acme, job)).text
    expect(existsSync(join(app.place.dataDir, 'files', `${job.id}.ndjson`))).toBe(true)
    expect(readFileSync(join(app.place.dataDir, 'files', `${job.id}.ndjson`), 'utf8')).toBe(whole)
  })

  test('the ETag is its SHA-256; whoever has it gets 304', async () => {
    const etag = `"${job.sha256}"`

    for (const header of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await fileOf(acme, job, { 'if-none-match': header })
      expect([header, answer.status, answer.text, answer.headers.get('etag')]).toEqual([
        header,
        304,
        '',
        etag,
      ])
    }
    expect((await fileOf(acme, job, { 'if-none-match': '"other"' })).status).toBe(200)
  })

  test('a range is answered with 206, and goes on where a broken download ended', async () => {
    const first = await fileOf(acme, job, { range: 'bytes=0-99' })
    const rest = await fileOf(acme, job, { range: 'bytes=100-' })
    const last = await fileOf(acme, job, { range: 'bytes=-7' })

    expect([first.status, rest.status, last.status]).toEqual([206, 206, 206])
    expect(first.headers.get('content-range')).toBe(`bytes 0-99/${job.bytes}`)
    expect(first.text + rest.text).toBe(whole)
    expect(last.text).toBe(whole.slice(-7))
  })

  test('a range under another file’s ETag gives the whole file', async () => {
    const etag = `"${job.sha256}"`

    expect((await fileOf(acme, job, { range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
    const other = await fileOf(acme, job, { range: 'bytes=0-9', 'if-range': '"other"' })
    expect([other.status, other.text]).toEqual([200, whole])
  })

  test('a range that lies outside is 416', async () => {
    const answer = await fileOf(acme, job, { range: `bytes=${job.bytes}-` })

    expect([answer.status, answer.body]).toMatchObject([416, { code: 'range_not_satisfiable' }])
  })

  test('a precondition that fails is 412', async () => {
    expect((await fileOf(acme, job, { 'if-match': '"other"' })).status).toBe(412)
    expect((await fileOf(acme, job, { 'if-match': `"${job.sha256}"` })).status).toBe(200)
  })

  test('HEAD tells the size', async () => {
    const answer = await acme.call('HEAD', `/api/v1/lead-exports/${job.id}/file`)

    expect([answer.status, answer.text, answer.headers.get('content-length')]).toEqual([
      200,
      '',
      String(job.bytes),
    ])
  })

  test('nobody keeps a copy on the way', async () => {
    expect((await fileOf(acme, job)).headers.get('cache-control')).toBe('no-store')
  })
})

function manyDownloads() {
  return Array.from({ length: rows }, (_, n) => download(`p${n % 500}@acme.example`))
}

async function stateOf(caller: Caller, { id }: LeadExport): Promise<LeadExport> {
  return leadExport.parse(ok(await caller.get(`/api/v1/lead-exports/${id}`)).body)
}

async function finished(caller: Caller, job: LeadExport): Promise<LeadExport> {
  for (;;) {
    const state = await stateOf(caller, job)
    if (state.status !== 'queued' && state.status !== 'running') return state
    await pause(20)
  }
}

function fileOf(
  caller: Caller,
  { id }: LeadExport,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return caller.get(`/api/v1/lead-exports/${id}/file`, headers)
}
