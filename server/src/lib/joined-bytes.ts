import type { ReusedMemory } from './reused-memory.ts'

/** Text or UTF-8. */
export type Piece = string | Buffer

/**
 * Pieces one after the other as UTF-8. Joining them as text costs many times as much: one letter beyond Latin 1 makes a
 * text of two bytes a character of all of it, which is then turned into UTF-8 once for each who reads it.
 *
 * @param memory where they are joined; memory of their own where absent
 */
export function joinedBytes(pieces: readonly Piece[], memory?: ReusedMemory): Buffer {
  const mostBytesACharacter = 3
  let most = 0
  for (const piece of pieces) most += piece.length * (typeof piece === 'string' ? mostBytesACharacter : 1)
  const bytes = memory?.take(most) ?? Buffer.allocUnsafe(most)
  let end = 0
  for (const piece of pieces)
    end += typeof piece === 'string' ? bytes.write(piece, end) : piece.copy(bytes, end)
  return bytes.subarray(0, end)
}

/** A value as a line: JSON, and a line feed. */
export function lineOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`)
}

/**
 * A page in JSON: an object that has these rows under `data`, and then `rest`.
 *
 * @param lines whole lines, one or more in each piece, each line a row in JSON without a line break of its own
 * @param rest further members, none of them `data`
 */
export function pageOf(
  lines: readonly Buffer[],
  rest: Readonly<Record<string, string | number | null>>,
): { readonly json: Buffer; readonly data: Buffer } {
  const head = '{"data":'
  const tail = Buffer.from(`,${JSON.stringify(rest).slice(1)}`)
  const last = lines.at(-1)
  const withoutEnd = last === undefined ? [] : [...lines.slice(0, -1), last.subarray(0, -1)]
  const json = joinedBytes([head, '[', ...withoutEnd, ']', tail])
  const data = json.subarray(head.length, json.length - tail.length)
  // In place: going through rows one by one would cost more than all the rest of a page.
  for (let at = data.indexOf(lineFeed); at >= 0; at = data.indexOf(lineFeed, at + 1)) data[at] = comma
  return { json, data }
}

const lineFeed = 0x0a
const comma = 0x2c
