import type { SeededRandom } from '../lib/seeded-random.ts'

/** Draws one item. */
export type Sampler<Item> = (random: SeededRandom) => Item

/**
 * Draws items in proportion to their weights, in constant time however many there are (alias method, after
 * Vose). Throws a RangeError where no item has a weight above 0.
 */
export function weighted<Item>(
  items: readonly Item[],
  weightOf: (item: Item, index: number) => number,
): Sampler<Item> {
  const { threshold, alias } = aliasTable(items.map(weightOf))
  return (random) => {
    const place = random.fraction() * items.length
    const column = Math.floor(place)
    // The fraction that is left over after choosing a column is itself even: one draw does for both.
    const index = place - column < (threshold[column] ?? 1) ? column : (alias[column] ?? column)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tables hold indexes of `items` only
    return items[index] as Item
  }
}

/**
 * As {@link weighted}, for a few draws only: there is nothing to set up, but every draw walks the list, so heavy
 * items are best put first. The weights are in the order of the items.
 */
export function weightedForFew<Item>(items: readonly Item[], weights: readonly number[]): Sampler<Item> {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError(nothingToDraw)
  return (random) => {
    let left = random.fraction() * total
    const index = weights.findIndex((weight) => (left -= weight) < 0)
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- rounding at the far end gives the last item
    return items.at(index) as Item
  }
}

const nothingToDraw = 'nothing to draw from: all weights are 0'

/** Each column holds its own item up to `threshold`, the item `alias` above it. */
function aliasTable(weights: readonly number[]): {
  readonly threshold: Float64Array
  readonly alias: Uint32Array
} {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError(nothingToDraw)
  const threshold = Float64Array.from(weights, (weight) => (weight / total) * weights.length)
  const alias = Uint32Array.from(weights, (_, index) => index)
  const small: number[] = []
  const large: number[] = []
  threshold.forEach((share, index) => (share < 1 ? small : large).push(index))
  for (let poor = small.pop(); poor !== undefined; poor = small.pop()) {
    const rich = large.at(-1)
    // Only rounding leaves a column below 1 with nobody to fill it.
    if (rich === undefined) {
      threshold[poor] = 1
      continue
    }
    alias[poor] = rich
    const left = (threshold[rich] ?? 0) - (1 - (threshold[poor] ?? 0))
    threshold[rich] = left
    if (left >= 1) continue
    large.pop()
    small.push(rich)
  }
  for (const rich of large) threshold[rich] = 1
  return { threshold, alias }
}
