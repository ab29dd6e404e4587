import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { compileMapping, type MappedRow, parseMapping } from '../../../features/imports/imports.mapping.ts'
import { openXlsx } from './xlsx.ts'

// Workbooks as programs write them, made here cell by cell: what a spreadsheet shows is what arrives.

let folder = ''
let books = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalytics-xlsx-'))
})
afterAll(() => rm(folder, { recursive: true }))

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packaged = 'http://schemas.openxmlformats.org/package/2006'

/** Formats of the styles 1, 2, 3 … of a workbook. */
type Book = {
  readonly rows: string
  readonly formats?: readonly string[]
  readonly date1904?: string
  readonly prefix?: string
  /** Whether sizes and places have 64 bits (APPNOTE 4.5.3), as some programs write every workbook. */
  readonly isZip64?: boolean
  /** What stands behind the formats of cells. */
  readonly styles?: string
  /** Names of entries that differ from those by which the package speaks of them. */
  readonly names?: Readonly<Record<string, string>>
}

/** A workbook with the header Part, When, Qty, Ok, Mail and these rows. */
async function book({
  rows,
  formats = [],
  date1904,
  prefix = '',
  styles = '',
  isZip64 = false,
  names = {},
}: Book): Promise<string> {
  const texts = ['Part', 'When', 'Qty', 'Ok', 'Mail', 'shared']
  const header = texts.slice(0, 5).map((_, index) => `<c t="s"><v>${index}</v></c>`)
  const numFmts = formats.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`)
  const xfs = ['<xf numFmtId="0"/>', ...formats.map((_, index) => `<xf numFmtId="${164 + index}"/>`)]
  const sheetXml = `<sheetData><row r="1">${header.join('')}</row>${rows}</sheetData>`
  const sheet = prefix === '' ? sheetXml : sheetXml.replaceAll(/<(\/?)(?=[a-z])/gi, `<$1${prefix}:`)
  const root = prefix === '' ? `worksheet xmlns="${main}"` : `${prefix}:worksheet xmlns:${prefix}="${main}"`
  const setting = date1904 === undefined ? '' : `<workbookPr date1904="${date1904}"/>`
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}">${setting}<sheets><sheet name="A" sheetId="7" r:id="rId4"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId4" Type="${office}/worksheet" Target="worksheets/sheet7.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet7.xml': `<${root}>${sheet}</${root.split(' ')[0]}>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts>${numFmts.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${xfs.join('')}</cellXfs>${styles}</styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  }
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(parts))
    zip.addBuffer(Buffer.from(text), names[name] ?? name, { forceZip64Format: isZip64 })
  zip.end({ forceZip64Format: isZip64, comment: '' })
  const path = join(folder, `${(books += 1)}.xlsx`)
  await writeFile(path, await buffer(zip.outputStream))
  return path
}

const mapping = parseMapping({
  time_zone: 'UTC',
  event: {
    type: { const: 'quote_request' },
    at: { column: 'When' },
    catalog: { const: 'c' },
    'channel.kind': { const: 'site' },
    'channel.key': { const: 'www' },
    'part.number': { column: 'Part' },
    'quote.quantity': { column: 'Qty' },
    'person.email': { column: 'Mail' },
    'person.consent.manufacturer': { column: 'Ok' },
  },
})

/** The events that the rows become. */
async function eventsOf(given: Book): Promise<readonly unknown[]> {
  return (await mappedOf(given)).map(({ event }) => event)
}

async function mappedOf(given: Book): Promise<readonly MappedRow[]> {
  const source = await openXlsx(await book(given))
  const toEvent = compileMapping(mapping, source)
  const mapped: MappedRow[] = []
  for await (const row of source.rows) mapped.push(toEvent(row))
  return mapped
}

const when = '<c r="B2"><v>46000</v></c>'

