import { DuckDBInstance } from '@duckdb/node-api'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, test } from 'vitest'
import { filePath, given } from '../../../../test/import-files.ts'
import { cellText, isUncertain } from './cells.ts'
import { openParquet } from './parquet.ts'
import type { SourceOptions, SourceRow } from './rows.ts'

async function readAll(path: string, options?: SourceOptions) {
  const source = await openParquet(path, options)
  const rows: [number, SourceRow['cells']][] = []
  for await (const { row, cells } of source.rows) rows.push([row, cells])
  return { columns: source.columns, source, rows }
}

describe('Parquet', () => {
  test('row groups, texts, numbers, empty cells', async () => {
    const count = 2500
    const numbers = Array.from({ length: count }, (_, index) => index)
    const content = parquetWriteBuffer({
      columnData: [
        { name: 'Code', data: numbers.map((index) => `00${index}`), type: 'STRING' },
        { name: 'Qty', data: numbers.map((index) => (index % 2 === 0 ? index : null)), type: 'INT32' },
        { name: 'At', data: numbers.map((index) => new Date(index * 1000)), type: 'TIMESTAMP' },
      ],
      rowGroupSize: 1000,
    })
    const { columns, rows, source } = await readAll(given('groups.parquet', new Uint8Array(content)))
    expect(columns).toEqual(['Code', 'Qty', 'At'])
    expect(source.totalRows).toBe(count)
    expect(rows).toEqual(
      numbers.map((index) => [
        index + 1,
        { Code: `00${index}`, Qty: index % 2 === 0 ? index : null, At: new Date(index * 1000) },
      ]),
    )
  })

  test('as DuckDB writes it: Zstandard, decimals, singles, local and zoned times, dates, lists', async () => {
    const path = filePath('duck.parquet')
    const duck = await DuckDBInstance.create(':memory:')
    const connection = await duck.connect()
    await connection.run(
      `copy (select 0.07::decimal(10,2) as price, 2.1::float as single, 0.1::double as double, 12345678901234567890::ubigint as big,
        timestamp '2011-10-30 16:17:00' as local, timestamptz '2011-10-30 16:17:00+01' as zoned, date '2011-10-30' as day,
        [1, 2] as list, null::varchar as nothing, true as yes, 21166::bigint as code)
       to '${path}' (format parquet, codec 'zstd')`,
    )
    connection.closeSync()
    duck.closeSync()
    const { rows } = await readAll(path)
    expect(rows).toEqual([
      [
        1,
        {
          price: 0.07,
          single: 2.1,
          double: 0.1,
          big: 12345678901234567890n,
          local: { wallMs: Date.UTC(2011, 9, 30, 16, 17) },
          zoned: new Date('2011-10-30T15:17:00Z'),
          day: { wallMs: Date.UTC(2011, 9, 30) },
          list: expect.stringMatching(/^\[1,\s*2\]$/),
          nothing: null,
          yes: true,
          code: 21166n,
        },
      ],
    ])
  })

  test('as DuckDB writes it: times of day, ids, words of a list, JSON, large and unsigned numbers', async () => {
    const path = filePath('logical.parquet')
    const duck = await DuckDBInstance.create(':memory:')
    const connection = await duck.connect()
    await connection.run(
      `copy (select time '12:34:56.789' as time, time '00:00:00' as midnight, time '23:59:59.999999' as late,
        '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11'::uuid as id, 'STEP'::enum('IGES', 'STEP') as word, '{"d":10}'::json as json,
        12345678901234.56789::decimal(38,5) as large, 4294967295::uinteger as unsigned, 255::utinyint as small,
        timestamp_ms '2011-10-30 16:17:00.5' as ms, timestamp_ns '2011-10-30 16:17:00.123456789' as ns)
       to '${path}' (format parquet)`,
    )
    connection.closeSync()
    duck.closeSync()
    const { rows } = await readAll(path)
    expect(rows[0]?.[1]).toEqual({
      time: '12:34:56.789',
      midnight: '00:00:00',
      late: '23:59:59.999999',
      id: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11',
      word: 'STEP',
      json: expect.stringMatching(/^\{"d":\s*10\}$/),
      large: { value: 12345678901234.568, text: '12345678901234.56789' },
      unsigned: 4294967295,
      small: 255,
      ms: { wallMs: Date.UTC(2011, 9, 30, 16, 17, 0, 500) },
      ns: { wallMs: Date.UTC(2011, 9, 30, 16, 17, 0, 123) },
    })
  })

  test.each([
    ['MILLIS', 'INT32', [45_296_789, 0], ['12:34:56.789', '00:00:00']],
    ['MICROS', 'INT64', [45_296_789_000n, 86_399_999_999n], ['12:34:56.789', '23:59:59.999999']],
    ['NANOS', 'INT64', [45_296_789_000_001n, 1_000_000_000n], ['12:34:56.789000001', '00:00:01']],
  ] as const)('times of day in %s', async (unit, type, data, shown) => {
    const content = parquetWriteBuffer({
      columnData: [{ name: 'T', data: [...data] }],
      schema: [
        { name: 'root', num_children: 1 },
        {
          name: 'T',
          type,
          repetition_type: 'REQUIRED',
          logical_type: { type: 'TIME', isAdjustedToUTC: true, unit },
        },
      ],
    })
    const { rows } = await readAll(given(`${unit}.parquet`, new Uint8Array(content)))
    expect(rows.map(([, { T }]) => T)).toEqual(shown)
  })

  test('only the columns that are wanted', async () => {
    const content = parquetWriteBuffer({
      columnData: [
        { name: 'A', data: ['1'] },
        { name: 'B', data: ['2'] },
      ],
    })
    const { columns, rows } = await readAll(given('two.parquet', new Uint8Array(content)), {
      only: new Set(['B']),
    })
    expect(columns).toEqual(['A', 'B'])
    expect(rows).toEqual([[1, { B: '2' }]])
  })

  test.each([
    ['text', Buffer.from('Code,Name\n'), 'not a Parquet file'],
    ['a cut file', Buffer.from('PAR1 and then nothing that ends it'), 'damaged'],
  ])('refuses %s', async (name, content, message) => {
    await expect(readAll(given(`bad ${name}.parquet`, content))).rejects.toThrow(message)
  })

  test('keeps every digit of decimals and whole numbers', async () => {
    const path = filePath('exact.parquet')
    await duckWrites(
      path,
      `12345678901234567890::decimal(20,0) as twenty, 9007199254740993::bigint as long, -9007199254740993::decimal(16,0) as minus,
        99999999999999999999999999999999999999::decimal(38,0) as most, 12345678901234.5678::decimal(18,4) as part,
        12.50::decimal(10,2) as price, -0.05::decimal(4,2) as little, 7::decimal(20,0) as seven, 123456789::float as single`,
    )

    const { rows } = await readAll(path)

    expect(rows).toEqual([
      [
        1,
        {
          twenty: 12345678901234567890n,
          long: 9007199254740993n,
          minus: -9007199254740993n,
          most: 99999999999999999999999999999999999999n,
          part: { value: 12345678901234.568, text: '12345678901234.5678' },
          price: 12.5,
          little: -0.05,
          seven: 7,
          // Which number it was before it became a single cannot be known.
          single: { value: 123456790, text: null },
        },
      ],
    ])
  })

  test('what lies in structs, lists and maps is what it is in a column', async () => {
    const path = filePath('nested.parquet')
    await duckWrites(
      path,
      `{ 'at': time '08:15:30.5', 'day': date '2026-03-01', 'local': timestamp '2026-03-01 08:15:00', 'price': 0.07::decimal(10,2),
         'id': 12345678901234567890::decimal(20,0), 'single': 2.1::float, 'raw': '\\xAA'::blob, 'none': null::time } as struct,
       [time '08:15:30', time '09:00:00'] as times, [[1::decimal(20,0)], [12345678901234567890::decimal(20,0)]] as lists,
       map { 'a': time '10:00:00' } as map, [{ 'at': time '11:00:00' }] as structs`,
    )

    const { rows } = await readAll(path)

    const cells = rows[0]?.[1] ?? {}
    const read = Object.fromEntries(
      Object.entries(cells).map(([name, text]) => [name, JSON.parse(cellText(text))]),
    )
    expect(read).toEqual({
      struct: {
        at: '08:15:30.5',
        day: '2026-03-01',
        local: '2026-03-01T08:15:00',
        price: 0.07,
        id: '12345678901234567890',
        single: 2.1,
        raw: '\ufffd',
        none: null,
      },
      times: ['08:15:30', '09:00:00'],
      lists: [[1], ['12345678901234567890']],
      map: { a: '10:00:00' },
      structs: [{ at: '11:00:00' }],
    })
  })
})

