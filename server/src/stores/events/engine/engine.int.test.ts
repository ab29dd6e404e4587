import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createClient, type ClickHouseClient, type ClickHouseClientConfigOptions } from '@clickhouse/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngine, type Engine } from './engine-process.ts'

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined }
const clients: ClickHouseClient[] = []
let folder: string
let engine: Engine
let writer: ClickHouseClient
let reader: ClickHouseClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engine-'))
  engine = await startEngine({ folder, log: quiet, memoryBytes: 1_000_000_000, queryTimeLimitSeconds: 20 })
  writer = open({ ...engine.writer })
  reader = open({ ...engine.reader })
  await writer.command({
    query: `CREATE TABLE parts (id UInt64, name String) ENGINE = MergeTree ORDER BY id
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`,
  })
})

afterAll(async () => {
  await Promise.all(clients.map((client) => client.close()))
  await engine.stop()
  await rm(folder, { recursive: true, force: true })
})

describe('inserting and reading', () => {
  test('objects come back as they were', async () => {
    const values = [
      { id: '1', name: 'bearing "00123"' },
      { id: '18446744073709551615', name: 'Käfig\t\\\n' },
    ]
    const inserted = await writer.insert({ table: 'parts', values, format: 'JSONEachRow' })
    const answer = await reader.query({
      query: 'SELECT id, name FROM parts WHERE id IN {ids: Array(UInt64)} ORDER BY id',
      query_params: { ids: [1n, 18_446_744_073_709_551_615n] },
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    })

    expect(inserted.summary).toMatchObject({ written_rows: '2' })
    expect(await answer.json()).toEqual(values)
  })

  test('a raw stream of rows goes in, compressed as well', async () => {
    const packed = open({ ...engine.writer, compression: { request: true, response: true } })
    const rows = Readable.from([Buffer.from('100,"a"\n101,'), Buffer.from('"b"\n')], { objectMode: false })

    const sent = await packed.exec({ query: 'INSERT INTO parts (id, name) FORMAT CSV', values: rows })
    sent.stream.resume()
    await packed.insert({ table: 'parts', columns: ['id'], values: [{ id: 102 }], format: 'JSONEachRow' })

    const answer = await packed.query({
      query: 'SELECT * FROM parts WHERE id BETWEEN 100 AND 110 ORDER BY id',
      format: 'CSV',
    })
    expect(answer.response_headers['content-encoding']).toBe('gzip')
    expect(await answer.text()).toBe('100,"a"\n101,"b"\n102,""\n')
  })

  test.each(['CSV', 'CSVWithNames', 'TabSeparatedWithNamesAndTypes', 'JSONCompactEachRow'])(
    'a long answer in %s is the same streamed and whole',
    async (format) => {
      const query = `SELECT number AS id, repeat('x', number % 50) AS "a ""quoted"" name" FROM numbers(300000) FORMAT ${format}`
      const [streamed, whole] = await Promise.all([
        reader.exec({ query }),
        reader.exec({ query, clickhouse_settings: { wait_end_of_query: 1 } }),
      ])

      const [a, b] = await Promise.all([buffer(streamed.stream), buffer(whole.stream)])
      expect(a.length).toBeGreaterThan(1_000_000)
      expect(a.equals(b)).toBe(true)
    },
  )

  test('binary rows', async () => {
    const answer = await reader.exec({ query: 'SELECT toUInt16(number) FROM numbers(3) FORMAT RowBinary' })

    expect([...(await buffer(answer.stream))]).toEqual([0, 0, 1, 0, 2, 0])
    expect(answer.response_headers['x-clickhouse-format']).toBe('RowBinary')
  })

  test('the default format of the client is JSON, that of the interface is TabSeparated', async () => {
    const json = await reader.query({ query: 'SELECT 1 AS one' })
    const tabs = await reader.exec({ query: 'SELECT 1, 2' })

    expect(await json.json()).toMatchObject({ data: [{ one: 1 }], rows: 1 })
    expect(await text(tabs.stream)).toBe('1\t2\n')
  })

  test('settings and database of one statement do not reach the next', async () => {
    await writer.command({ query: 'CREATE DATABASE other' })
    const other = open({ ...engine.reader, database: 'other' })
    const query = "SELECT currentDatabase() AS db, getSetting('max_block_size') AS size FROM numbers(1)"
    const ask = async (client: ClickHouseClient, size?: string) => {
      const settings = size === undefined ? {} : { clickhouse_settings: { max_block_size: size } }
      return await (await client.query({ query, format: 'JSONEachRow', ...settings })).json()
    }

    expect(await ask(other, '777')).toEqual([{ db: 'other', size: 777 }])
    // More statements than sessions, so each session is met again.
    const later = await Promise.all(Array.from({ length: 20 }, () => ask(reader)))
    expect(new Set(later.map((rows) => JSON.stringify(rows)))).toEqual(
      new Set(['[{"db":"main","size":65409}]']),
    )
  })
})

