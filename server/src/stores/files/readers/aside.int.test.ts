import { buffer } from 'node:stream/consumers'
import { writeXlsx } from 'hucre/xlsx'
import type { SchemaElement } from 'hyparquet'
import { ByteWriter } from 'hyparquet-writer/src/bytewriter.js'
import { writePageHeader } from 'hyparquet-writer/src/datapage.js'
import { writeMetadata } from 'hyparquet-writer/src/metadata.js'
import { describe, expect, test } from 'vitest'
import { ZipFile } from 'yazl'
import { given } from '../../../../test/import-files.ts'
import { openFileReader, type FileReader } from './aside.ts'

async function withReader<Result>(
  work: (reader: FileReader) => Promise<Result>,
  { signal = new AbortController().signal, memoryMebibytes = 256 } = {},
): Promise<Result> {
  const reader = openFileReader(signal, memoryMebibytes)
  try {
    return await work(reader)
  } finally {
    await reader.close()
  }
}

async function countRows(reader: FileReader, path: string): Promise<number> {
  let count = 0
  for await (const _ of (await reader.open(path, {})).rows) count += 1
  return count
}

function workbook(rows: number, text: (row: number) => string): Promise<Uint8Array> {
  const filled = Array.from({ length: rows }, (_, row) => [row, text(row)])
  return writeXlsx({ sheets: [{ name: 'A', rows: [['Number', 'Text'], ...filled] }] })
}

test('rows come as they do without a thread, again and again, and can be left', async () => {
  const path = given('rows.xlsx', await workbook(1700, (row) => `text ${row}`))

  await withReader(async (reader) => {
    const source = await reader.open(path, {})
    expect([source.columns, source.is1904]).toEqual([['Number', 'Text'], false])
    for await (const row of source.rows) {
      expect(row).toEqual({ row: 2, cells: { Number: 0, Text: 'text 0' } })
      break
    }
    let last: unknown
    for await (const row of source.rows) last = row
    expect(last).toEqual({ row: 1701, cells: { Number: 1699, Text: 'text 1699' } })
    expect(source.readBytes()).toBeGreaterThan(source.totalBytes * 0.9)
  })
})

test('what is wrong with a file is told as it is without a thread', async () => {
  const path = given('no.xlsx', Buffer.from('no workbook'))

  await withReader(async (reader) => {
    await expect(reader.open(path, {})).rejects.toMatchObject({
      code: 'invalid',
      message: 'This is not an XLSX workbook.',
    })
    const sound = given('sound.xlsx', await workbook(3, String))
    await expect(reader.open(sound, { sheet: 'B' })).rejects.toMatchObject({
      code: 'invalid',
      field: 'sheet',
    })
    expect(await countRows(reader, sound)).toBe(3)
  })
})

test('a file that takes too much memory ends its import, and nothing else', async () => {
  const path = given('large.xlsx', await workbook(150_000, (row) => `${row} `.repeat(8)))
  const small = given('small.xlsx', await workbook(3, String))

  await withReader(
    async (reader) => {
      await expect(countRows(reader, path)).rejects.toMatchObject({
        code: 'invalid',
        message: expect.stringContaining('takes more memory than an import may have'),
      })
      await expect(reader.open(small, {})).rejects.toMatchObject({ code: 'invalid' })
    },
    { memoryMebibytes: 24 },
  )
  expect(await withReader((reader) => countRows(reader, small))).toBe(3)
})

test('whoever breaks an import off does not wait for what the thread is at', async () => {
  const path = given('long.xlsx', await workbook(150_000, String))
  const gone = new AbortController()

  const counted = withReader((reader) => countRows(reader, path), { signal: gone.signal })
  setTimeout(() => gone.abort(new Error('enough')), 300)

  await expect(counted).rejects.toThrow('enough')
})

async function packed(parts: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, bytes] of Object.entries(parts)) zip.addBuffer(bytes, name)
  zip.end()
  return await buffer(zip.outputStream)
}

