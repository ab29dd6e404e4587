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
  const head = '{"data":'
  const tail = Buffer.from(`,${JSON.stringify(rest).slice(1)}`)
  const json = joinedBytes([head, ...arrayPieces(rows), tail])
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
