import type { SeededRandom } from '../lib/seeded-random.ts'

/** A UUID of version 7 (RFC 9562): the instant in ms since 1970, then chance. Ids sort by time to the millisecond. */
export function timeOrderedId(at: number, random: SeededRandom): string {
  const upper = Math.floor(at / 65_536)
  const time = `${hex(upper >>> 16)}${hex(upper)}-${hex(at % 65_536)}`
  const [first, second, third] = [random.uint32(), random.uint32(), random.uint32()]
  const version = hex(0x7000 | (first >>> 20))
  const variant = hex(0x8000 | (first & 0x3fff))
  return `${time}-${version}-${variant}-${hex(second)}${hex(second >>> 16)}${hex(third)}`
}

/** An opaque visitor id of 16 hexadecimal digits. */
export function sessionId(random: SeededRandom): string {
  const [first, second] = [random.uint32(), random.uint32()]
  return `${hex(first)}${hex(first >>> 16)}${hex(second)}${hex(second >>> 16)}`
}

/** The lower 16 bits as four digits; looked up, because formatting would be half the time of making an event. */
function hex(word: number): string {
  return words[word & 0xffff] ?? ''
}

const words: readonly string[] = Array.from({ length: 65_536 }, (_, word) =>
  word.toString(16).padStart(4, '0'),
)