describe('parameters', () => {
  const strings = fc.string({ unit: 'binary', maxLength: 40 })
  const nasty = fc.string({
    unit: fc.constantFrom("'", '\\', '\t', '\n', '\r', '\0', '`', '"', '{', '}', 'N', ',', ']', 'é'),
    maxLength: 20,
  })

  test('texts and lists of texts arrive exactly', async () => {
    const query =
      'SELECT {one: String} AS one, {many: Array(String)} AS many, {maybe: Nullable(String)} AS maybe'
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          one: fc.oneof(strings, nasty),
          many: fc.array(fc.oneof(strings, nasty), { maxLength: 5 }),
          maybe: fc.option(fc.oneof(strings, nasty)),
        }),
        async (values) => {
          const answer = await reader.query({ query, query_params: values, format: 'JSONEachRow' })
          expect(await answer.json()).toEqual([values])
        },
      ),
      { numRuns: 100 },
    )
  })

  test('other types arrive exactly', async () => {
    const answer = await reader.query({
      query: `SELECT {big: UInt64} AS big, {at: DateTime64(3, 'UTC')} AS at, {day: Date} AS day, {ids: Array(UUID)} AS ids,
        {yes: Bool} AS yes, {none: Nullable(Float64)} AS none, {list: Array(Nullable(Int32))} AS list FROM {table: Identifier} LIMIT {n: UInt8}`,
      query_params: {
        big: 18_446_744_073_709_551_615n,
        at: new Date('2026-03-29T01:59:59.999Z'),
        day: '2026-03-29',
        ids: ['61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
        yes: true,
        none: null,
        list: [1, null],
        table: 'parts',
        n: 1,
      },
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    })

    expect(await answer.json()).toEqual([
      {
        big: '18446744073709551615',
        at: '2026-03-29 01:59:59.999',
        day: '2026-03-29',
        ids: ['61f0c404-5cb3-11e7-907b-a6006ad3dba0'],
        yes: true,
        none: null,
        list: [1, null],
      },
    ])
  })

  test('long lists, in the URL or as multipart', async () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `part ${index}'s`)
    const query = 'SELECT length({ids: Array(String)}) AS n, {ids: Array(String)}[10000] AS last'

    for (const use_multipart_params of [false, true]) {
      const answer = await reader.query({
        query,
        query_params: { ids },
        format: 'JSONEachRow',
        use_multipart_params,
      })
      expect(await answer.json()).toEqual([{ n: 10_000, last: "part 9999's" }])
    }
  })

  test.each([
    ['UInt8', 'x', '6'],
    ['Nullable(UInt8)', 'x', '6'],
    ['DateTime64(3)', '2026-01-01T00:00:00Z', '6'],
  ])('what is no %s is refused', async (type, value, code) => {
    await expect(
      reader.query({ query: `SELECT {v: ${type}}`, query_params: { v: value } }),
    ).rejects.toMatchObject({ code })
  })

  test('a missing one is named', async () => {
    await expect(reader.query({ query: 'SELECT {v: UInt8}' })).rejects.toMatchObject({ code: '456' })
  })
})

