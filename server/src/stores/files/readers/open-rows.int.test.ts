import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ZipFile } from 'yazl'
import { filePath, given } from '../../../../test/import-files.ts'
import { sha256OfFile } from './bytes.ts'
import { openEvents } from './ndjson.ts'
import { openRows } from './open-rows.ts'
import type { SourceOptions } from './rows.ts'

async function all<Row>(rows: AsyncIterable<Row>): Promise<readonly Row[]> {
  const read: Row[] = []
  for await (const row of rows) read.push(row)
  return read
}

async function readAll(path: string, options?: SourceOptions) {
  const source = await openRows(path, options)
  const rows = await all(source.rows)
  return {
    columns: source.columns,
    source,
    rows: rows.map(({ row, cells, fault }) => [row, fault?.reason ?? { ...cells }]),
  }
}

describe('CSV', () => {
  const table = [
    [2, { Code: '00123', Name: 'Müller', Qty: '5' }],
    [3, { Code: '1-2', Name: 'a, "b"\nc', Qty: '' }],
  ]

  test.each([
    ['plain', 'Code,Name,Qty\n00123,Müller,5\n1-2,"a, ""b""\nc",\n'],
    [
      'byte order mark, CRLF, no last line end',
      '\ufeffCode,Name,Qty\r\n00123,Müller,5\r\n1-2,"a, ""b""\nc",',
    ],
    ['semicolons', 'Code;Name;Qty\n00123;Müller;5\n1-2;"a, ""b""\nc";\n'],
    ['tabs', 'Code\tName\tQty\n00123\tMüller\t5\n1-2\t"a, ""b""\nc"\t\n'],
    ['bars', 'Code|Name|Qty\n00123|Müller|5\n1-2|"a, ""b""\nc"|\n'],
    ['a separator line of Excel', 'sep=;\r\nCode;Name;Qty\r\n00123;Müller;5\r\n1-2;"a, ""b""\nc";\r\n'],
    ['mixed line ends', 'Code,Name,Qty\r\n00123,Müller,5\n1-2,"a, ""b""\nc",\r\n'],
    ['the same with CR alone', 'sep=;\rCode;Name;Qty\r00123;Müller;5\r1-2;"a, ""b""\nc";\r'],
    ['the same in quotes', '"sep=;"\nCode;Name;Qty\n00123;Müller;5\n1-2;"a, ""b""\nc";\n'],
    ['the same as wide as the table', 'sep=;;;\r\nCode;Name;Qty\r\n00123;Müller;5\r\n1-2;"a, ""b""\nc";\r\n'],
    [
      'the same with a blank behind it',
      'sep=; \r\nCode;Name;Qty\r\n00123;Müller;5\r\n1-2;"a, ""b""\nc";\r\n',
    ],
    ['the same with other delimiters', 'sep=;,,,\nCode;Name;Qty\n00123;Müller;5\n1-2;"a, ""b""\nc";\n'],
    ['blanks around the names', ' Code , Name,Qty \n00123,Müller,5\n1-2,"a, ""b""\nc",\n'],
    ['empty cells beyond the header', 'Code,Name,Qty\n00123,Müller,5,,\n1-2,"a, ""b""\nc",,,\n'],
  ])('%s', async (name, text) => {
    const { columns, rows } = await readAll(given(`${name}.csv`, text))
    expect(columns).toEqual(['Code', 'Name', 'Qty'])
    expect(rows).toEqual(table)
  })

  test.each([
    ['windows-1252', Buffer.from('Code,Name\n1,M\u00fcller \u0080\n', 'latin1'), 'Müller €'],
    ['utf-16le', Buffer.from('\ufeffCode,Name\n1,Müller €\n', 'utf16le'), 'Müller €'],
    ['utf-16le without a mark', Buffer.from('Code,Name\n1,Müller €\n', 'utf16le'), 'Müller €'],
    ['utf-16be', Buffer.from('\ufeffCode,Name\n1,Müller €\n', 'utf16le').swap16(), 'Müller €'],
    ['utf-8', Buffer.from('Code,Name\n1,Müller €\n'), 'Müller €'],
    ['gzip', gzipSync('Code,Name\n1,Müller €\n'), 'Müller €'],
  ])('%s is found out', async (name, bytes, expected) => {
    const { rows } = await readAll(given(`${name}.csv`, bytes))
    expect(rows).toEqual([[2, { Code: '1', Name: expected }]])
  })

  test('an encoding and a delimiter can be said', async () => {
    const path = given('said.csv', Buffer.from('a,b:c\nM\u00fc,1:2\n', 'latin1'))
    const { rows } = await readAll(path, { encoding: 'windows-1252', delimiter: ':' })
    expect(rows).toEqual([[2, { 'a,b': 'Mü,1', c: '2' }]])
  })

  test('cells that a row does not have are empty', async () => {
    const { rows } = await readAll(given('short.csv', 'Code,Name\n1\n'))
    expect(rows).toEqual([[2, { Code: '1', Name: null }]])
  })

  test('quotes inside a cell that is not quoted stay', async () => {
    const { rows } = await readAll(given('inch.csv', 'Code,Name\n1,5" pipe\n2,"6"" pipe"\n'))
    expect(rows).toEqual([
      [2, { Code: '1', Name: '5" pipe' }],
      [3, { Code: '2', Name: '6" pipe' }],
    ])
  })

  test.each([
    ['="00123"', '00123'],
    ['"=""00123"""', '00123'],
    ['= "00123"', '00123'],
    ['="1,234"', '1,234'],
    [`'+49 711`, '+49 711'],
    [`'=1+1`, '=1+1'],
    // Not the form that keeps text: as it is.
    ['=00123', '=00123'],
    ['=1+"2"', '=1+"2"'],
    ["'s-Hertogenbosch", "'s-Hertogenbosch"],
    ['5"', '5"'],
  ])('a cell %s is %s', async (cell, text) => {
    const path = given('wrapped.csv', `Code,Name\n${cell},x\nplain,y\n`)
    const { rows } = await readAll(path)
    expect(rows).toEqual([
      [2, { Code: text, Name: 'x' }],
      [3, { Code: 'plain', Name: 'y' }],
    ])
  })

  test('a cell that begins with =" and never ends makes its row a refused one', async () => {
    const path = given('open.csv', 'Code,Name\n="00123,x\n= "7,y\n="00124",z\n"=""a""""b""",q\n')
    const { rows } = await readAll(path)
    expect(rows).toEqual([
      [2, 'malformed_row'],
      [3, 'malformed_row'],
      [4, { Code: '00124', Name: 'z' }],
      [5, { Code: 'a"b', Name: 'q' }],
    ])
  })

  test.each([
    ['M\x9fller', 'M\xfcller'],
    ['caf\x8e, cr\x8fme br\x9el\x8ee', 'cr\xe8me br\xfbl\xe9e'],
    ['Gr\x9a\xa7e, L\x8ange', 'Gr\xf6\xdfe, L\xe4nge, \x8akoda, K\x9arka'],
  ])('MacRoman is refused, Windows-1252 is not: %j', async (mac, windows) => {
    const [refused = '', taken = ''] = [mac, windows].map((name, index) =>
      given(`${index}.csv`, Buffer.from(`Code;Name\n1;${name}\n`, 'latin1')),
    )
    await expect(readAll(refused)).rejects.toThrow('it seems to be MacRoman')
    expect((await readAll(taken)).rows).toHaveLength(1)
  })

  test('a separator line with another separator is refused, until the mapping says the same', async () => {
    const path = given('caret.csv', 'sep=^\nCode^Qty\n1^2\n')

    await expect(readAll(path)).rejects.toThrow(
      'The first line says that "^" separates the cells. If so, say "delimiter": "^" in the mapping.',
    )
    expect((await readAll(path, { delimiter: '^' })).rows).toEqual([[2, { Code: '1', Qty: '2' }]])
  })

  test('blank rows are none, but count as people count; a row with too many cells is a fault', async () => {
    const { rows } = await readAll(given('blank.csv', '\nCode,Qty\n\n1,2\n,\n3,4,5\n6,7\n'))
    expect(rows).toEqual([
      [4, { Code: '1', Qty: '2' }],
      [6, 'malformed_row'],
      [7, { Code: '6', Qty: '7' }],
    ])
  })

  test('names like __proto__ are names; of two columns of one name the first is read', async () => {
    const { columns, rows } = await readAll(given('names.csv', '__proto__,A,A\n1,2,3\n'))
    expect(columns).toEqual(['__proto__', 'A', 'A'])
    expect(rows).toEqual([
      [
        2,
        Object.fromEntries([
          ['__proto__', '1'],
          ['A', '2'],
        ]),
      ],
    ])
  })

  test('a large file in many pieces', async () => {
    const count = 60_000
    const lines = Array.from({ length: count }, (_, index) => `${index},"Größe ${index}\r\n✓"\r\n`)
    const source = await openRows(given('large.csv', `Code,Name\r\n${lines.join('')}`))
    let seen = 0
    for await (const { row, cells } of source.rows) {
      expect([row, cells['Code'], cells['Name']]).toEqual([seen + 2, `${seen}`, `Größe ${seen}\r\n✓`])
      seen += 1
    }
    expect(seen).toBe(count)
    expect(source.readBytes()).toBe(source.totalBytes)
  })

  test('reading can be left and begun anew', async () => {
    const source = await openRows(given('again.csv', 'A\n1\n2\n'))
    for await (const { row } of source.rows) {
      expect(row).toBe(2)
      break
    }
    expect(await all(source.rows)).toHaveLength(2)
  })

  test.each([
    ['nothing', '', 'The file is empty.'],
    ['only blank lines', '\n\n', 'no header'],
    [
      'an open quote',
      `Code,Name\n1,"${'x'.repeat(100)}\n2,y\n`,
      'After row 1 the file cannot be read as CSV: a quote is opened and never closed.',
    ],
    ['bytes that are no text', Buffer.from([0x41, 0x2c, 0x00, 0x00, 0x00, 0x01, 0x0a]), 'not text'],
    [
      'damaged UTF-8',
      Buffer.concat([Buffer.from('Name\nMüller, Größe, Straße'), Buffer.from([0xff, 0x0a])]),
      'damaged places',
    ],
    ['cut gzip', gzipSync('Code,Name\n'.repeat(10_000)).subarray(0, 40), 'damaged'],
  ])('refuses %s', async (name, content, message) => {
    await expect(readAll(given(`bad ${name}.csv`, content))).rejects.toThrow(message)
  })

  test('UTF-8 that was said and is not', async () => {
    const path = given('not-utf8.csv', Buffer.from('Name\nM\u00fcller\n', 'latin1'))
    await expect(readAll(path, { encoding: 'utf-8' })).rejects.toThrow('not utf-8 text')
  })
})

