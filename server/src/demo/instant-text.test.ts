import { expect, test } from 'vitest'
import { seededRandom } from '../lib/seeded-random.ts'
import { instantWriter } from './instant-text.ts'
import { timeOrderedId } from './time-ordered-id.ts'

const instants = Array.from({ length: 5000 }, (_, index) => 1_750_000_000_000 + index * 1_234_567)

test.each([
  ['in order', instants],
  ['backwards', instants.toReversed()],
  ['around 1970', [-1, 0, 1, 3_599_999, 3_600_000]],
])('instants %s are written as Date writes them', (_, moments) => {
  const write = instantWriter()
  expect(moments.map(write)).toEqual(moments.map((at) => new Date(at).toISOString()))
})

test('an id holds its instant, is of version 7, and differs from the next of the same instant', () => {
  const random = seededRandom(1)
  const ids = instants.map((at) => timeOrderedId(at, random))
  expect(ids.map((id) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))).toEqual(instants)
  expect(ids.every((id) => /^.{14}7.{4}[89ab]/.test(id))).toBe(true)
  expect(timeOrderedId(5, random)).not.toBe(timeOrderedId(5, random))
})