describe('errors and rights', () => {
  test.each([
    ['SELECT * FROM nowhere', '60', 'UNKNOWN_TABLE'],
    ['SELECT nothing FROM parts', '47', 'UNKNOWN_IDENTIFIER'],
    ['SELEC 1', '48', 'NOT_IMPLEMENTED'],
    ['SELECT 1; SELECT 2', '62', 'SYNTAX_ERROR'],
    ["SELECT * FROM file('/etc/passwd', 'LineAsString')", '497', 'ACCESS_DENIED'],
    ['SELECT * FROM default.`/etc/passwd`', '60', 'UNKNOWN_TABLE'],
    ["SELECT * FROM '/etc/passwd'", '60', 'UNKNOWN_TABLE'],
    ['CREATE TABLE x (a UInt8) ENGINE = Memory', '164', 'READONLY'],
    ["INSERT INTO parts VALUES (1, 'x')", '164', 'READONLY'],
    ['SELECT 1 SETTINGS readonly = 0', '164', 'READONLY'],
  ])('the reader gets an error for %s', async (query, code, type) => {
    await expect(reader.query({ query, format: 'CSV' })).rejects.toMatchObject({ code, type })
  })

  test('the reader cannot insert rows', async () => {
    const insert = reader.insert({ table: 'parts', values: [{ id: 1 }], format: 'JSONEachRow' })

    await expect(insert).rejects.toMatchObject({ code: '164' })
  })

  test('rows that do not fit are refused, all of them', async () => {
    const rows = Readable.from(['{"id":900}\n{"id":"x"}\n'], { objectMode: false })

    await expect(
      writer.exec({ query: 'INSERT INTO parts FORMAT JSONEachRow', values: rows }),
    ).rejects.toMatchObject({ code: '27' })
    expect(await count('id = 900')).toBe(0)
  })

  test.each([
    ['an unknown setting', { max_thread: '1' }],
    ['a session', { session_id: 'mine' }],
  ])('%s is refused', async (_what, clickhouse_settings) => {
    await expect(reader.query({ query: 'SELECT 1', clickhouse_settings })).rejects.toMatchObject({
      code: '115',
    })
  })

  test('a wrong password, and a request without one', async () => {
    const wrong = open({ username: 'reader', password: engine.writer.password })

    await expect(wrong.query({ query: 'SELECT 1' })).rejects.toMatchObject({
      code: '516',
      type: 'AUTHENTICATION_FAILED',
    })
    expect(await raw('/?query=SELECT+1', { headers: {} })).toMatchObject({ status: 403 })
    expect(await raw('/ping', { headers: {} })).toMatchObject({ status: 403 })
  })

  test('the password in ClickHouse headers, but only under our own Host', async () => {
    const headers = { 'x-clickhouse-user': 'reader', 'x-clickhouse-key': engine.reader.password }

    expect(await raw('/?query=SELECT+1', { headers })).toMatchObject({ status: 200, body: '1\n' })
    expect(await raw('/?query=SELECT+1', { headers: { ...headers, host: 'evil.example' } })).toMatchObject({
      status: 403,
    })
  })
})

describe('requests that end early or are too large', () => {
  test('an insert that breaks off inserts nothing', async () => {
    const sending = startInsert(' {"id":700,"name":"a"}\n')
    await delay(100)
    sending.destroy()
    await delay(100)

    expect(await count('id = 700')).toBe(0)
  })

  test('a body over 64 MiB is refused', async () => {
    const body = Buffer.alloc(64 * 1024 * 1024 + 1, ' ')

    const answer = await raw('/?query=INSERT+INTO+parts+FORMAT+CSV', {
      method: 'POST',
      headers: basic(),
      body,
    })

    expect(answer.status).toBe(413)
  })

  test('a reader that goes away ends its query', async () => {
    const abort = new AbortController()
    const query = 'SELECT sum(cityHash64(number)) FROM numbers(100000000000)'
    const asked = reader.query({ query, abort_signal: abort.signal })
    await expect.poll(() => running('cityHash64(number)')).toBe(1)

    abort.abort()

    await expect(asked).rejects.toThrow(/aborted/)
    await expect.poll(() => running('cityHash64(number)'), { timeout: 3000 }).toBe(0)
  })

  test('a consumer that stops reading ends its stream', async () => {
    const answer = await reader.exec({
      query: 'SELECT number AS endless FROM numbers(100000000000) FORMAT CSV',
    })
    for await (const _chunk of answer.stream) break
    answer.stream.destroy()

    await expect.poll(() => running('AS endless'), { timeout: 3000 }).toBe(0)
  })

  test('a failure in the middle of an answer breaks it visibly', async () => {
    const answer = await reader.exec({
      query: 'SELECT throwIf(number = 5000000) FROM numbers(10000000) FORMAT CSV',
    })

    await expect(buffer(answer.stream)).rejects.toThrow(/aborted|terminated/)
    await expect.poll(() => running('throwIf'), { timeout: 3000 }).toBe(0)
  })
})

