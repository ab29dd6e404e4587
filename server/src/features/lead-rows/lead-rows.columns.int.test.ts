import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { parse } from 'csv-parse/sync'
import { readXlsx } from 'hucre/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { leadExport, type FileFormat } from '@catalytics/contract/exports.ts'
import { type RowKind } from '@catalytics/contract/leads.ts'
import { personData } from '@catalytics/contract/people.ts'
import { buildTestApp, ok, type ContractAtHand, type TestApp } from '../../../test/build-app.ts'
import { event, minute } from '../../../test/factories.ts'
import { given } from '../../../test/import-files.ts'

/*
 * Every column of every format, written out by hand: what the contract's tables say is never asked here, so a column that
 * they lose, move or fill with another one's value shows, in every format that it does so in.
 */

const header: Readonly<Record<RowKind, readonly string[]>> = {
  actions: words(`
seq action_id action at catalog channel_kind channel category part_family part_number configuration cad_format document
document_kind quote_quantity quote_message lead_id email first_name last_name company department country country_name
state city postal_code address phone fax language consent_at consent_text new_user`),
  leads: words(`
lead_id email first_name last_name company department country country_name state city postal_code address phone fax language
consent_at consent_text actions cad_downloads documents_opened quote_requests product_views contact_clicks
first_action_at last_action_at top_part_family last_seq`),
}

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

const ids = [1, 2, 3, 4, 5].map((n) => `0199b1c2-6f0e-7c1a-9d55-00000000c0${n}f`)
const consent = { manufacturer: true, at: '2026-01-05T10:00:00.000Z', text: 'terms v2' }
const ann = {
  email: 'ann@example.com',
  first_name: 'Ann',
  last_name: 'Öz',
  company: 'Acme Söhne',
  department: 'Design',
  country: 'DE',
  state: 'Bavaria',
  city: 'Munich',
  postal_code: '80331',
  address: 'Weg 1\nHinterhaus',
  phone: 'tel. 89 1',
  fax: 'fax 89 2',
  language: 'pt-BR',
  consent,
}
const site = { kind: 'site', key: 'shop' } as const

/** The first one comes alone: what the next ones say of its person then makes a changed lead for readers of the feed. */
const sent = [
  event({
    id: ids[0],
    type: 'cad_download',
    at: minute(1),
    catalog: 'valves',
    channel: site,
    part: { number: 'KG-2', family: 'Ball', category: 'A/B', configuration: { bore: 'wide' } },
    format: 'STEP',
    person: { ...ann, phone: 'an old one' },
  }),
  event({
    id: ids[1],
    type: 'document_open',
    at: minute(2),
    document: { name: 'sheet.pdf', kind: 'datasheet' },
    person: ann,
  }),
  event({
    id: ids[2],
    type: 'quote_request',
    at: minute(3),
    quote: { quantity: 2.5, message: 'How much?' },
    country: 'IT',
    language: 'it',
    person: ann,
  }),
  // The profile lacks what the event then tells.
  event({
    id: ids[3],
    type: 'product_view',
    at: minute(4),
    country: 'FR',
    language: 'fr',
    person: { email: 'bob@example.com', last_name: 'Bo', consent },
  }),
  // Nobody tells it.
  event({ id: ids[4], type: 'contact_click', at: minute(5), person: { email: 'cem@example.com', consent } }),
]

type Row = readonly (string | number | boolean | null)[]
type Table = { readonly header: readonly string[]; readonly rows: readonly (readonly unknown[])[] }

let app: TestApp
let acme: ContractAtHand
let rows: Readonly<Record<RowKind, readonly Row[]>>
beforeAll(async () => {
  app = await buildTestApp()
  acme = await app.given.contract()
  await app.given.events(acme, sent.slice(0, 1))
  await app.given.events(acme, sent.slice(1))
  rows = expectedRows(await leadIds())
})

/** The lead's id of each person: what nobody can know before. */
async function leadIds(): Promise<readonly string[]> {
  const emails = ['ann@example.com', 'bob@example.com', 'cem@example.com']
  const found = await Promise.all(emails.map((email) => acme.manage('POST', '/people/find', { email })))
  const known = found.map((answer) => z.object({ lead_id: z.uuid() }).parse(ok(answer).body).lead_id)
  expect(new Set(known).size).toBe(3)
  return known
}