describe('a cell that holds nothing is empty', () => {
  test.each([
    ['<c r="A2" t="s"/>', 'a shared string without an index'],
    ['<c r="A2" t="s"></c>', 'the same, opened and closed'],
    ['<c r="A2" t="s"><v/></c>', 'an empty index'],
    ['<c r="A2" t="s"><v></v></c>', 'an index of no digits'],
    ['<c r="A2" t="s"><v> </v></c>', 'an index of a blank'],
    ['<c r="A2" s="1"/>', 'a number without a value'],
    ['<c r="A2" s="1"><v> </v></c>', 'a number of a blank'],
    ['<c r="A2" t="str"><f>""</f><v></v></c>', 'a formula that gives no text'],
    ['<c r="A2" t="b"/>', 'a yes or no that is neither'],
  ])('%s, %s', async (cell) => {
    const rows = `<row r="2">${cell}${when}<c t="b"/><c t="b"/><c t="s"/></row>`
    for (const prefix of ['', 'x']) {
      const [event] = await eventsOf({ rows, formats: ['00000'], prefix })

      expect(event).toMatchObject({ type: 'quote_request' })
      for (const absent of ['part', 'quote', 'person']) expect(event).not.toHaveProperty(absent)
    }
  })

  test('while shared, inline and formula texts are there', async () => {
    const cells = [
      '<c t="s"><v>0</v></c>',
      '<c t="inlineStr"><is><t>own</t></is></c>',
      '<c t="str"><f>A1</f><v xml:space="preserve">made</v></c>',
      '<c><v>0</v></c>',
    ]
    const events = await eventsOf({
      rows: cells.map((cell) => `<row>${cell}<c><v>46000</v></c></row>`).join(''),
    })

    expect(events).toMatchObject(['Part', 'own', 'made', '0'].map((number) => ({ part: { number } })))
  })
})

test('a date out of range costs its row where it is the time, its field where it is text', async () => {
  const lost = ['99999999999', '1E300', '-1E300']
  const rows = lost
    .map(
      (n) =>
        `<row><c s="1"><v>7</v></c><c s="1"><v>${n}</v></c></row><row><c s="1"><v>${n}</v></c><c><v>46000</v></c></row>`,
    )
    .join('')

  for (const date1904 of ['0', '1']) {
    const mapped = await mappedOf({ rows, formats: ['yyyy\\-mm\\-dd'], date1904 })

    expect(mapped.map(({ event, unmapped }) => [event, unmapped])).toEqual(
      lost.flatMap(() => [
        [expect.objectContaining({ at: 'date out of range', part: { number: expect.any(String) } }), []],
        [
          expect.not.objectContaining({ part: expect.anything() }),
          [{ field: 'part.number', value: 'date out of range' }],
        ],
      ]),
    )
  }
})

describe('text takes what the number format shows', () => {
  test.each([
    ['00000', '1234', '01234'],
    ['00000', '123456', '123456'],
    ['000-000', '1234', '001-234'],
    ['&quot;A-&quot;0000', '12', 'A-0012'],
    ['0000\\X', '7', '0007X'],
    ['0.00', '1.1', '1.10'],
    ['00000;-00000', '-12', '-00012'],
    ['00\\.00', '1234', '12.34'],
    ['00&quot;.&quot;00', '1234', '12.34'],
    ['[Red]0000', '12', '0012'],
    ['&quot;PN-&quot;000', '7', 'PN-007'],
    ['###-####', '5551234', '555-1234'],
    ['[&gt;=1000]0000-000;000', '12', '012'],
    ['[>=1000]0000-000;000', '12', '012'],
    ['0.00', '1.005', '1.01'],
    ['[$S/-280A]0.00', '12.5', 'S/12.50'],
    ['[$S/-280A]\\ #,##0.00', '12.5', '12.5'],
    // What is no text but a number made handsome, or depends on the reader's language.
    ['General', '21166', '21166'],
    ['0', '21166', '21166'],
    ['#', '21166', '21166'],
    ['#,##0', '21166', '21166'],
    ['#,##0.00', '21166.5', '21166.5'],
    ['0.00E+00', '21166', '21166'],
    ['0%', '0.5', '0.5'],
    ['0,', '21166', '21166'],
  ])('%s of %s is %s', async (format, value, shown) => {
    const rows = `<row r="2"><c r="A2" s="1"><v>${value}</v></c>${when}</row>`
    const [event] = await eventsOf({ rows, formats: [format] })

    expect(event).toMatchObject({ part: { number: shown } })
  })

  test('while quantities, consent and times stay what they are', async () => {
    const rows = `<row r="2"><c s="1"><v>7</v></c><c s="1"><v>46000</v></c><c s="1"><v>20</v></c><c s="1"><v>1</v></c><c t="inlineStr"><is><t>a@b.example</t></is></c></row>`
    const [event] = await eventsOf({ rows, formats: ['00000000'] })

    expect(event).toMatchObject({
      at: '2025-12-09T00:00:00.000Z',
      part: { number: '00000007' },
      quote: { quantity: 20 },
      person: { consent: { manufacturer: true } },
    })
  })
})