describe('limits', () => {
  test('too much memory fails the query, not the engine', async () => {
    const pid = engine.pid()
    const query = 'SELECT groupArray(repeat(toString(number), 100)) FROM numbers(100000000)'

    await expect(reader.query({ query })).rejects.toMatchObject({
      code: '241',
      type: 'MEMORY_LIMIT_EXCEEDED',
    })
    expect(engine.pid()).toBe(pid)
    expect(await reader.ping()).toEqual({ success: true })
  })

  test('a query past its time fails', async () => {
    const asked = reader.query({
      query: 'SELECT sum(cityHash64(number)) FROM numbers(100000000000)',
      clickhouse_settings: { max_execution_time: 1 },
    })

    await expect(asked).rejects.toMatchObject({ code: '159', type: 'TIMEOUT_EXCEEDED' })
  })

  test('a slow query holds up no fast one', async () => {
    const ends: string[] = []
    const slow = reader.query({ query: 'SELECT sleep(1.5)' }).then(() => ends.push('slow'))
    await Promise.all([1, 2, 3].map(() => reader.query({ query: 'SELECT 1' }).then(() => ends.push('fast'))))
    await slow

    expect(ends).toEqual(['fast', 'fast', 'fast', 'slow'])
  })

  test('more statements than can wait are turned away at once, the others are answered', async () => {
    const ask = () => raw('/?query=SELECT+sleep(0.2)', { headers: basic() })

    const answers = await Promise.all(Array.from({ length: 90 }, ask))

    const statuses = answers.map((answer) => answer.status)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(72)
    expect(answers.find((answer) => answer.status === 503)?.body).toMatch(
      /Code: 202\..*TOO_MANY_SIMULTANEOUS_QUERIES/,
    )
  })
})

describe('KILL QUERY', () => {
  test('ends a read and tells which', async () => {
    const query = 'SELECT sum(cityHash64(number, 2)) FROM numbers(100000000000)'
    const asked = reader.query({ query, query_id: 'to-be-killed' }).catch((thrown: unknown) => thrown)
    await expect.poll(() => running('cityHash64(number, 2)')).toBe(1)

    const killed = await kill('to-be-killed')

    expect(killed).toEqual([{ kill_status: 'finished', query_id: 'to-be-killed', user: 'reader', query }])
    expect(await asked).toMatchObject({ code: '394', type: 'QUERY_WAS_CANCELLED' })
    expect(await running('cityHash64(number, 2)')).toBe(0)
  })

  test('ends an insert whose rows have not arrived: they never will', async () => {
    const sending = startInsert('{"id":800,"name":"a"}\n', 'half-sent')
    await delay(100)

    const killed = await kill('half-sent')
    sending.end()
    await delay(100)

    expect(killed).toHaveLength(1)
    expect(await count('id = 800')).toBe(0)
  })

  test('waits for a running insert, whose rows are then there', async () => {
    const values = Array.from({ length: 200_000 }, (_, index) => ({
      id: 1_000_000 + index,
      name: 'x'.repeat(50),
    }))
    const inserting = writer.insert({ table: 'parts', values, format: 'JSONEachRow', query_id: 'big-insert' })
    await expect.poll(() => running('INSERT INTO parts'), { interval: 5 }).toBe(1)

    await kill('big-insert')

    expect(await count('id BETWEEN 1000000 AND 1999999')).toBe(200_000)
    await inserting
  })

  test('finds nothing when all is over', async () => {
    expect(await kill('never-seen')).toEqual([])
  })
})