test('dates out of range are cells that nobody can tell, in lists, maps and structs too', async () => {
  const path = filePath('lost.parquet')
  await duckWrites(
    path,
    `'infinity'::timestamp as local, '-infinity'::timestamptz as zoned, 'infinity'::date as day, timestamp '290000-01-01' as far,
     [date '2026-03-01', 'infinity'::date] as list, map { 'a': 'infinity'::timestamp } as map, [{ 'at': 'infinity'::timestamptz }] as structs,
     [date '2026-03-01'] as fine`,
  )

  const { rows } = await readAll(path)

  const { fine = null, ...lost } = rows[0]?.[1] ?? {}
  expect(fine).toBe('["2026-03-01"]')
  expect(Object.entries(lost).map(([name, cell]) => [name, isUncertain(cell), cellText(cell)])).toEqual(
    ['local', 'zoned', 'day', 'far', 'list', 'map', 'structs'].map((name) => [
      name,
      true,
      'date out of range',
    ]),
  )
})

describe('unsigned numbers, as DuckDB writes them', () => {
  const kinds = [
    ['utinyint', [0n, 1n, 255n]],
    ['usmallint', [0n, 1n, 65_535n]],
    ['uinteger', [0n, 1n, 2_147_483_647n, 2_147_483_648n, 3_000_000_000n, 4_294_967_295n]],
    ['ubigint', [0n, 9_223_372_036_854_775_807n, 9_223_372_036_854_775_808n, 18_446_744_073_709_551_615n]],
  ] as const
  const versions = ['V1', 'V2'] as const

  test.each(versions.flatMap((version) => kinds.map((kind) => [version, ...kind] as const)))(
    'version %s, %s',
    async (version, type, numbers) => {
      for (const [first, order] of [
        [numbers, 'asc'],
        [numbers.toReversed(), 'desc'],
      ] as const) {
        const path = filePath(`${version}-${type}-${order}.parquet`)
        await duckWrites(
          path,
          `n, case when n % 2 = 0 then n end as sparse, [n] as list from
            (select unnest([${first.join(', ')}])::${type} as n)`,
          `parquet_version ${version}`,
        )
        const { rows } = await readAll(path)
        expect(rows.map(([, cells]) => cells)).toEqual(
          first.map((n) => {
            const cell = type === 'ubigint' ? n : Number(n)
            const sparse = n % 2n === 0n ? cell : null
            return { n: cell, sparse, list: expect.stringContaining(String(n)) }
          }),
        )
      }
    },
  )

  test.each(versions)('version %s, many equal ones, which make a dictionary', async (version) => {
    const path = filePath(`${version}-equal.parquet`)
    const numbers = [0, 2_147_483_648, 4_294_967_295]
    await duckWrites(
      path,
      `unnest([${numbers.join(', ')}])::uinteger as n from range(400)`,
      `parquet_version ${version}`,
    )
    const { rows } = await readAll(path)
    expect(rows.map(([, { n }]) => n)).toEqual(Array.from({ length: 400 }, () => numbers).flat())
  })

  test('many, one group after the other', async () => {
    const path = filePath('many.parquet')
    const from = 2 ** 32 - 5000
    await duckWrites(
      path,
      `(${from} + i)::uinteger as n from range(5000) as t(i)`,
      'parquet_version V2, row_group_size 2048',
    )
    const { rows } = await readAll(path)
    expect(rows.map(([, { n }]) => n)).toEqual(Array.from({ length: 5000 }, (_, index) => from + index))
  })
})