describe('a text that nobody can tell is left out and counted', () => {
  test.each([
    ['more digits than a spreadsheet keeps', 'General', '12345678901234567'],
    ['the same as a power', '0', '1.2345678901234599E+16'],
    ['a format that is none', '[Nonsense]0', '5'],
    ['a format that hides numbers', ';;;', '5'],
  ])('%s', async (_, format, value) => {
    const rows = `<row r="2"><c r="A2" s="1"><v>${value}</v></c>${when}<c r="C2" s="1"><v>20</v></c></row>`
    const [row] = await mappedOf({ rows, formats: [format] })

    expect(row?.event).toEqual(expect.not.objectContaining({ part: expect.anything() }))
    expect(row?.event).toMatchObject({ quote: { quantity: 20 } })
    expect(row?.unmapped).toEqual([
      { field: 'part.number', value: expect.stringMatching(/^(5|1234567890123\d+)$/) },
    ])
  })

  test('while noise of computing behind the 15th digit is none of it', async () => {
    const rows = `<row r="2"><c r="A2"><v>0.30000000000000004</v></c>${when}</row><row r="3"><c r="A3"><v>123456789012345</v></c><c r="B3"><v>46000</v></c></row>`

    expect(await eventsOf({ rows })).toMatchObject([
      { part: { number: '0.3' } },
      { part: { number: '123456789012345' } },
    ])
  })
})

test('formats of conditional formatting are none of a cell', async () => {
  const rows = `<row r="2"><c r="A2" s="1"><v>7</v></c>${when}</row>`
  const styles = '<dxfs><dxf><numFmt numFmtId="164" formatCode="0.00"/></dxf></dxfs>'
  const [event] = await eventsOf({ rows, styles, formats: ['000'] })

  expect(event).toMatchObject({ part: { number: '007' } })
})

test('how a text is pronounced is none of it', async () => {
  const texts = [
    '<is><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is>',
    '<is><r><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></is>',
    '<is><t>A &amp; B_x0041_</t><rPh sb="0" eb="1"><t>a</t></rPh></is>',
  ]
  const events = await eventsOf({
    rows: texts.map((text) => `<row><c t="inlineStr">${text}</c><c><v>46000</v></c></row>`).join(''),
  })

  expect(events).toMatchObject(['東京', '東京', 'A & BA'].map((number) => ({ part: { number } })))
})