describe('NDJSON', () => {
  const lines =
    '\ufeff{"Code":21166,"Name":"a\u2028b","Big":12345678901234567890,"More":{"x":[1]},"No":null}\r\n\nnot json\n[1]\n{"Code":1.50}'

  test('top-level keys are columns; what is no object is a fault', async () => {
    const { columns, rows } = await readAll(given('rows.ndjson', lines))
    expect(columns).toBeNull()
    expect(rows).toEqual([
      [1, { Code: 21166, Name: 'a\u2028b', Big: 12345678901234567890n, More: '{"x":[1]}', No: null }],
      [3, 'invalid_json'],
      [4, 'not_an_object'],
      [5, { Code: 1.5 }],
    ])
  })

  test('without a mapping every line is an event', async () => {
    const { rows } = await openEvents(given('events.jsonl.gz', gzipSync('{"type":"x"}\n7\noops\n')))
    expect(await all(rows)).toMatchObject([
      { row: 1, event: { type: 'x' } },
      { row: 2, event: 7 },
      { row: 3, fault: { reason: 'invalid_json' } },
    ])
  })

  test('a line that has no end', async () => {
    const path = given('endless.ndjson', `[${'1,'.repeat(2_200_000)}1]`)
    await expect(readAll(path)).rejects.toThrow('one JSON document')
  })
})