describe('the child', () => {
  test('killed at any time, it comes back at the same place with all that was acknowledged', async () => {
    const pid = engine.pid() ?? 0
    let acknowledged = 0
    const inserting = (async () => {
      for (;;) {
        await writer.insert({
          table: 'parts',
          values: [{ id: 5_000_000 + acknowledged }],
          format: 'JSONEachRow',
        })
        acknowledged += 1
      }
    })()
    await delay(300)
    process.kill(pid, 'SIGKILL')
    await expect(inserting).rejects.toThrow(/ECONN|socket hang up/)

    await expect.poll(() => reader.ping(), { timeout: 10_000 }).toEqual({ success: true })

    expect(engine.pid()).not.toBe(pid)
    expect(acknowledged).toBeGreaterThan(0)
    const found = await count('id BETWEEN 5000000 AND 5999999')
    expect(found - acknowledged).toBeGreaterThanOrEqual(0)
    expect(found - acknowledged).toBeLessThanOrEqual(1)
  })

  test('restart resolves when a new one answers', async () => {
    const pid = engine.pid()
    const asked = reader.query({ query: 'SELECT sleep(3)' }).catch((thrown: unknown) => thrown)
    await delay(50)

    await engine.restart()

    expect(engine.pid()).not.toBe(pid)
    expect(await count('id = 1')).toBe(1)
    expect(await asked).toBeInstanceOf(Error)
  })

  test('one at a time holds a folder; stop lets a running statement finish', async () => {
    const place = await mkdtemp(join(tmpdir(), 'engine-'))
    const first = await startEngine({ folder: place, log: quiet })
    const client = open({ ...first.reader, url: first.url })
    const asked = client
      .query({ query: 'SELECT sleep(1) AS slept', format: 'JSONEachRow' })
      .then((answer) => answer.json())
    const starting = startEngine({ folder: place, log: quiet })

    expect(await Promise.race([starting, delay(500, 'waits')])).toBe('waits')
    await first.stop()
    const second = await starting

    expect(await asked).toEqual([{ slept: 0 }])
    expect(first.pid()).toBeUndefined()
    await second.stop()
    await rm(place, { recursive: true, force: true })
  })

  test('it dies with its parent, even in the middle of planning a query', async () => {
    const place = await mkdtemp(join(tmpdir(), 'engine-'))
    const parent = fork(fileURLToPath(new URL('./parent.fixture.ts', import.meta.url)), [place])
    const [started] = await once(parent, 'message')
    const client = open(started)
    // A scalar subquery is computed while the query is planned, which blocks the child's main thread.
    const asked = client
      .query({ query: 'SELECT (SELECT sum(sleepEachRow(1)) FROM numbers(15))' })
      .catch(() => 'gone')
    await delay(200)

    parent.kill('SIGKILL')

    expect(await Promise.race([asked, delay(3000, 'still there')])).toBe('gone')
    const heir = await startEngine({ folder: place, log: quiet })
    await heir.stop()
    await rm(place, { recursive: true, force: true })
  })

  test('a start that cannot succeed says why', async () => {
    await expect(startEngine({ folder: '/dev/null/x', log: quiet })).rejects.toThrow(
      /ENOTDIR|not a directory/,
    )
  })
})

function open(config: ClickHouseClientConfigOptions): ClickHouseClient {
  // The client's own log prints every refused statement.
  const client = createClient({ url: engine.url, log: { level: 127 }, ...config })
  clients.push(client)
  return client
}

async function count(where: string): Promise<number> {
  const answer = await writer.query({
    query: `SELECT count() AS n FROM parts WHERE ${where}`,
    format: 'JSONEachRow',
  })
  const [row] = await answer.json<{ n: string }>()
  return Number(row?.n)
}

/** How many statements with this text are inside the engine. */
async function running(fragment: string): Promise<number> {
  const answer = await writer.query({
    query:
      'SELECT count() AS n FROM system.processes WHERE position(query, {fragment: String}) > 0 AND position(query, {own: String}) = 0',
    query_params: { fragment, own: 'system.processes' },
    format: 'JSONEachRow',
  })
  const [row] = await answer.json<{ n: string }>()
  return Number(row?.n)
}

async function kill(queryId: string): Promise<unknown[]> {
  const answer = await writer.query({
    query: 'KILL QUERY WHERE query_id = {queryId: String} SYNC',
    query_params: { queryId },
    format: 'JSONEachRow',
  })
  return await answer.json()
}

function basic(): Record<string, string> {
  const { username, password } = engine.writer
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** A POST of rows that has not ended. */
function startInsert(rows: string, queryId = 'broken-off') {
  const path = `/?query_id=${queryId}&query=INSERT+INTO+parts+FORMAT+JSONEachRow`
  const sending = request(new URL(path, engine.url), { method: 'POST', headers: basic() })
  sending.on('error', () => undefined)
  sending.write(rows)
  return sending
}

type RawRequest = {
  readonly method?: string
  readonly headers: Record<string, string>
  readonly body?: Buffer
}

async function raw(path: string, { method = 'GET', headers, body }: RawRequest) {
  const sending = request(new URL(path, engine.url), { method, headers })
  sending.on('error', () => undefined)
  sending.end(body)
  const [response] = await once(sending, 'response')
  return { status: Number(response.statusCode), body: await text(response) }
}
