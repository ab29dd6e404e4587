import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { readXlsx } from 'hucre/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileWords } from '../../features/exports/exports.notes.ts'
import { openTableFile, type TableFileOptions, type TableFormat } from './table-file.ts'
import type { Column, Row } from './table.ts'

const columns: readonly Column[] = [
  { name: 'seq', type: 'integer' },
  { name: 'part_number', type: 'text', peopleText: true },
  { name: 'new_user', type: 'boolean' },
]
const rows: readonly Row[] = [
  { seq: 1, part_number: '00123', new_user: true },
  { seq: 2, part_number: null, new_user: false },
  { seq: 3, part_number: 'Größe "M"', new_user: null },
]
const notes = {
  title: 'Lead actions',
  filter: 'all',
  period: 'October 2026',
  time_zone: 'Europe/Paris',
  from_seq: 1,
  to_seq: 3,
  made_at: '2026-11-22T09:00:00.000Z',
  labels: fileWords.en.labels,
}
const formats: readonly TableFormat[] = ['csv', 'ndjson', 'xlsx', 'parquet']

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'table-file-'))
  path = join(folder, 'export')
})
afterEach(() => rm(folder, { recursive: true }))

function options(format: TableFormat, more: Partial<TableFileOptions> = {}): TableFileOptions {
  return {
    format,
    zip: false,
    columns,
    locale: null,
    innerName: `rows.${format}`,
    notes: () => notes,
    ...more,
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

describe.each(formats)('%s', (format) => {
  test.each([false, true])(
    'finish (zip: %s) tells the rows, size and hash of the file that is there',
    async (zip) => {
      const writer = await openTableFile(path, options(format, { zip }))
      await writer.write(rows.slice(0, 2))
      await writer.write([])
      await writer.write(rows.slice(2))
      const result = await writer.finish()

      const bytes = await readFile(path)
      expect(result).toEqual({ rows: 3, bytes: bytes.length, sha256: sha256(bytes) })
      expect(await readdir(folder)).toEqual(['export'])
      await expect(access(path, constants.W_OK)).resolves.toBeUndefined()
      expect((await stat(path)).mode & 0o777).toBe(0o600)
    },
  )

  test('the manifest of a zip names, counts and hashes the file inside', async () => {
    const writer = await openTableFile(path, options(format, { zip: true }))
    await writer.write(rows)
    await writer.finish()

    const files = unzip(await readFile(path))
    const inner = files.get(`rows.${format}`) ?? Buffer.alloc(0)
    expect([...files.keys()]).toEqual([`rows.${format}`, 'manifest.json'])
    // Programs read it: the labels of people's files are not in it.
    const { labels: _, ...told } = notes
    expect(JSON.parse(String(files.get('manifest.json')))).toEqual({
      ...told,
      rows: 3,
      file: { name: `rows.${format}`, bytes: inner.length, sha256: sha256(inner) },
      columns: [
        { name: 'seq', type: 'integer' },
        { name: 'part_number', type: 'text' },
        { name: 'new_user', type: 'boolean' },
      ],
    })
  })

  test('the file in a zip is the one that is written without', async () => {
    const alone = await openTableFile(path, options(format))
    await alone.write(rows)
    const { sha256: plainHash } = await alone.finish()
    const zipped = await openTableFile(join(folder, 'zipped'), options(format, { zip: true }))
    await zipped.write(rows)
    await zipped.finish()

    const inner = unzip(await readFile(join(folder, 'zipped'))).get(`rows.${format}`)
    expect(inner === undefined ? '' : sha256(inner)).toBe(plainHash)
  })

  test.each([false, true])(
    'nobody sees the file (zip: %s) before finish, and abort leaves nothing',
    async (zip) => {
      const writer = await openTableFile(path, options(format, { zip }))
      await writer.write(many(30_000))
      expect(await readdir(folder)).toEqual(['export.part1'])
      await writer.abort()
      expect(await readdir(folder)).toEqual([])
    },
  )

  test('abort after finish keeps the file', async () => {
    const writer = await openTableFile(path, options(format))
    await writer.finish()
    await writer.abort()
    expect(await readdir(folder)).toEqual(['export'])
  })
})

describe('text formats', () => {
  test('machine CSV has a header, CRLF and no byte order mark', async () => {
    await writeAll(options('csv'), rows)
    expect(await readFile(path, 'utf8')).toBe(
      'seq,part_number,new_user\r\n1,00123,true\r\n2,,false\r\n3,"Größe ""M""",\r\n',
    )
  })

  test('CSV with a locale is for people', async () => {
    await writeAll(options('csv', { locale: 'de-DE' }), rows)
    expect(await readFile(path, 'utf8')).toBe(
      '\uFEFFseq;part_number;new_user\r\n1;"=""00123""";WAHR\r\n2;;FALSCH\r\n3;"Größe ""M""";\r\n',
    )
  })

  test('NDJSON without rows is empty', async () => {
    await writeAll(options('ndjson'), [])
    expect(await readFile(path, 'utf8')).toBe('')
  })

  test('many rows arrive in order', async () => {
    await writeAll(options('ndjson'), many(30_000))
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line).seq)).toEqual(many(30_000).map((row) => row['seq']))
  })
})

test('a workbook of many rows comes back whole', async () => {
  await writeAll(options('xlsx'), many(30_000))
  const workbook = await readXlsx(await readFile(path))
  const read = workbook.sheets[0]?.rows.slice(1).map((row) => row[0])
  expect(read).toEqual(many(30_000).map((row) => row['seq']))
})

test('two writers of one path do not mix; the last to finish wins', async () => {
  const first = await openTableFile(path, options('csv'))
  const second = await openTableFile(path, options('csv'))
  await first.write(rows.slice(0, 1))
  await second.write(rows.slice(1, 2))
  await second.finish()
  await first.finish()
  expect(await readFile(path, 'utf8')).toBe('seq,part_number,new_user\r\n1,00123,true\r\n')
  expect(await readdir(folder)).toEqual(['export'])
})

test('what a crashed writer left does not stop the next one', async () => {
  await writeFile(`${path}.part1`, 'half a file')
  await writeAll(options('csv'), rows)
  expect((await readdir(folder)).toSorted()).toEqual(['export', 'export.part1'])
})

test('a file that cannot begin leaves nothing', async () => {
  await expect(openTableFile(path, options('xlsx', { notes: lostNotes }))).rejects.toThrow('no notes')
  await expect(openTableFile(path, options('csv', { locale: 'it' }))).rejects.toThrow(RangeError)
  await expect(openTableFile(join(folder, 'missing', 'x'), options('csv'))).rejects.toThrow('ENOENT')
  expect(await readdir(folder)).toEqual([])
})

function lostNotes(): never {
  throw new Error('no notes')
}

async function writeAll(chosen: TableFileOptions, written: readonly Row[]): Promise<void> {
  const writer = await openTableFile(path, chosen)
  await writer.write(written)
  await writer.finish()
}

function many(count: number): Row[] {
  return Array.from({ length: count }, (_, index) => {
    return {
      seq: index,
      part_number: `part ${(index * 7919) % 10_007} of a long range`,
      new_user: index % 2 === 0,
    }
  })
}

/** Reads a zip by its central directory (APPNOTE 4.3), apart from the library that wrote it. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf('PK\u0005\u0006', undefined, 'latin1')
  const files = new Map<string, Buffer>()
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + zip.readUInt32LE(at + 20))
    files.set(name, zip.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data))
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return files
}
