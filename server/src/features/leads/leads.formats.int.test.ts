import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { inflateRawSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leadExport } from '@catalytics/contract/exports.ts'
import {
  leadActionColumns,
  leadActionPage,
  leadColumns,
  leadPage,
  type RowKind,
} from '@catalytics/contract/leads.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { leadEvents } from '../../../test/lead-events.ts'
import { expectedActions, expectedLeads } from '../../../test/lead-oracle.ts'
import { zipEntries } from '../../stores/files/readers/zip.ts'

type Cell = string | number | boolean | null
type Row = Readonly<Record<string, Cell>>

const kinds: readonly RowKind[] = ['actions', 'leads']
const columns: Readonly<Record<RowKind, readonly string[]>> = {
  actions: leadActionColumns,
  leads: leadColumns,
}
const path: Readonly<Record<RowKind, string>> = { actions: '/api/v1/lead-actions', leads: '/api/v1/leads' }

let app: TestApp
let acme: ContractAtHand
let folder: string
let rows: Readonly<Record<RowKind, readonly Row[]>>
beforeAll(async () => {
  app = await buildTestApp()
  acme = await app.given.contract({ name: 'Acme "Bearings" & Söhne' })
  folder = mkdtempSync(join(tmpdir(), 'catalytics-formats-'))
  const [sent = []] = fc.sample(leadEvents(250), { numRuns: 1, seed: 42 })
  await app.given.events(acme, sent)
  rows = {
    actions: leadActionPage.parse(ok(await acme.get(path.actions)).body).data,
    leads: leadPage.parse(ok(await acme.get(path.leads)).body).data,
  }
  const actions = expectedActions(sent)
  expect(rows.actions.map(({ lead_id: _id, ...row }) => row)).toEqual(actions)
  expect(rows.leads.map(({ lead_id: _id, ...row }) => row)).toEqual(expectedLeads(actions))
  // Else nothing hard would be compared below.
  expect(JSON.stringify(rows.actions)).toMatch(/=cmd\|x.*00123|00123.*=cmd\|x/)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe.each(kinds)('%s', (kind) => {
  test('NDJSON has the rows of JSON, keys in the order of the columns', async () => {
    const answer = ok(await acme.get(path[kind], { accept: 'application/x-ndjson' }))

    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8')
    expectNdjson(answer.text, kind)
  })

  test('CSV has the rows of JSON, unaltered, in RFC 4180', async () => {
    const answer = ok(await acme.get(path[kind], { accept: 'text/csv;q=0.9, application/json;q=0.1' }))

    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expectMachineCsv(answer.text, kind)
  })

  test('CSV for people has every row in the dialect of the locale, and runs no formula', async () => {
    const answer = ok(await acme.get(`${path[kind]}?format=csv&locale=de-CH`))

    expectCsvForPeople(answer.text, kind)
  })

  test.each([false, true])('an export as CSV (zipped: %s) has them too', async (zip) => {
    expectMachineCsv((await exported(kind, { format: 'csv', zip })).toString(), kind)
  })

  test('an export as CSV for people', async () => {
    expectCsvForPeople((await exported(kind, { format: 'csv', locale: 'de-CH' })).toString(), kind)
  })

  test.each([false, true])('an export as NDJSON (zipped: %s)', async (zip) => {
    expectNdjson((await exported(kind, { format: 'ndjson', zip })).toString(), kind)
  })

  test.each([false, true])(
    'an export as XLSX (zipped: %s): texts stay texts, nothing is run',
    async (zip) => {
      const workbook = await readXlsx(await exported(kind, { format: 'xlsx', zip }))
      const [sheet, notes] = workbook.sheets

      const [header = [], ...body] = sheet?.rows ?? []
      expect(header).toEqual(columns[kind])
      expect(body.map((row) => columns[kind].map((_, index) => asCell(row[index])))).toEqual(
        rows[kind].map((row) => columns[kind].map((name) => row[name] ?? null)),
      )
      expect(JSON.stringify(notes?.rows)).toContain(String(rows[kind].length))
    },
  )

  test.each([false, true])('an export as Parquet (zipped: %s), read by DuckDB', async (zip) => {
    const file = join(folder, `${kind}-${zip}.parquet`)
    writeFileSync(file, await exported(kind, { format: 'parquet', zip }))
    const duckdb = await DuckDBInstance.create()
    const connection = await duckdb.connect()

    const instants = columns[kind].filter(isInstant)
    const replaced = instants.map((name) => `epoch_ms("${name}") AS "${name}"`).join(', ')
    const answer = await connection.runAndReadAll(`SELECT * REPLACE (${replaced}) FROM '${file}'`)
    const read = answer.getRowObjectsJson()
    duckdb.closeSync()

    expect(read.map((row) => Object.keys(row))).toEqual(rows[kind].map(() => columns[kind]))
    expect(read.map((row) => ({ ...row }))).toEqual(
      rows[kind].map((row) => ({
        ...row,
        ...Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inParquet(value, name)])),
      })),
    )
  })
})

