import { lastUuidByte, uuidFromRowBinary } from '../../lib/uuid-bytes.ts'

/*
 * Rows as `store.packedStatement` asks for them, in ClickHouse's RowBinary: the person's number (4 bytes, little
 * endian), the event's id (16), whether it is a request for quotation (1), country and language, the columns as text;
 * a text is its length (LEB128) and its UTF-8 bytes.
 */

const idAt = 4
const isQuoteAt = 20
const textsAt = 21

/** One row, by where its parts lie in the bytes. */
export type PackedRow = {
  readonly person: number
  readonly idAt: number
  readonly isQuote: boolean
  /** Country and language of the event, separated by a space. */
  readonly origin: string
  readonly textStart: number
  readonly textEnd: number
}

/** The rows that lie whole in `bytes`, and where the rest begins. */
export function packedRows(bytes: Buffer): { readonly rows: readonly PackedRow[]; readonly end: number } {
  const rows: PackedRow[] = []
  let start = 0
  while (start + textsAt < bytes.length) {
    const origin = textAt(bytes, start + textsAt)
    if (origin === undefined) break
    const text = textAt(bytes, origin.end)
    if (text === undefined || text.end > bytes.length) break
    rows.push({
      person: bytes.readUInt32LE(start),
      idAt: start + idAt,
      isQuote: bytes[start + isQuoteAt] === 1,
      origin: bytes.toString('latin1', origin.start, origin.end),
      textStart: text.start,
      textEnd: text.end,
    })
    start = text.end
  }
  return { rows, end: start }
}

export function idOf(bytes: Buffer, row: PackedRow): string {
  return uuidFromRowBinary(bytes, row.idAt)
}

/** The last byte of the id, as its text ends. */
export function lastByteOf(bytes: Buffer, row: PackedRow): number {
  return lastUuidByte(bytes, row.idAt)
}

/** Where a text lies whose length stands at `at`; undefined when the length is not all there. */
function textAt(bytes: Buffer, at: number): { readonly start: number; readonly end: number } | undefined {
  let length = 0
  let scale = 1
  for (let next = at; next < bytes.length; next += 1) {
    const byte = bytes[next] ?? 0
    length += (byte & 0x7f) * scale
    if (byte < 0x80) return { start: next + 1, end: next + 1 + length }
    scale *= 0x80
  }
  return undefined
}

/** Joins chunks of a stream until they have `enough` bytes, so that much can be done at once. */
export async function* gathered(chunks: AsyncIterable<Buffer>, enough: number): AsyncGenerator<Buffer> {
  let held: Buffer[] = []
  let size = 0
  for await (const chunk of chunks) {
    held.push(chunk)
    size += chunk.length
    if (size < enough) continue
    yield Buffer.concat(held)
    held = []
    size = 0
  }
  if (size > 0) yield Buffer.concat(held)
}
