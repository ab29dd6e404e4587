import { crc32, createInflateRaw } from 'node:zlib'
import { AppError } from '../../../lib/errors.ts'
import { unreadable } from './unreadable.ts'

/** One entry of a ZIP archive that lies in memory. */
export type ZipEntry = {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc: number
  /** The bytes as the archive holds them. */
  readonly body: Buffer
  /** The entry's record in the central directory, without what may stand behind its name. */
  readonly directory: Buffer
}

/**
 * The entries of an archive, from its central directory (APPNOTE 4.3.12), also of one in ZIP64.
 *
 * @throws AppError `invalid` where the archive is damaged, encrypted or packed in another way than workbooks are
 */
export function zipEntries(archive: Buffer): readonly ZipEntry[] {
  try {
    const directory = directoryOf(archive)
    let { at } = directory
    const entries: ZipEntry[] = []
    for (let index = 0; index < directory.count; index++) {
      const { entry, next } = entryAt(archive, at)
      entries.push(entry)
      at = next
    }
    // Each byte belongs to one entry at most: else a small archive could hold any amount.
    if (entries.reduce((sum, { body }) => sum + body.length, 0) > archive.length) throw damaged()
    return entries
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(cause)
    throw cause
  }
}

/**
 * @param mostBytes more than these may not come out of it
 * @throws AppError `invalid` where the entry's content is not what its checksum says, or more
 */
export async function checkEntry(entry: ZipEntry, mostBytes: number): Promise<void> {
  let crc = 0
  let bytes = 0
  try {
    if (entry.method === 0) crc = crc32(entry.body)
    else {
      const inflate = createInflateRaw()
      inflate.end(entry.body)
      for await (const chunk of inflate) {
        if (!Buffer.isBuffer(chunk)) continue
        bytes += chunk.length
        if (bytes > mostBytes) throw tooLong(entry.name)
        crc = crc32(chunk, crc)
      }
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : damaged(cause)
  }
  if (crc !== entry.crc) throw damaged()
}

/**
 * The same archive with its entries in the given order and their sizes in front of them, so that it can be read from
 * the front to the end; in pieces of at most `pieceBytes`.
 */
export function* zipInOrder(entries: readonly ZipEntry[], pieceBytes: number): Generator<Buffer, undefined> {
  const offsets: number[] = []
  let offset = 0
  for (const entry of entries) {
    offsets.push(offset)
    const header = localHeader(entry)
    yield header
    for (let at = 0; at < entry.body.length; at += pieceBytes) yield entry.body.subarray(at, at + pieceBytes)
    offset += header.length + entry.body.length
  }
  const directory = Buffer.concat(entries.map((entry, index) => directoryRecord(entry, offsets[index] ?? 0)))
  const end = Buffer.alloc(22)
  end.writeUInt32LE(endSignature, 0)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  yield directory
  yield end
  return undefined
}

const localSignature = 0x04034b50
const directorySignature = 0x02014b50
const endSignature = 0x06054b50
const largeEndSignature = 0x06064b50
const locatorSignature = 0x07064b50
/** Stands in a field of 32 bits whose value is in a field of ZIP64. */
const large = 0xffffffff
const encrypted = 1
const sizesFollow = 8

function endOfDirectory(archive: Buffer): number {
  // The record is 22 bytes and a comment of at most 65,535; it is the last thing in the file.
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 22 - 0xffff); at--) {
    if (archive.readUInt32LE(at) === endSignature) return at
  }
  throw damaged()
}

/** Where the central directory begins, and how many entries it has. */
function directoryOf(archive: Buffer): { readonly at: number; readonly count: number } {
  const end = endOfDirectory(archive)
  const count = archive.readUInt16LE(end + 10)
  const at = archive.readUInt32LE(end + 16)
  if (count !== 0xffff && at !== large) return { at, count }
  if (archive.readUInt32LE(end - 20) !== locatorSignature) throw damaged()
  const record = longAt(archive, end - 12)
  if (archive.readUInt32LE(record) !== largeEndSignature) throw damaged()
  return { at: longAt(archive, record + 48), count: longAt(archive, record + 32) }
}

