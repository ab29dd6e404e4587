import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { BloomFilter } from './bloom-filter.ts'

const ids = {
  random: (n: number) => uuidOf(createHash('sha256').update(String(n)).digest('hex')),
  /** As databases count them. */
  counted: (n: number) => uuidOf(n.toString(16).padStart(32, '0')),
  /** As UUIDs of version 7 made in one go: all but the end is the same. */
  'of one moment': (n: number) => `0199b1c2-6f0e-7c1a-9d55-${n.toString(16).padStart(12, '0')}`,
} as const

test.each(Object.entries(ids))(
  '%s ids: what was added is known; hardly one of many others seems to be',
  (_kind, idOf) => {
    const filter = new BloomFilter()
    const added = 200_000
    for (let n = 0; n < added; n += 1) filter.add(idOf(n))

    let missed = 0
    for (let n = 0; n < added; n += 7) if (!filter.has(idOf(n))) missed += 1
    let wrong = 0
    const asked = 50_000
    for (let n = added; n < added + asked; n += 1) if (filter.has(idOf(n))) wrong += 1

    expect(missed).toBe(0)
    expect(wrong / asked).toBeLessThan(0.0003)
  },
)

test('it grows: the rate stays low past the first layer', () => {
  const filter = new BloomFilter()
  const added = 900_000
  for (let n = 0; n < added; n += 1) filter.add(ids['of one moment'](n))

  let wrong = 0
  for (let n = added; n < added + 50_000; n += 1) if (filter.has(ids['of one moment'](n))) wrong += 1

  expect(filter.has(ids['of one moment'](0))).toBe(true)
  expect(wrong / 50_000).toBeLessThan(0.0005)
})

test('an empty one knows nothing', () => {
  expect(new BloomFilter().has(ids.random(1))).toBe(false)
})

function uuidOf(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}
