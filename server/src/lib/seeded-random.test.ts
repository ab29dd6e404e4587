import { describe, expect, test } from 'vitest'
import { seededRandom } from './seeded-random.ts'

function draw(seed: number, stream: string, count = 1000): readonly number[] {
  const random = seededRandom(seed, stream)
  return Array.from({ length: count }, () => random.uint32())
}

describe('a seeded random', () => {
  test('repeats itself for the same seed and stream', () => {
    expect(draw(42, 'people')).toEqual(draw(42, 'people'))
  })

  test.each([
    ['seed', 43, 'people'],
    ['seed above 32 bits', 42 + 2 ** 32, 'people'],
    ['stream', 42, 'parts'],
  ])('goes another way with another %s', (_, seed, stream) => {
    const common = new Set(draw(42, 'people'))
    expect(draw(seed, stream).filter((value) => common.has(value)).length).toBeLessThan(2)
  })

  test('keeps to numbers that were written down, so an old seed still means the same data', () => {
    expect(draw(1, '', 4)).toMatchInlineSnapshot(`
      [
        549046557,
        2954958301,
        1593375205,
        1776414849,
      ]
    `)
  })

  test('spreads fractions evenly over [0, 1)', () => {
    const random = seededRandom(7)
    const tenths = Array.from({ length: 10 }, () => 0)
    for (let drawn = 0; drawn < 100_000; drawn += 1) {
      const fraction = random.fraction()
      expect(fraction >= 0 && fraction < 1).toBe(true)
      const tenth = Math.floor(fraction * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400)
  })

  test('stays below the limit, reaches every number, and picks from what there is', () => {
    const random = seededRandom(7)
    const seen = new Set(Array.from({ length: 500 }, () => random.below(6)))
    expect(seen).toEqual(new Set([0, 1, 2, 3, 4, 5]))
    expect(['a', 'b']).toContain(random.pick(['a', 'b']))
    expect(random.pick([undefined])).toBeUndefined()
    expect(() => random.pick([])).toThrow(RangeError)
  })

  test('gives a chance its share', () => {
    const random = seededRandom(7)
    const hits = Array.from({ length: 50_000 }, () => random.chance(0.3)).filter(Boolean).length
    expect(hits / 50_000).toBeCloseTo(0.3, 2)
  })
})