describe('nothing is dropped in silence', () => {
  test.each([
    ['<row r="2" note="a > b"><c r="A2" s="1"><v>7</v></c>', 'a > in the row'],
    ['<row r="2"><c note="x/>y" r="A2" s="1"><v>7</v></c>', 'a > in the cell'],
    [
      `<row r='2' note='"/>'><c note='" r="Z9"' r='A2' s='1'><v>7</v></c>`,
      'other quotes and names in a value',
    ],
    ['<row r="2"><c r="A2" s="1"><v note=">">7</v></c>', 'a > in the value'],
    [
      '<!-- <row r="9"><c><v>8</v></c></row> --><row r="2"><c r="A2" s="1"><v>7</v></c>',
      'a row in a comment',
    ],
    ['<row r="2"><c r="A2" s="1"><f><![CDATA[<row></row>]]></f><v>7</v></c>', 'a row in literal text'],
  ])('%s: %s', async (begin) => {
    const [event] = await eventsOf({ rows: `${begin}${when}</row>`, formats: ['000'] })

    expect(event).toMatchObject({ part: { number: '007' } })
  })

  test('formats count in a workbook in ZIP64', async () => {
    const rows = `<row r="2"><c r="A2" s="1"><v>7</v></c>${when}</row>`
    const [event] = await eventsOf({ rows, isZip64: true, formats: ['000'] })

    expect(event).toMatchObject({ part: { number: '007' } })
  })

  test('a sheet that is not XML to its end is refused', async () => {
    const rows = `<row r="2"><c r="A2"><v>7</v></c>${when}</row><!-- never ends`

    await expect(eventsOf({ rows })).rejects.toThrow('The workbook is damaged')
  })

  test.each([
    ['shared strings', { 'xl/sharedStrings.xml': 'xl/SharedStrings.xml' }],
    [
      'sheet and styles',
      { 'xl/worksheets/sheet7.xml': 'xl/Worksheets/Sheet7.xml', 'xl/styles.xml': 'xl/Styles.XML' },
    ],
    [
      'workbook',
      { 'xl/workbook.xml': 'XL/Workbook.xml', 'xl/_rels/workbook.xml.rels': 'XL/_rels/Workbook.xml.rels' },
    ],
    ['the first parts', { '[Content_Types].xml': '[content_types].xml', '_rels/.rels': '_Rels/.rels' }],
  ])('%s under a name in another case', async (_, names) => {
    const rows = `<row r="2"><c r="A2" s="1"><v>7</v></c>${when}</row><row r="3"><c r="A3" t="s"><v>5</v></c><c r="B3"><v>46000</v></c></row>`

    expect(await eventsOf({ rows, names, formats: ['000'] })).toMatchObject([
      { part: { number: '007' } },
      { part: { number: 'shared' } },
    ])
  })

  test('a shared text that is not there makes its row a refused one', async () => {
    const rows = `<row r="2"><c r="A2" t="s"><v>99</v></c>${when}</row><row r="3"><c r="A3" t="s"><v>5</v></c><c r="B3"><v>46000</v></c></row>`
    const source = await openXlsx(await book({ rows }))
    const read = []
    for await (const { row, fault } of source.rows)
      read.push([row, fault?.reason, fault?.detail.slice(0, 29)])

    expect(read).toEqual([
      [2, 'malformed_row', 'cell 1 of the row names a tex'],
      [3, undefined, undefined],
    ])
  })

  test.each([
    '<c r="A2"><v><!-- note -->7</v></c>',
    '<c r="A2"><v>7<!-- note --></v></c>',
    '<c r="A2"><v><![CDATA[7]]></v></c>',
    "<c r='A2' s='1'><v>7</v></c>",
    '<c r="A2"><!-- <v>8</v> --><v>7</v></c>',
  ])('%s holds a 7', async (cell) => {
    const [event] = await eventsOf({ rows: `<row r="2">${cell}${when}</row>`, formats: ['0'] })

    expect(event).toMatchObject({ part: { number: '7' } })
  })

  test('a format counts where its style is in single quotes', async () => {
    const [event] = await eventsOf({
      rows: `<row r="2"><c r='A2' s='1'><v>7</v></c>${when}</row>`,
      formats: ['000'],
    })

    expect(event).toMatchObject({ part: { number: '007' } })
  })
})

describe('days count from where the workbook says', () => {
  // 2026-10-30: 46325 days after 1899-12-30, 44863 after 1904-01-01.
  test.each([
    ['1', '44863.5', '2026-10-30T12:00:00.000Z'],
    ['true', '44863.5', '2026-10-30T12:00:00.000Z'],
    ['0', '46325.5', '2026-10-30T12:00:00.000Z'],
    ['false', '46325.5', '2026-10-30T12:00:00.000Z'],
    [undefined, '46325.5', '2026-10-30T12:00:00.000Z'],
  ])('date1904 %s: %s', async (date1904, serial, at) => {
    const general = `<row r="2"><c r="A2"><v>5</v></c><c r="B2"><v>${serial}</v></c><c r="C2"><v>2</v></c></row>`
    const dated = `<row r="3"><c r="A3"><v>5</v></c><c r="B3" s="1"><v>${serial}</v></c><c r="C3"><v>2</v></c></row>`
    const events = await eventsOf({
      rows: general + dated,
      formats: ['yyyy-mm-dd hh:mm'],
      ...(date1904 === undefined ? {} : { date1904 }),
    })

    const expected = { at, part: { number: '5' }, quote: { quantity: 2 } }
    expect(events).toMatchObject([expected, expected])
  })

  test.each([
    [undefined, '0.5'],
    ['1', '0.5'],
  ])('a time of day is one, date1904 %s', async (date1904, serial) => {
    const rows = `<row r="2"><c r="A2" s="1"><v>${serial}</v></c><c r="B2"><v>46000</v></c></row>`
    const [event] = await eventsOf({
      rows,
      formats: ['hh:mm'],
      ...(date1904 === undefined ? {} : { date1904 }),
    })

    expect(event).toMatchObject({ part: { number: '12:00:00' } })
  })

  test('a day that is kept as text counts from there too', async () => {
    const rows = `<row r="2"><c r="A2"><v>5</v></c><c r="B2" t="str"><v>44863.5</v></c></row><row r="3"><c r="A3"><v>5</v></c><c r="B3" t="inlineStr"><is><t>44863.5</t></is></c></row>`

    const expected = { at: '2026-10-30T12:00:00.000Z' }
    expect(await eventsOf({ rows, date1904: '1' })).toMatchObject([expected, expected])
  })
})
