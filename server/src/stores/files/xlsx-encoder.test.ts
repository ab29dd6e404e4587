import fc from 'fast-check'
import { readXlsx, type Workbook } from 'hucre/xlsx'
import { expect, test } from 'vitest'
import { fileWords } from '../../features/exports/exports.notes.ts'
import type { Column, Row } from './table.ts'
import { encodeXlsx, type XlsxOptions } from './xlsx-encoder.ts'

const notes = {
  title: 'Lead actions',
  filter: 'country=DE',
  period: '2026-10-01 to 2026-11-01',
  time_zone: 'Europe/Paris',
  from_seq: 3,
  to_seq: null,
  made_at: '2026-11-22T09:00:00.000Z',
  labels: fileWords.en.labels,
}
const columns: readonly Column[] = [
  { name: 'seq', type: 'integer' },
  { name: 'text', type: 'text', peopleText: true },
  { name: 'quantity', type: 'number' },
  { name: 'new_user', type: 'boolean' },
  { name: 'at', type: 'instant' },
  { name: 'day', type: 'day' },
]
const empty: Row = { seq: null, text: null, quantity: null, new_user: null, at: null, day: null }

async function encode(rows: readonly Row[], options: Partial<XlsxOptions> = {}): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  const put = (chunk: Uint8Array): Promise<void> => Promise.resolve(void chunks.push(chunk))
  const encoder = encodeXlsx(put, { columns, notes: () => notes, ...options })
  await encoder.write(rows)
  await encoder.end(rows.length)
  return Buffer.concat(chunks)
}

async function open(rows: readonly Row[], options?: Partial<XlsxOptions>): Promise<Workbook> {
  return readXlsx(await encode(rows, options))
}

async function textsThrough(texts: readonly string[]): Promise<unknown[]> {
  const workbook = await open(texts.map((text) => ({ ...empty, seq: 1, text })))
  return workbook.sheets[0]?.rows.slice(1).map((row) => row[1]) ?? []
}

test('every text comes back as it went in', async () => {
  const texts = [
    '00123',
    '1-2',
    '12E3',
    '=1+1',
    ' two leading, one trailing ',
    'first\nsecond',
    'first\r\nsecond\rthird',
    'tab\there',
    '😀 Müller & Söhne <GmbH> "x" \'y\'',
    'bell \u0007 and nothing \0.',
    'not a character \uFFFE, half of one \uD83D',
    '_x0041_',
    '_x005F_x0041_',
    '_x0041\u0001',
    '_x_x0041_',
    ' ',
    '\n',
  ]
  expect(await textsThrough(texts)).toEqual(texts)
})

test('arbitrary text comes back as it went in', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({
      unit: fc.constantFrom('_', 'x', '0', '04', '1_', '\u0001', '\r', '&', '<', ' '),
      minLength: 1,
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 100 }), async (texts) => {
      expect(await textsThrough(texts)).toEqual(texts)
    }),
    { numRuns: 30 },
  )
  // Thirty workbooks: on a busy machine they take longer than the usual five seconds.
}, 30_000)

test('values keep their types and a null has no cell', async () => {
  const at = '2026-10-03T08:15:30.120Z'
  const workbook = await open([
    { seq: 9_007_199_254_740, text: 'x', quantity: 0.1, new_user: true, at, day: '2026-03-01' },
    { ...empty, seq: 2, new_user: false },
  ])
  expect(workbook.sheets[0]?.rows).toEqual([
    ['seq', 'text', 'quantity', 'new_user', 'at', 'day'],
    [9_007_199_254_740, 'x', 0.1, true, new Date(at), new Date('2026-03-01')],
    [2, null, null, false, null, null],
  ])
})

test('a day that Excel’s calendar does not have is written as text', async () => {
  const workbook = await open([{ ...empty, at: '1899-12-31T00:00:00.000Z', day: '1900-02-28' }])
  expect(workbook.sheets[0]?.rows[1]).toEqual([
    null,
    null,
    null,
    null,
    '1899-12-31T00:00:00.000Z',
    '1900-02-28',
  ])
})

test('the last sheet says what the file holds', async () => {
  const workbook = await open([
    { ...empty, text: 'x'.repeat(32_766) + '😀' },
    { ...empty, text: 'y'.repeat(32_767) },
  ])
  expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['Data', 'About'])
  expect(workbook.sheets[1]?.rows).toEqual([
    ['Title', 'Lead actions'],
    ['Filter', 'country=DE'],
    ['Period', '2026-10-01 to 2026-11-01'],
    ['Days', 'Europe/Paris'],
    ['Times', 'UTC'],
    ['First sequence number', 3],
    ['Last sequence number', null],
    ['Made at', '2026-11-22T09:00:00.000Z'],
    ['Rows', 2],
    ['Texts cut to 32,767 characters, the most a cell holds', 1],
  ])
  // Cut before the emoji, not through it.
  expect(workbook.sheets[0]?.rows[1]?.[1]).toBe('x'.repeat(32_766))
  expect(workbook.sheets[0]?.rows[2]?.[1]).toBe('y'.repeat(32_767))
})

test('rows beyond a sheet’s limit go on in further sheets, each with its header', async () => {
  const rows = Array.from({ length: 8 }, (_, index): Row => ({ ...empty, seq: index + 1 }))
  const workbook = await open(rows, { rowsPerSheet: 4 })
  expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['Data', 'Data 2', 'Data 3', 'About'])
  const seqs = workbook.sheets.slice(0, 3).map((sheet) => sheet.rows.map((row) => row[0]))
  expect(seqs).toEqual([
    ['seq', 1, 2, 3],
    ['seq', 4, 5, 6],
    ['seq', 7, 8],
  ])
})

test('the header is frozen and filters the rows written', async () => {
  const [sheet] = (await open([empty, empty])).sheets
  expect(sheet?.freezePane?.rows).toBe(1)
  expect(sheet?.autoFilter?.range).toBe('A1:F3')
})

test('no rows make a workbook with a header', async () => {
  const workbook = await open([])
  expect(workbook.sheets[0]?.rows).toEqual([['seq', 'text', 'quantity', 'new_user', 'at', 'day']])
})

test('the same rows and notes make the same bytes', async () => {
  const rows = [{ ...empty, seq: 1, text: 'a' }]
  expect(await encode(rows)).toEqual(await encode(rows))
})

test('columns beyond Z have two letters', async () => {
  const many = Array.from({ length: 54 }, (_, index): Column => ({ name: `c${index}`, type: 'integer' }))
  const row = Object.fromEntries(many.map(({ name }, index) => [name, index]))
  const workbook = await open([row], { columns: many })
  expect(workbook.sheets[0]?.rows[1]).toEqual(many.map((_, index) => index))
})
