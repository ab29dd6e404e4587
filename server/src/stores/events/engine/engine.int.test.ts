import { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import type { ClickHouseClient } from '@clickhouse/client'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestEngine, type TestEngine } from './engine.fixture.ts'

let on: TestEngine

beforeAll(async () => {
  on = await openTestEngine()
})

afterAll(() => on.close())

describe('inserting and reading', () => {
  test('objects come back as they were', async () => {
    const values = [
      { id: '1', name: 'bearing "00123"' },
      { id: '18446744073709551615', name: 'Käfig\t\\\n' },
    ]
    const inserted = await on.writer.insert({ table: 'parts', values, format: 'JSONEachRow' })
    const answer = await on.reader.query({
      query: 'SELECT id, name FROM parts WHERE id IN {ids: Array(UInt64)} ORDER BY id',
      query_params: { ids: [1n, 18_446_744_073_709_551_615n] },
      format: 'JSONEachRow',
      clickhouse_settings: { output_format_json_quote_64bit_integers: 1 },
    })

    expect(inserted.summary).toMatchObject({ written_rows: '2' })
    expect(await answer.json()).toEqual(values)
  })

  test('a raw stream of rows goes in, compressed as well', async () => {
    const packed = on.open({ ...on.engine.writer, compression: { request: true, response: true } })
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
        on.reader.exec({ query }),
        on.reader.exec({ query, clickhouse_settings: { wait_end_of_query: 1 } }),
      ])

      const [a, b] = await Promise.all([buffer(streamed.stream), buffer(whole.stream)])
      expect(a.length).toBeGreaterThan(1_000_000)
      expect(a.equals(b)).toBe(true)
    },
  )

  test('binary rows', async () => {
    const answer = await on.reader.exec({ query: 'SELECT toUInt16(number) FROM numbers(3) FORMAT RowBinary' })

    expect([...(await buffer(answer.stream))]).toEqual([0, 0, 1, 0, 2, 0])
    expect(answer.response_headers['x-clickhouse-format']).toBe('RowBinary')
  })

  test('the default format of the client is JSON, that of the interface is TabSeparated', async () => {
    const json = await on.reader.query({ query: 'SELECT 1 AS one' })
    const tabs = await on.reader.exec({ query: 'SELECT 1, 2' })

    expect(await json.json()).toMatchObject({ data: [{ one: 1 }], rows: 1 })
    expect(await text(tabs.stream)).toBe('1\t2\n')
  })

  test('settings and database of one statement do not reach the next', async () => {
    await on.writer.command({ query: 'CREATE DATABASE other' })
    const other = on.open({ ...on.engine.reader, database: 'other' })
    const query = "SELECT currentDatabase() AS db, getSetting('max_block_size') AS size FROM numbers(1)"
    const ask = async (client: ClickHouseClient, size?: string) => {
      const settings = size === undefined ? {} : { clickhouse_settings: { max_block_size: size } }
      return await (await client.query({ query, format: 'JSONEachRow', ...settings })).json()
    }

    expect(await ask(other, '777')).toEqual([{ db: 'other', size: 777 }])
    // More statements than sessions, so each session is met again.
    const later = await Promise.all(Array.from({ length: 20 }, () => ask(on.reader)))
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
          const answer = await on.reader.query({ query, query_params: values, format: 'JSONEachRow' })
          expect(await answer.json()).toEqual([values])
        },
      ),
      { numRuns: 100 },
    )
  })

  test('other types arrive exactly', async () => {
    const answer = await on.reader.query({
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
      const answer = await on.reader.query({
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
      on.reader.query({ query: `SELECT {v: ${type}}`, query_params: { v: value } }),
    ).rejects.toMatchObject({ code })
  })

  test('a missing one is named', async () => {
    await expect(on.reader.query({ query: 'SELECT {v: UInt8}' })).rejects.toMatchObject({ code: '456' })
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
    await expect(on.reader.query({ query, format: 'CSV' })).rejects.toMatchObject({ code, type })
  })

  test('the reader cannot insert rows', async () => {
    const insert = on.reader.insert({ table: 'parts', values: [{ id: 1 }], format: 'JSONEachRow' })

    await expect(insert).rejects.toMatchObject({ code: '164' })
  })

  test('rows that do not fit are refused, all of them', async () => {
    const rows = Readable.from(['{"id":900}\n{"id":"x"}\n'], { objectMode: false })

    await expect(
      on.writer.exec({ query: 'INSERT INTO parts FORMAT JSONEachRow', values: rows }),
    ).rejects.toMatchObject({ code: '27' })
    expect(await on.count('id = 900')).toBe(0)
  })

  test.each([
    ['an unknown setting', { max_thread: '1' }],
    ['a session', { session_id: 'mine' }],
  ])('%s is refused', async (_what, clickhouse_settings) => {
    await expect(on.reader.query({ query: 'SELECT 1', clickhouse_settings })).rejects.toMatchObject({
      code: '115',
    })
  })

  test('a wrong password, and a request without one', async () => {
    const wrong = on.open({ username: 'reader', password: on.engine.writer.password })

    await expect(wrong.query({ query: 'SELECT 1' })).rejects.toMatchObject({
      code: '516',
      type: 'AUTHENTICATION_FAILED',
    })
    expect(await on.raw('/?query=SELECT+1', { headers: {} })).toMatchObject({ status: 403 })
    expect(await on.raw('/ping', { headers: {} })).toMatchObject({ status: 403 })
  })

  test('the password in ClickHouse headers, but only under our own Host', async () => {
    const headers = { 'x-clickhouse-user': 'reader', 'x-clickhouse-key': on.engine.reader.password }

    expect(await on.raw('/?query=SELECT+1', { headers })).toMatchObject({ status: 200, body: '1\n' })
    expect(await on.raw('/?query=SELECT+1', { headers: { ...headers, host: 'evil.example' } })).toMatchObject(
      {
        status: 403,
      },
    )
  })
})