function expectedRows([annId = '', bobId = '', cemId = '']: readonly string[]) {
  const agreed = ['2026-01-05T10:00:00.000Z', 'terms v2']
  const annOwn = joined(
    [annId, 'ann@example.com', 'Ann', 'Öz', 'Acme Söhne', 'Design', 'DE', 'Germany', 'Bavaria', 'Munich'],
    ['80331', 'Weg 1\nHinterhaus', 'tel. 89 1', 'fax 89 2', 'pt-BR'],
    agreed,
  )
  const bobOwn = joined(
    [bobId, 'bob@example.com', null, 'Bo', null, null, 'FR', 'France', null, null],
    [null, null, null, null, 'fr'],
    agreed,
  )
  const cemOwn = joined(
    [cemId, 'cem@example.com', null, null, null, null, null, null, null, null],
    [null, null, null, null, null],
    agreed,
  )
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = ids
  const network = ['ball-bearings', 'network', 'partnet']
  const noPart = [null, null, null, null, null]
  const neither = [null, null, null, null]
  return {
    actions: [
      joined(
        [1, first, 'cad_download', '2026-03-01T00:01:00.000Z', 'valves', 'site', 'shop'],
        ['A/B', 'Ball', 'KG-2', '{"bore":"wide"}', 'STEP', ...neither, ...annOwn, true],
      ),
      joined(
        [2, second, 'document_open', '2026-03-01T00:02:00.000Z', ...network, ...noPart],
        ['sheet.pdf', 'datasheet', null, null, ...annOwn, false],
      ),
      joined(
        [3, third, 'quote_request', '2026-03-01T00:03:00.000Z', ...network, ...noPart],
        [null, null, 2.5, 'How much?', ...annOwn, false],
      ),
      joined(
        [4, fourth, 'product_view', '2026-03-01T00:04:00.000Z', ...network, ...noPart],
        [...neither, ...bobOwn, false],
      ),
      joined(
        [5, fifth, 'contact_click', '2026-03-01T00:05:00.000Z', ...network, ...noPart],
        [...neither, ...cemOwn, false],
      ),
    ],
    leads: [
      joined(annOwn, [3, 1, 1, 1, 0, 0], ['2026-03-01T00:01:00.000Z', '2026-03-01T00:03:00.000Z', 'Ball', 3]),
      joined(bobOwn, [1, 0, 0, 0, 1, 0], ['2026-03-01T00:04:00.000Z', '2026-03-01T00:04:00.000Z', null, 4]),
      joined(cemOwn, [1, 0, 0, 0, 0, 1], ['2026-03-01T00:05:00.000Z', '2026-03-01T00:05:00.000Z', null, 5]),
    ],
  }
}

function joined(...parts: readonly Row[]): Row {
  return parts.flat()
}