describe('a workbook that says little and holds much is refused:', () => {
  test('names of parts', async () => {
    const path = given('names.xlsx', await packed({ '_rels/.rels': Buffer.alloc(65 * 1024 ** 2, ' ') }))

    await expect(withReader((reader) => reader.open(path, {}))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('is longer than'),
    })
  })

  test('texts that cells share', async () => {
    const path = given('texts.xlsx', await packed({ 'xl/sharedStrings.xml': Buffer.alloc(513 * 1024 ** 2) }))

    await expect(withReader((reader) => reader.open(path, {}))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('its part xl/sharedStrings.xml takes too much memory'),
    })
  })

  test('the same bytes as several parts', async () => {
    const whole = await packed({ a: Buffer.alloc(1024 ** 2) })
    const end = whole.length - 22
    const record = whole.subarray(whole.readUInt32LE(end + 16), end)
    const head = whole.subarray(0, whole.readUInt32LE(end + 16))
    const tail = Buffer.from(whole.subarray(end))
    tail.writeUInt16LE(40, 8)
    tail.writeUInt16LE(40, 10)
    tail.writeUInt32LE(record.length * 40, 12)
    const path = given('again.xlsx', Buffer.concat([head, ...Array.from({ length: 40 }, () => record), tail]))

    await expect(withReader((reader) => reader.open(path, {}))).rejects.toThrow('damaged')
  })
})

type Page = {
  readonly values: number
  readonly encoding: 'PLAIN' | 'RLE_DICTIONARY'
  readonly data: Buffer
  readonly unpackedBytes?: number
}

const column: SchemaElement = { name: 'Code', type: 'INT32', repetition_type: 'REQUIRED' }
const threeNumbers: Page = { values: 3, encoding: 'PLAIN', data: Buffer.alloc(12) }

/** A Parquet file of one page, which says of itself what it likes. */
function parquet(page: Page, rows: bigint): Uint8Array {
  const writer = new ByteWriter()
  writer.appendUint32(magic)
  writePageHeader(writer, {
    type: 'DATA_PAGE',
    uncompressed_page_size: page.unpackedBytes ?? page.data.length,
    compressed_page_size: page.data.length,
    data_page_header: {
      num_values: page.values,
      encoding: page.encoding,
      definition_level_encoding: 'RLE',
      repetition_level_encoding: 'RLE',
    },
  })
  writer.appendBytes(page.data)
  const size = BigInt(writer.offset - 4)
  const end = writer.offset
  writeMetadata(writer, {
    version: 1,
    schema: [{ name: 'root', num_children: 1 }, column],
    num_rows: rows,
    row_groups: [
      {
        columns: [
          {
            file_offset: 4n,
            meta_data: {
              type: 'INT32',
              encodings: [page.encoding],
              path_in_schema: [column.name],
              codec: 'UNCOMPRESSED',
              num_values: BigInt(page.values),
              total_uncompressed_size: size,
              total_compressed_size: size,
              data_page_offset: 4n,
            },
          },
        ],
        total_byte_size: size,
        num_rows: rows,
      },
    ],
    metadata_length: 0,
  })
  // The writer ends the metadata with their length.
  expect(writer.offset).toBeGreaterThan(end)
  writer.appendUint32(magic)
  return new Uint8Array(writer.getBytes())
}

const magic = 0x31524150

describe('a Parquet file that says more than it holds is refused:', () => {
  test('one that says what it holds is not', async () => {
    const path = given('three.parquet', parquet(threeNumbers, 3n))

    expect(await withReader((reader) => countRows(reader, path))).toBe(3)
  })

  const most = 2 ** 31 - 1
  test.each([
    ['rows without values', parquet(threeNumbers, 4n), 'fewer values than there are rows'],
    ['rows without end', parquet(threeNumbers, 9_000_000_000_000_000n), 'row groups that are too large'],
    [
      'values of no bits',
      parquet({ values: most, encoding: 'RLE_DICTIONARY', data: Buffer.from([0, 0]) }, 3n),
      'row groups that are too large',
    ],
    [
      'values of one bit, all the same',
      parquet(
        { values: most, encoding: 'RLE_DICTIONARY', data: Buffer.from([1, 254, 255, 255, 255, 31, 0]) },
        3n,
      ),
      'row groups that are too large',
    ],
    [
      'bytes to unpack',
      parquet({ ...threeNumbers, unpackedBytes: most }, 3n),
      'row groups that are too large',
    ],
  ])('%s', async (name, bytes, message) => {
    const path = given(`${name}.parquet`, bytes)

    await expect(withReader((reader) => countRows(reader, path))).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(message),
    })
  })
})
