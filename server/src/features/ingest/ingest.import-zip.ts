import { crc32, createInflateRaw } from 'node:zlib'
import { AppError } from '../../lib/errors.ts'

/** One entry of a ZIP archive that lies in memory. */
export type ZipEntry = {
  readonly name: string
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly crc: number
  /** The bytes as the archive holds them. */
  readonly body: Buffer
  /** The entry's record in the central directory. */
  readonly directory: Buffer
}

/**
 * The entries of an archive, from its central directory (APPNOTE 4.3.12). Null where it needs ZIP64 or encryption.
 *
 * @throws AppError `invalid` where the archive is damaged
 */
export function zipEntries(archive: Buffer): readonly ZipEntry[] | null {
  try {
    const end = endOfDirectory(archive)
    const count = archive.readUInt16LE(end + 10)
    let at = archive.readUInt32LE(end + 16)
    if (count === 0xffff || at === 0xffffffff) return null
    const entries: ZipEntry[] = []
    for (let index = 0; index < count; index++) {
      const entry = entryAt(archive, at)
      if (entry === null) return null
      entries.push(entry)
      at += entry.directory.length
    }
    return entries
  } catch (cause) {
    if (cause instanceof RangeError) throw damaged(cause)
    throw cause
  }
}

/** @throws AppError `invalid` where the entry's content is not what its checksum says */
export async function checkEntry(entry: ZipEntry): Promise<void> {
  let crc = 0
  try {
    if (entry.method === 0) crc = crc32(entry.body)
    else {
      const inflate = createInflateRaw()
      inflate.end(entry.body)
      for await (const chunk of inflate) if (Buffer.isBuffer(chunk)) crc = crc32(chunk, crc)
    }
  } catch (cause) {
    throw damaged(cause)
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
const encrypted = 1
const sizesFollow = 8

function endOfDirectory(archive: Buffer): number {
  // The record is 22 bytes and a comment of at most 65,535; it is the last thing in the file.
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 22 - 0xffff); at--) {
    if (archive.readUInt32LE(at) === endSignature) return at
  }
  throw damaged()
}

function entryAt(archive: Buffer, at: number): ZipEntry | null {
  if (archive.readUInt32LE(at) !== directorySignature) throw damaged()
  const compressed = archive.readUInt32LE(at + 20)
  const size = archive.readUInt32LE(at + 24)
  const nameLength = archive.readUInt16LE(at + 28)
  const local = archive.readUInt32LE(at + 42)
  const method = archive.readUInt16LE(at + 10)
  if ((archive.readUInt16LE(at + 8) & encrypted) !== 0 || ![0, 8].includes(method)) return null
  if ([compressed, size, local].includes(0xffffffff)) return null
  if (archive.readUInt32LE(local) !== localSignature) throw damaged()
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  if (start + compressed > archive.length) throw damaged()
  const length = 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  return {
    name: archive.toString('utf8', at + 46, at + 46 + nameLength),
    method,
    crc: archive.readUInt32LE(at + 16),
    body: archive.subarray(start, start + compressed),
    directory: archive.subarray(at, at + length),
  }
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
  record.writeUInt16LE(flagsOf(entry), 8)
  record.writeUInt32LE(offset, 42)
  return record
}

function flagsOf(entry: ZipEntry): number {
  return entry.directory.readUInt16LE(8) & ~sizesFollow
}

function damaged(cause?: unknown): AppError {
  return new AppError('invalid', 'The workbook is damaged; open it in its program and save it anew.', {
    cause,
  })
}