test.each([
  ['actions', 'lead-actions', /: lead actions$/],
  ['leads', 'leads', /: (?!lead )leads$/],
] as const)('a file of %s is called %s', async (kind, name, title) => {
  const job = await finished(kind, { format: 'csv', zip: true })
  const names = (zipEntries(await fileOf(job.id)) ?? []).map((entry) => entry.name)
  const manifest = JSON.parse((await unzipped(job.id, 'manifest.json')).toString())

  expect(names.toSorted()).toEqual([`${name}.csv`, 'manifest.json'].toSorted())
  expect(manifest.title).toMatch(title)
})

test('a manifest tells what a zipped file holds', async () => {
  const job = await finished('actions', { format: 'csv', zip: true, countries: ['DE'], from: '2026-01-01' })
  const entries = zipEntries(await fileOf(job.id)) ?? []

  expect(entries.map(({ name }) => name).toSorted()).toEqual(['lead-actions.csv', 'manifest.json'])
  const manifest = JSON.parse((await unzipped(job.id, 'manifest.json')).toString())
  expect(manifest).toMatchObject({ rows: job.rows, from_seq: 1, to_seq: 250 })
  expect(JSON.stringify(manifest)).toContain('DE')
})

function expectNdjson(text: string, kind: RowKind): void {
  const lines = text.split('\n')
  expect(lines.pop()).toBe('')
  const read: Row[] = lines.map((line) => JSON.parse(line))
  expect(read).toEqual(rows[kind])
  expect(read.map((row) => Object.keys(row))).toEqual(rows[kind].map(() => columns[kind]))
}

function expectMachineCsv(text: string, kind: RowKind): void {
  const lines: string[][] = parse(text, { record_delimiter: '\r\n' })
  expect(lines[0]).toEqual(columns[kind])
  expect(lines.slice(1)).toEqual(
    rows[kind].map((row) => columns[kind].map((name) => String(row[name] ?? ''))),
  )
}

function expectCsvForPeople(text: string, kind: RowKind): void {
  expect(text.startsWith('\ufeff')).toBe(true)
  const lines: string[][] = parse(text, { bom: true, delimiter: ';', record_delimiter: '\r\n' })
  expect(lines.slice(1)).toHaveLength(rows[kind].length)
  const fields = lines.slice(1).flat()
  // What a spreadsheet runs begins so; a number that is a name is kept as one by ="…".
  expect(fields.filter((field) => /^[=+\-@＝]/.test(field) && !/^="[^"]*"$/.test(field))).toEqual([])
  const emails = lines.slice(1).map((line) => line[columns[kind].indexOf('email')])
  expect(emails).toEqual(rows[kind].map(({ email }) => email))
  const countries = lines.slice(1).map((line) => line[columns[kind].indexOf('country_name')])
  const german = new Intl.DisplayNames('de-CH', { type: 'region' })
  expect(countries).toEqual(
    rows[kind].map(({ country }) => (country === null ? '' : german.of(String(country)))),
  )
}

async function finished(kind: RowKind, body: object) {
  const asked = await acme.post('/api/v1/lead-exports', { rows: kind, ...body })
  let job = leadExport.parse(ok(asked).body)
  while (job.status === 'queued' || job.status === 'running') {
    await pause(20)
    job = leadExport.parse(ok(await acme.get(`/api/v1/lead-exports/${job.id}`)).body)
  }
  expect(job).toMatchObject({ status: 'done', progress: 1, error: null })
  return job
}

async function fileOf(id: string): Promise<Buffer> {
  const headers = { authorization: await acme.authorization() }
  const answer = await fetch(`${app.url()}/api/v1/lead-exports/${id}/file`, { headers })
  expect(answer.status).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

/** The table's own file, out of its zip where it is in one. */
async function exported(
  kind: RowKind,
  body: { readonly format: string; readonly zip?: boolean; readonly locale?: string },
) {
  const job = await finished(kind, body)
  expect(job.rows).toBe(rows[kind].length)
  if (body.zip !== true) return await fileOf(job.id)
  return await unzipped(job.id, `${kind === 'leads' ? 'leads' : 'lead-actions'}.${body.format}`)
}

async function unzipped(id: string, name: string): Promise<Buffer> {
  const entry = zipEntries(await fileOf(id))?.find((found) => found.name === name)
  if (entry === undefined) throw new Error(`no ${name} in the archive`)
  return entry.method === 0 ? entry.body : inflateRawSync(entry.body)
}

const isInstant = (name: string) => /(^|_)at$/.test(name)

/** A cell as it was read: an instant as the wire has it, nothing as null. */
function asCell(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null)
}

/** A number in Parquet is read as text where it may be too large for JavaScript. */
function inParquet(value: Cell, name: string): Cell {
  if (value === null || typeof value === 'boolean') return value
  if (isInstant(name)) return String(Date.parse(String(value)))
  return name === 'quote_quantity' ? value : typeof value === 'number' ? String(value) : value
}
