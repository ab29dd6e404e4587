import type { FileHandle } from 'node:fs/promises'
import { OperatorError, type AppError } from '../../lib/errors.ts'

/*
 * As much of the tar format (ustar, POSIX.1-1988) as a backup needs: plain files with short names, so that `tar tf` and
 * `tar xf` work on it. Every entry's size is known before it is written, which a zip could do without; in return a
 * reader needs no directory at the end to find its way.
 */

const blockBytes = 512

/** An entry, ready to be written: header, content, and zeros up to the next block. */
export function tarEntry(name: string, content: Uint8Array, at: Date): Buffer {
  const padding = Buffer.alloc(-content.length & (blockBytes - 1))
  return Buffer.concat([header(name, content.length, at), content, padding])
}

/** What closes an archive. */
export const tarEnd: Uint8Array = Buffer.alloc(2 * blockBytes)

function header(name: string, bytes: number, at: Date): Buffer {
  if (Buffer.byteLength(name) > 100)
    throw new RangeError(`a name of a tar entry has up to 100 bytes: ${name}`)
  const block = Buffer.alloc(blockBytes)
  block.write(name, 0)
  block.write(inOctal(0o600, 7), 100)
  block.write(inOctal(0, 7), 108)
  block.write(inOctal(0, 7), 116)
  block.write(inOctal(bytes, 11), 124)
  block.write(inOctal(at.getTime() / 1000, 11), 136)
  block.write('0', 156)
  block.write('ustar', 257)
  block.write('00', 263)
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

function inOctal(value: number, digits: number): string {
  return `${Math.floor(value).toString(8).padStart(digits, '0')}\0`
}

const checksumAt = { from: 148, to: 156 }

/** The sum of the header's bytes, its own field taken as spaces. */
function checksum(block: Buffer): number {
  const rest = [...block.subarray(0, checksumAt.from), ...block.subarray(checksumAt.to)]
  return rest.reduce((sum, byte) => sum + byte, 8 * ' '.charCodeAt(0))
}

/** Where an entry's content is in the file. */
export type TarPlace = { readonly name: string; readonly start: number; readonly bytes: number }

/**
 * The entries of an archive, up to its end mark.
 *
 * @throws AppError `invalid` when it is no such archive, or is cut off
 */
export async function* tarPlaces(file: FileHandle): AsyncGenerator<TarPlace> {
  const { size } = await file.stat()
  let at = 0
  for (;;) {
    const { buffer: block, bytesRead } = await file.read(Buffer.alloc(blockBytes), 0, blockBytes, at)
    if (bytesRead < blockBytes) throw notWhole(at)
    if (block.every((byte) => byte === 0)) return
    if (Number.parseInt(text(block, 148, 8), 8) !== checksum(block)) throw notWhole(at)
    const place = {
      name: text(block, 0, 100),
      start: at + blockBytes,
      bytes: fromOctal(text(block, 124, 12)),
    }
    at = place.start + Math.ceil(place.bytes / blockBytes) * blockBytes
    if (at > size) throw notWhole(at)
    yield place
  }
}

function text(block: Buffer, from: number, bytes: number): string {
  const field = block.subarray(from, from + bytes)
  const end = field.indexOf(0)
  return field.toString('utf8', 0, end < 0 ? bytes : end)
}

function fromOctal(digits: string): number {
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN
}

function notWhole(at: number): AppError {
  return new OperatorError(
    'invalid',
    at === 0
      ? 'This file is no backup of Catalytics.'
      : 'This backup is damaged or was cut off: it does not end as it should. Take another copy of it.',
  )
}
