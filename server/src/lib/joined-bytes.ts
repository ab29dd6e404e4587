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

/**
 * A page in JSON: an object that has these rows under `data`, each of which is JSON in pieces already, and then `rest`.
 *
 * @param rest further members, none of them `data`
 */
export function pageOf(
  rows: readonly (readonly Piece[])[],
  rest: Readonly<Record<string, string | number | null>>,
): { readonly json: Buffer; readonly data: Buffer } {
  return inPage(arrayPieces(rows), rest)
}

/**
 * As {@link pageOf}, of rows that are lines.
 *
 * @param lines whole lines, each a row in JSON without a line break of its own
 */
export function pageOfLines(
  lines: readonly Buffer[],
  rest: Readonly<Record<string, string | number | null>>,
): { readonly json: Buffer; readonly data: Buffer } {
  const last = lines.at(-1)
  const withoutEnd = last === undefined ? [] : [...lines.slice(0, -1), last.subarray(0, -1)]
  const page = inPage(['[', ...withoutEnd, ']'], rest)
  const { data } = page
  // In place: going through rows one by one would cost more than all the rest of a page.
  for (let at = data.indexOf(lineFeed); at >= 0; at = data.indexOf(lineFeed, at + 1)) data[at] = comma
  return page
}

const lineFeed = 0x0a
const comma = 0x2c

function inPage(
  pieces: readonly Piece[],
  rest: Readonly<Record<string, string | number | null>>,
): { readonly json: Buffer; readonly data: Buffer } {
  const head = '{"data":'
  const tail = Buffer.from(`,${JSON.stringify(rest).slice(1)}`)
  const json = joinedBytes([head, ...pieces, tail])
  return { json, data: json.subarray(head.length, json.length - tail.length) }
}

/** Pieces of the JSON array of these values, each of which is JSON in pieces already. */
function arrayPieces(values: readonly (readonly Piece[])[]): readonly Piece[] {
  const pieces: Piece[] = ['[']
  for (const value of values) {
    if (pieces.length > 1) pieces.push(',')
    pieces.push(...value)
  }
  pieces.push(']')
  return pieces
}
