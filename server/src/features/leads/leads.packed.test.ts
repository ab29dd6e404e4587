import { expect, test } from 'vitest'
import { uuidToRowBinary } from '../../lib/uuid-bytes.ts'
import { gathered, idOf, packedRows } from './leads.packed.ts'

const ids = ['00112233-4455-6677-8899-aabbccddeeff', 'ffeeddcc-bbaa-4988-8766-554433221100']

/** One row with texts below 16,384 bytes. */
function packed(person: number, id: string, isQuote: boolean, texts: readonly string[]): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32LE(person)
  const parts = texts.flatMap((text) => {
    const bytes = Buffer.from(text)
    const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7]
    return [Buffer.from(length), bytes]
  })
  return Buffer.concat([head, uuidToRowBinary(id), Buffer.from([isQuote ? 1 : 0]), ...parts])
}

const long = 'é'.repeat(300)
const both = Buffer.concat([
  packed(4_000_000_000, ids[0] ?? '', true, ['DE de', long]),
  packed(7, ids[1] ?? '', false, [' ', '']),
])

test('rows are found with all their parts', () => {
  const { rows, end } = packedRows(both)

  expect(end).toBe(both.length)
  expect(rows.map((row) => [row.person, idOf(both, row), row.isQuote, row.origin])).toEqual([
    [4_000_000_000, ids[0], true, 'DE de'],
    [7, ids[1], false, ' '],
  ])
  expect(rows.map((row) => both.toString('utf8', row.textStart, row.textEnd))).toEqual([long, ''])
})

test('wherever the bytes break off, only whole rows are told, and the rest begins behind them', () => {
  const first = packedRows(both).rows[0]?.textEnd ?? 0
  for (let cut = 0; cut < both.length; cut += 1) {
    const { rows, end } = packedRows(both.subarray(0, cut))
    expect([cut, rows.length, end]).toEqual(cut < first ? [cut, 0, 0] : [cut, 1, first])
  }
})

async function* chunks() {
  for (const text of ['a', 'bc', 'd', 'ef', 'g']) yield Buffer.from(text)
}

test('chunks are joined until there is enough, and the last ones at the end', async () => {
  const joined: string[] = []
  for await (const bytes of gathered(chunks(), 3)) joined.push(bytes.toString())
  expect(joined).toEqual(['abc', 'def', 'g'])
})
