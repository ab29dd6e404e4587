import { describe, expect, test } from 'vitest'
import { seededRandom } from '../lib/seeded-random.ts'
import { weighted, weightedForFew } from './sampler.ts'

const samplers = [
  {
    name: 'weighted',
    make: (weights: readonly number[]) => weighted(indexesOf(weights), (index) => weights[index] ?? 0),
  },
  {
    name: 'weightedForFew',
    make: (weights: readonly number[]) => weightedForFew(indexesOf(weights), weights),
  },
]

function indexesOf(weights: readonly number[]): readonly number[] {
  return weights.map((_, index) => index)
}

describe.each(samplers)('$name', ({ make }) => {
  test('draws every item in proportion to its weight', () => {
    const weights = [5, 0, 1, 0.5, 13.5]
    const draw = make(weights)
    const random = seededRandom(3)
    const counts = weights.map(() => 0)
    for (let drawn = 0; drawn < 200_000; drawn += 1) {
      const index = draw(random)
      counts[index] = (counts[index] ?? 0) + 1
    }
    counts.forEach((count, index) => expect(count / 200_000).toBeCloseTo((weights[index] ?? 0) / 20, 2))
    expect(counts[1]).toBe(0)
  })

  test('knows the only item', () => {
    expect(make([0.2])(seededRandom(1))).toBe(0)
  })

  test.each([[[]], [[0, 0]]])('refuses %j: there is nothing to draw', (weights) => {
    expect(() => make(weights)).toThrow(RangeError)
  })
})
