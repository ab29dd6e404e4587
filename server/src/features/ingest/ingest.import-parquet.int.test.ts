import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openParquet } from './ingest.import-parquet.ts'
import type { SourceOptions, SourceRow } from './ingest.import-rows.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalytics-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function given(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

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
    const { columns, rows, source } = await readAll(await given('groups.parquet', new Uint8Array(content)))
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
    const path = join(folder, 'duck.parquet')
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

  test('only the columns that are wanted', async () => {
    const content = parquetWriteBuffer({
      columnData: [
        { name: 'A', data: ['1'] },
        { name: 'B', data: ['2'] },
      ],
    })
    const { columns, rows } = await readAll(await given('two.parquet', new Uint8Array(content)), {
      only: new Set(['B']),
    })
    expect(columns).toEqual(['A', 'B'])
    expect(rows).toEqual([[1, { B: '2' }]])
  })

  test.each([
    ['text', Buffer.from('Code,Name\n'), 'not a Parquet file'],
    ['a cut file', Buffer.from('PAR1 and then nothing that ends it'), 'damaged'],
  ])('refuses %s', async (name, content, message) => {
    await expect(readAll(await given(`bad ${name}.parquet`, content))).rejects.toThrow(message)
  })
})