describe('XLSX', () => {
  const noon = new Date(Date.UTC(2011, 9, 30, 12))

  async function workbook(name = 'book.xlsx') {
    const content = await writeXlsx({
      sheets: [
        { name: 'Notes', hidden: true, rows: [['hidden'], ['x']] },
        {
          name: 'Orders',
          rows: [
            [null],
            ['Code', 'When', ' Qty ', null],
            [21166, noon, 2.1, 'beside'],
            [null, null, null, null],
            ['00123', null, -1, null],
          ],
        },
        { name: 'Späte', rows: [['Code'], ['late']] },
      ],
    })
    return given(name, content)
  }

  test('the first visible sheet: numbers, texts, dates as the wall shows them', async () => {
    const { columns, rows, source } = await readAll(await workbook())
    expect(columns?.filter((name) => name !== '')).toEqual(['Code', 'When', 'Qty'])
    expect(rows).toEqual([
      [3, { Code: 21166, When: { wallMs: noon.getTime() }, Qty: 2.1 }],
      [5, { Code: '00123', When: null, Qty: -1 }],
    ])
    expect(source.sheet).toBeUndefined()
  })

  test.each(['Späte', 3])('another sheet: %s', async (sheet) => {
    const { rows, source } = await readAll(await workbook(), { sheet })
    expect(rows).toEqual([[2, { Code: 'late' }]])
    expect(source.sheet).toBe('Späte')
  })

  test('a sheet that is not there', async () => {
    const message = 'no sheet Oders; it has Notes, Orders, Späte. Did you mean Orders?'
    await expect(readAll(await workbook(), { sheet: 'Oders' })).rejects.toThrow(message)
  })

  test('the machine’s own time zone does not matter', async () => {
    const before = process.env['TZ']
    onTestFinished(() => void (process.env['TZ'] = before))
    process.env['TZ'] = 'America/New_York'
    expect(new Date(2011, 0, 1).getTimezoneOffset()).toBe(300)
    const { rows } = await readAll(await workbook())
    expect(rows[0]?.[1]).toMatchObject({ When: { wallMs: noon.getTime() } })
  })

  test('as Excel writes it: sizes behind the data, shared strings behind the sheet, formulas, errors, 1904', async () => {
    const { rows } = await readAll(given('excel.xlsx', await excelLike(60_000)))
    expect(rows).toHaveLength(60_000)
    expect(rows[0]).toEqual([
      2,
      {
        Code: 'WHITE & <b>',
        When: { wallMs: Date.UTC(2011, 9, 30, 12) },
        Sum: 3,
        Bad: null,
        Yes: true,
      },
    ])
    expect(rows.at(-1)?.[0]).toBe(60_001)
  })

  test('rows are read no faster than they are fetched', async () => {
    const source = await openRows(given('slow.xlsx', await excelLike(400_000)))
    const rows = source.rows[Symbol.asyncIterator]()
    await rows.next()
    await new Promise((done) => setTimeout(done, 500))
    expect(source.readBytes()).toBeLessThan(source.totalBytes / 2)
    await rows.return?.()
  })

  test.each([
    ['text', Buffer.from('Code,Name\n1,2\n'), 'not an XLSX workbook'],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'password or of the older kind (.xls)'],
    ['an empty sheet', null, 'no header'],
  ])('refuses %s', async (name, content, message) => {
    const bytes = content ?? (await writeXlsx({ sheets: [{ name: 'A', rows: [] }] }))
    await expect(readAll(given(`bad ${name}.xlsx`, bytes))).rejects.toThrow(message)
  })

  test('refuses a workbook that was cut, or in which one byte is another, before the first row', async () => {
    const whole = await excelLike(500)
    const cut = given('cut.xlsx', whole.subarray(0, whole.length / 2))
    await expect(openRows(cut)).rejects.toThrow('damaged')
    const flipped = Buffer.from(whole)
    const at = whole.indexOf('xl/worksheets/sheet1.xml') + 2000
    flipped.writeUInt8(flipped.readUInt8(at) ^ 1, at)
    await expect(openRows(given('flipped.xlsx', flipped))).rejects.toThrow('damaged')
  })
})