test('singles keep what can be known of them', async () => {
  const path = filePath('singles.parquet')
  await duckWrites(path, '16777215::float as below, 16777216::float as first, -16777216::float as minus')
  const { rows } = await readAll(path)
  expect(rows[0]?.[1]).toEqual({
    below: 16777215,
    first: { value: 16777216, text: null },
    minus: { value: -16777216, text: null },
  })
})

test('intervals are refused by the name of their column, and only where they are wanted', async () => {
  const path = filePath('interval.parquet')
  await duckWrites(path, "interval '3 days' as period, [interval '3 days'] as periods, 7 as code")

  await expect(readAll(path, { only: new Set(['period']) })).rejects.toThrow(
    'The column "period" holds values of the kind INTERVAL',
  )
  await expect(readAll(path, { only: new Set(['periods']) })).rejects.toThrow('The column "periods"')
  const { rows } = await readAll(path, { only: new Set(['code']) })
  expect(rows).toEqual([[1, { code: 7 }]])
})

async function duckWrites(path: string, columns: string, options = ''): Promise<void> {
  const duck = await DuckDBInstance.create(':memory:')
  const connection = await duck.connect()
  await connection.run(
    `copy (select ${columns}) to '${path}' (format parquet${options === '' ? '' : `, ${options}`})`,
  )
  connection.closeSync()
  duck.closeSync()
}
