import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { encodeParquet } from './parquet-encoder.ts'
import { openPartFile } from './part-file.ts'
import type { Column, Row } from './table.ts'

const columns: readonly Column[] = [
  { name: 'seq', type: 'integer' },
  { name: 'company', type: 'text' },
  { name: 'quantity', type: 'number' },
  { name: 'new_user', type: 'boolean' },
  { name: 'at', type: 'instant' },
  { name: 'day', type: 'day' },
]

let duckdb: DuckDBInstance
let connection: DuckDBConnection
let folder: string
let path: string
beforeAll(async () => {
  duckdb = await DuckDBInstance.create()
  connection = await duckdb.connect()
})
afterAll(() => {
  connection.closeSync()
  duckdb.closeSync()
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parquet-'))
  path = join(folder, 'rows.parquet')
})
afterEach(() => rm(folder, { recursive: true }))

async function write(batches: readonly (readonly Row[])[], rowsPerGroup?: number): Promise<void> {
  const file = await openPartFile(path)
  const encoder = encodeParquet(file.put, columns, rowsPerGroup)
  for (const batch of batches) await encoder.write(batch)
  await encoder.end(batches.flat().length)
  await file.commit()
}

/** DuckDB's answer with every value as JSON has it; `FILE` stands for the file written. */
async function ask(sql: string): Promise<unknown[]> {
  const answer = await connection.runAndReadAll(sql.replace('FILE', `'${path}'`))
  return answer.getRowObjectsJson()
}

test('columns have the logical types that another reader expects, all nullable', async () => {
  await write([])
  const described = await ask('select column_name, column_type, "null" from (describe select * from FILE)')
  expect(described.map((column) => Object.values(Object(column)))).toEqual([
    ['seq', 'BIGINT', 'YES'],
    ['company', 'VARCHAR', 'YES'],
    ['quantity', 'DOUBLE', 'YES'],
    ['new_user', 'BOOLEAN', 'YES'],
    ['at', 'TIMESTAMP WITH TIME ZONE', 'YES'],
    ['day', 'DATE', 'YES'],
  ])
  expect(await ask('select * from FILE')).toEqual([])
})

test('values and nulls come back', async () => {
  const none = { seq: null, company: null, quantity: null, new_user: null, at: null, day: null }
  await write([
    [
      {
        seq: Number.MAX_SAFE_INTEGER,
        company: 'Müller & Söhne 😀 "x"\n=1+1',
        quantity: 0.1,
        new_user: true,
        at: '2026-10-03T08:15:30.120Z',
        day: '2026-03-01',
      },
      none,
    ],
    [{ ...none, seq: -1, company: '', new_user: false, at: '1969-12-31T23:59:59.999Z', day: '1969-12-31' }],
  ])
  const read = await ask('select seq, company, quantity, new_user, epoch_ms("at") as "at", day from FILE')
  expect(read).toEqual([
    {
      seq: String(Number.MAX_SAFE_INTEGER),
      company: 'Müller & Söhne 😀 "x"\n=1+1',
      quantity: 0.1,
      new_user: true,
      at: String(Date.parse('2026-10-03T08:15:30.120Z')),
      day: '2026-03-01',
    },
    none,
    { ...none, seq: '-1', company: '', new_user: false, at: '-1', day: '1969-12-31' },
  ])
})

test('rows go into groups of the size asked for, and every group holds all columns', async () => {
  const rows = Array.from({ length: 2500 }, (_, seq): Row => {
    // One company repeated, then many different: with and without a dictionary.
    const company = seq < 1000 ? 'ACME' : `Company ${seq}`
    const at = new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString()
    return { seq, company, quantity: seq / 8, new_user: seq % 3 === 0, at, day: at.slice(0, 10) }
  })
  await write([rows.slice(0, 700), rows.slice(700, 1999), rows.slice(1999)], 1000)

  const groups = await ask(
    `select row_group_num_rows as "rows", count(*) as "columns", min(compression) as codec
     from parquet_metadata(FILE) group by row_group_id, row_group_num_rows order by row_group_id`,
  )
  expect(groups).toEqual([
    { rows: '1000', columns: '6', codec: 'SNAPPY' },
    { rows: '1000', columns: '6', codec: 'SNAPPY' },
    { rows: '500', columns: '6', codec: 'SNAPPY' },
  ])
  const read = await ask(
    'select seq, company, quantity, new_user, epoch_ms("at") as "at", day from FILE order by seq',
  )
  expect(read).toEqual(
    rows.map((row) => ({ ...row, seq: String(row['seq']), at: String(Date.parse(String(row['at']))) })),
  )
})

test('statistics let a reader skip groups', async () => {
  const rows = Array.from({ length: 20 }, (_, seq): Row => ({ seq, company: `c${seq}` }))
  await write([rows], 10)
  const ranges = await ask(
    `select stats_min_value as low, stats_max_value as high from parquet_metadata(FILE)
     where path_in_schema = 'seq' order by row_group_id`,
  )
  expect(ranges).toEqual([
    { low: '0', high: '9' },
    { low: '10', high: '19' },
  ])
  expect(await ask("select count(*)::int as n from FILE where seq >= 10 and company = 'c15'")).toEqual([
    { n: 1 },
  ])
})