describe.each(['actions', 'leads'] as const)('%s', (kind) => {
  const path = kind === 'actions' ? '/api/v1/lead-actions' : '/api/v1/leads'
  const names = header[kind]

  test('pages have each value below its name', async () => {
    const page = z.object({ data: objects }).parse(ok(await acme.get(path)).body)

    expectTable(page.data.map(fromObject), names, rows[kind])
  })

  test('a page of few rows after another too', async () => {
    const first = z
      .object({ data: objects, next_cursor: z.string() })
      .parse(ok(await acme.get(`${path}?limit=2`)).body)
    const second = z
      .object({ data: objects })
      .parse(ok(await acme.get(`${path}?limit=2&cursor=${first.next_cursor}`)).body)

    expectTable([...first.data, ...second.data].map(fromObject), names, rows[kind].slice(0, 4))
  })

  test.each(['stream', 'file'] as const)('NDJSON as a %s', async (how) => {
    const text = how === 'stream' ? await streamed(`${path}?format=ndjson`) : await exported(kind, 'ndjson')

    const lines = text.toString().trimEnd().split('\n')
    expectTable(
      lines.map((line) => fromObject(object.parse(JSON.parse(line)))),
      names,
      rows[kind],
    )
  })

  test.each(['stream', 'file'] as const)('CSV as a %s', async (how) => {
    const text = how === 'stream' ? await streamed(`${path}?format=csv`) : await exported(kind, 'csv')

    expectTable([fromCsv(text)], names, rows[kind].map(texts))
  })

  test.each(['stream', 'file'] as const)('CSV for people as a %s', async (how) => {
    const text =
      how === 'stream'
        ? await streamed(`${path}?format=csv&locale=en-GB`)
        : await exported(kind, 'csv', { locale: 'en-GB' })

    expectTable([fromCsv(text)], names, rows[kind].map(textsForPeople))
  })

  test('XLSX', async () => {
    const workbook = await readXlsx(await exported(kind, 'xlsx'))

    const [titles = [], ...body] = workbook.sheets[0]?.rows ?? []
    const cells = body.map((row) => titles.map((_, index) => asCell(row[index])))
    expectTable([{ header: titles.map(String), rows: cells }], names, rows[kind])
  })

  test('Parquet', async () => {
    const file = join(app.place.dataDir, `${kind}.parquet`)
    writeFileSync(file, await exported(kind, 'parquet'))
    const duckdb = await DuckDBInstance.create()
    const connection = await duckdb.connect()
    await connection.run("SET TimeZone = 'UTC'")
    const answer = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM '${file}'`)
    const table = { header: answer.columnNames(), rows: answer.getRowsJson() }
    duckdb.closeSync()

    expectTable([table], names, rows[kind].map(textsInParquet))
  })
})

test('the feed has the columns of actions and of a lead that changed', async () => {
  const feed = z
    .object({ data: z.array(z.object({ kind: z.string(), row: object })) })
    .parse(ok(await acme.get('/api/v1/lead-changes')).body)
  const told = (kind: string) =>
    feed.data.flatMap((change) => (change.kind === kind ? [fromObject(change.row)] : []))

  expectTable(told('lead_action'), header.actions, rows.actions)
  expectTable(told('lead_updated'), header.leads, rows.leads.slice(0, 1))
})

test('an imported file fills what events fill, and a person can have all of it', async () => {
  const { consent: _consent, ...told } = ann
  const other = await app.given.contract()
  const places = Object.keys(told).map((name) => [`person.${name}`, { column: name }] as const)
  const mapping = {
    event: {
      type: { const: 'cad_download' },
      at: { const: minute(1) },
      catalog: { const: 'valves' },
      'channel.kind': { const: 'site' },
      'channel.key': { const: 'shop' },
      ...Object.fromEntries(places),
      'person.consent.manufacturer': { const: true },
      'person.consent.at': { const: consent.at },
      'person.consent.text': { const: consent.text },
    },
  }
  const answer = await other.manage('POST', '/imports', {
    path: given('people.ndjson', JSON.stringify(told)),
    mapping,
  })
  const last = ok(answer).text.trim().split('\n').at(-1) ?? ''
  expect(JSON.parse(last)).toMatchObject({ result: { accepted: 1, rejected: 0, unmapped: {} } })

  const page = z.object({ data: objects }).parse(ok(await other.get('/api/v1/leads')).body)
  const [, ...own] = rows.leads[0]?.slice(0, header.leads.indexOf('actions')) ?? []
  expect(page.data.map((row) => Object.values(row).slice(1, own.length + 1))).toEqual([own])
  const found = ok(await other.manage('POST', '/people/find', { email: ann.email })).body
  const { email: _email, ...profile } = told
  expect(Object.entries(personData.parse(found).profile).map(([name, { value }]) => [name, value])).toEqual(
    Object.entries(profile),
  )
})

const object = z.record(z.string(), z.unknown())
const objects = z.array(object)

/** One row: its keys in their order, and their values. */
function fromObject(row: Readonly<Record<string, unknown>>): Table {
  return { header: Object.keys(row), rows: [Object.values(row)] }
}

function fromCsv(text: Buffer): Table {
  const [names = [], ...body]: string[][] = parse(text, { bom: true, record_delimiter: '\r\n' })
  return { header: names, rows: body }
}

/** All parts together have these rows, each part below these names. */
function expectTable(
  parts: readonly Table[],
  names: readonly string[],
  expected: readonly (readonly unknown[])[],
): void {
  expect(parts.map((part) => part.header)).toEqual(parts.map(() => names))
  expect(parts.flatMap((part) => part.rows)).toEqual(expected)
}

async function streamed(path: string): Promise<Buffer> {
  return ok(await acme.get(path)).bytes
}

async function exported(kind: RowKind, format: FileFormat, more: object = {}): Promise<Buffer> {
  const asked = await acme.post('/api/v1/lead-exports', { rows: kind, format, ...more })
  let job = leadExport.parse(ok(asked).body)
  while (job.status === 'queued' || job.status === 'running') {
    await pause(20)
    job = leadExport.parse(ok(await acme.get(`/api/v1/lead-exports/${job.id}`)).body)
  }
  expect(job).toMatchObject({ status: 'done', rows: rows[kind].length })
  return ok(await acme.get(`/api/v1/lead-exports/${job.id}/file`)).bytes
}

/** As RFC 4180 has it. */
function texts(row: Row): readonly string[] {
  return row.map((value) => String(value ?? ''))
}

const isInstant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/

function textsForPeople(row: Row): readonly string[] {
  return row.map((value) => {
    if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
    const text = String(value ?? '')
    return isInstant.test(text) ? text.slice(0, 19).replace('T', ' ') : text
  })
}

function textsInParquet(row: Row): readonly (string | null)[] {
  return row.map((value) => {
    const text = value === null ? null : String(value)
    return text !== null && isInstant.test(text) ? `${text.slice(0, 19).replace('T', ' ')}+00` : text
  })
}

/** A cell as it was read: an instant as the wire has it, nothing as null. */
function asCell(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null)
}