function entryAt(archive: Buffer, at: number): { readonly entry: ZipEntry; readonly next: number } {
  if (archive.readUInt32LE(at) !== directorySignature) throw damaged()
  const nameEnd = at + 46 + archive.readUInt16LE(at + 28)
  const extraEnd = nameEnd + archive.readUInt16LE(at + 30)
  const next = extraEnd + archive.readUInt16LE(at + 32)
  const method = archive.readUInt16LE(at + 10)
  if ((archive.readUInt16LE(at + 8) & encrypted) !== 0 || ![0, 8].includes(method)) throw otherwisePacked()
  const read = largeSizes(archive, nameEnd, extraEnd)
  const size = read(archive.readUInt32LE(at + 24))
  const compressed = read(archive.readUInt32LE(at + 20))
  const local = read(archive.readUInt32LE(at + 42))
  if (archive.readUInt32LE(local) !== localSignature) throw damaged()
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  if (start + compressed > archive.length) throw damaged()
  const entry = {
    name: archive.toString('utf8', at + 46, nameEnd),
    method,
    crc: archive.readUInt32LE(at + 16),
    body: archive.subarray(start, start + compressed),
    directory: plainRecord(archive.subarray(at, nameEnd), compressed, size),
  }
  return { entry, next }
}

/** Reads the fields of a record in turn that are too large for 32 bits there (APPNOTE 4.5.3). */
function largeSizes(archive: Buffer, from: number, to: number): (short: number) => number {
  let at = from
  while (at < to && archive.readUInt16LE(at) !== 1) at += 4 + archive.readUInt16LE(at + 2)
  at += 4
  return (short) => {
    if (short !== large) return short
    if (at + 8 > to) throw damaged()
    at += 8
    return longAt(archive, at - 8)
  }
}

function longAt(archive: Buffer, at: number): number {
  return Number(archive.readBigUInt64LE(at))
}

/** The record of the directory with sizes of 32 bits and nothing behind the name. */
function plainRecord(record: Buffer, compressed: number, size: number): Buffer {
  if (size >= large) throw otherwisePacked()
  const plain = Buffer.from(record)
  plain.writeUInt32LE(compressed, 20)
  plain.writeUInt32LE(size, 24)
  plain.writeUInt32LE(0, 30)
  return plain
}

function localHeader(entry: ZipEntry): Buffer {
  const name = Buffer.from(entry.name)
  const header = Buffer.alloc(30 + name.length)
  header.writeUInt32LE(localSignature, 0)
  entry.directory.copy(header, 4, 6, 14)
  header.writeUInt16LE(flagsOf(entry), 6)
  entry.directory.copy(header, 12, 14, 28)
  header.writeUInt16LE(name.length, 26)
  name.copy(header, 30)
  return header
}

function directoryRecord(entry: ZipEntry, offset: number): Buffer {
  const record = Buffer.from(entry.directory)
  // An entry that was renamed differs in the case of letters alone; names that are not UTF-8 stay bytes.
  const name = Buffer.from(entry.name)
  if (name.length === record.readUInt16LE(28)) name.copy(record, 46)
  record.writeUInt16LE(flagsOf(entry), 8)
  record.writeUInt32LE(offset, 42)
  return record
}

function flagsOf(entry: ZipEntry): number {
  return entry.directory.readUInt16LE(8) & ~sizesFollow
}

function tooLong(name: string): AppError {
  const message = `The workbook is too large to be read: its part ${name} takes too much memory. Save it in smaller workbooks, or as CSV.`
  return unreadable(message)
}

function damaged(cause?: unknown): AppError {
  return unreadable('The workbook is damaged; open it in its program and save it anew.', {
    cause,
  })
}

function otherwisePacked(): AppError {
  const message =
    'The workbook is encrypted, or packed in a way that no spreadsheet does; open it in its program and save it anew.'
  return unreadable(message)
}
