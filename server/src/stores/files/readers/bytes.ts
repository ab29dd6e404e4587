import { createHash } from 'node:crypto'
import { createReadStream, type ReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import type { Encoding } from './rows.ts'
import { unreadable } from './unreadable.ts'

/** A file that is read from its beginning, as often as wanted; gzip is taken off. */
export type ByteSource = {
  readonly totalBytes: number
  /** Bytes of the file that the latest stream has read. */
  readonly readBytes: () => number
  stream(): AsyncGenerator<Buffer>
}

/**
 * Looks at the file; opens nothing yet.
 *
 * @throws AppError `invalid` where there is no such file or it is empty
 */
export async function openBytes(path: string): Promise<ByteSource> {
  const { totalBytes, magic } = await firstBytes(path)
  if (totalBytes === 0) throw unreadable('The file is empty.')
  const gzipped = magic[0] === 0x1f && magic[1] === 0x8b
  let latest: ReadStream | null = null
  return {
    totalBytes,
    readBytes: () => latest?.bytesRead ?? 0,
    async *stream() {
      const file = createReadStream(path, { highWaterMark: chunkBytes })
      latest = file
      try {
        if (gzipped) yield* unzipped(file)
        else for await (const chunk of file) yield bufferOf(chunk)
      } finally {
        file.destroy()
      }
    },
  }
}

/** Size and first four bytes. @throws AppError `invalid` where the file cannot be read */
export async function firstBytes(path: string): Promise<{ totalBytes: number; magic: Buffer }> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw unreadable('There is no such file, or it may not be read.', { cause })
  })
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw unreadable('This is not a file.')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return { totalBytes: stat.size, magic: buffer.subarray(0, bytesRead) }
  } finally {
    await file.close()
  }
}

/** SHA-256 of a file's bytes, read as a stream. */
export async function sha256OfFile(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path, { highWaterMark: chunkBytes }), hash)
  return hash.digest()
}

/**
 * The text in pieces, without its byte order mark.
 *
 * @throws AppError `invalid` at the first byte that is not text in this encoding
 */
export async function* textOf(bytes: ByteSource, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let position = 0
  try {
    for await (const chunk of bytes.stream()) {
      yield decoder.decode(chunk, { stream: true })
      position += chunk.length
    }
    yield decoder.decode()
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause
    throw unreadable(`The file is not ${encoding} text: look near byte ${position}.`, { cause })
  }
}

/**
 * The encoding of a text file: its byte order mark, else UTF-8 where all of it is, else UTF-16 where every other byte
 * is zero, else Windows-1252 (what Excel writes as plain CSV in Western Europe).
 *
 * @throws AppError `invalid` where it is not text, UTF-8 with damaged places, or MacRoman
 */
export async function detectEncoding(bytes: ByteSource): Promise<Encoding> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let first = true
  for await (const chunk of bytes.stream()) {
    const marked = first ? markOf(chunk) : null
    if (marked !== null) return marked
    first = false
    try {
      decoder.decode(chunk, { stream: true })
    } catch (cause) {
      if (looksLikeWindows1252(chunk)) {
        if (!looksLikeMacRoman(chunk)) return 'windows-1252'
        const message =
          'The file is neither UTF-8 nor Windows-1252; it seems to be MacRoman, of an older Mac program. Save it anew as UTF-8.'
        throw unreadable(message, { cause })
      }
      throw unreadable('The file is UTF-8 with damaged places; save it anew as UTF-8.', {
        cause,
      })
    }
  }
  return 'utf-8'
}

const chunkBytes = 256 * 1024

async function* unzipped(file: ReadStream): AsyncGenerator<Buffer> {
  const gunzip = createGunzip()
  const fed = pipeline(file, gunzip)
  // What goes wrong in the file ends the iteration below with the same error; this handler is for its twin.
  fed.catch(() => undefined)
  try {
    for await (const chunk of gunzip) yield bufferOf(chunk)
  } catch (cause) {
    throw unreadable('The file is damaged: it cannot be decompressed to its end.', { cause })
  } finally {
    gunzip.destroy()
  }
}

function markOf(chunk: Buffer): Encoding | null {
  if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) return 'utf-8'
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le'
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be'
  const sample = chunk.subarray(0, 4096)
  const zerosAt = (parity: number) =>
    sample.filter((byte, index) => byte === 0 && index % 2 === parity).length
  const [even, odd] = [zerosAt(0), zerosAt(1)]
  if (even + odd === 0) return null
  if (even === 0 && odd > sample.length / 8) return 'utf-16le'
  if (odd === 0 && even > sample.length / 8) return 'utf-16be'
  throw unreadable('The file is not text.')
}

// An accented letter of Windows-1252 is hardly ever followed by what would make it UTF-8, so text in Windows-1252 has
// more damaged places than sound letters; in UTF-8 with a few damaged bytes it is the other way round.
function looksLikeWindows1252(chunk: Buffer): boolean {
  const letters = new TextDecoder('utf-8').decode(chunk).match(/\P{ASCII}/gu) ?? []
  const damaged = letters.filter((letter) => letter === '\ufffd').length
  return damaged * 2 > letters.length
}

// Inside of a word Windows-1252 has none of these: they are capitals, signs or nothing there. In MacRoman they are
// ä, ö, ü, é, è, ê, ç and the like, and what are letters in Windows-1252 are signs.
function looksLikeMacRoman(chunk: Buffer): boolean {
  const text = chunk.toString('latin1')
  const foreign = text.match(/[A-Za-z][\x81\x83\x87-\x8b\x8d-\x90\x98\x9b\x9d\x9f](?=[a-z])/g)?.length ?? 0
  const usual = text.match(/[A-Za-z][\xdf-\xf6\xf8-\xff](?=[a-z])/g)?.length ?? 0
  return foreign > usual
}

function bufferOf(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk
  throw new TypeError('a byte stream gave something else than bytes')
}