async function excelLike(rows: number): Promise<Buffer> {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  const packaged = 'http://schemas.openxmlformats.org/package/2006'
  const header = `<row r="1">${['A', 'B', 'C', 'D', 'E'].map((column, index) => `<c r="${column}1" t="s"><v>${index}</v></c>`).join('')}</row>`
  const body = Array.from({ length: rows }, (_, index) => excelRow(index + 2)).join('')
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="1"/><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${header}${body}</sheetData></worksheet>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${['Code', 'When', 'Sum', 'Bad', 'Yes', 'WHITE &amp; &lt;b>'].map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`,
  }
  const zip = new ZipFile()
  for (const [name, text] of Object.entries(parts))
    zip.addReadStreamLazy(name, (give) => give(null, Readable.from([text])))
  zip.end()
  return buffer(zip.outputStream)
}

// 1904-01-01 is day 0, so 2011-10-30 12:00 is 39384.5.
function excelRow(row: number): string {
  return (
    `<row r="${row}"><c r="A${row}" t="s"><v>5</v></c><c r="B${row}" s="1"><v>39384.5</v></c>` +
    `<c r="C${row}"><f>1+2</f><v>3</v></c><c r="D${row}" t="e"><v>#N/A</v></c><c r="E${row}" t="b"><v>1</v></c></row>`
  )
}

test.each(['orders.xls', 'orders', 'orders.xlsx.gz', 'orders.json'])(
  '%s is refused by its name',
  async (name) => {
    await expect(async () => openRows(filePath(name))).rejects.toThrow(
      'Only .csv, .tsv, .txt, .xlsx, .xlsm, .ndjson, .jsonl and .parquet can be imported, .csv, .tsv, .txt, .ndjson, .jsonl also as .gz.',
    )
  },
)

test('a file that is not there', async () => {
  await expect(openRows(filePath('gone.csv'))).rejects.toThrow('no such file')
  await expect(openRows(filePath('gone.parquet'))).rejects.toThrow('no such file')
})

test('the hash of a file', async () => {
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect((await sha256OfFile(given('abc.txt', 'abc'))).toString('hex')).toBe(abc)
})
