/** Chance that can be repeated: the same seed and stream give the same numbers on every machine. Not for secrets. */
export type SeededRandom = {
  /** A whole number, 0 to 2^32 - 1. */
  readonly uint32: () => number
  /** A fraction in [0, 1), in steps of 2^-32. */
  readonly fraction: () => number
  /** A whole number, 0 to `limit` - 1; even to within `limit` / 2^32. */
  readonly below: (limit: number) => number
  /** True with this probability. */
  readonly chance: (probability: number) => boolean
  /** One of the items, each as likely as the others. Throws a RangeError where there is none. */
  readonly pick: <Item>(items: readonly Item[]) => Item
}

/**
 * The generator xoshiro128** (Blackman and Vigna), its state filled by splitmix32.
 * Streams of one seed are independent of each other: what one draws never moves another.
 */
export function seededRandom(seed: number, stream = ''): SeededRandom {
  // Kept as signed 32-bit integers: V8 holds those without allocating.
  let [a, b, c, d] = firstState(seed, stream)

  function uint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotateLeft(d, 11)
    return result
  }

  function fraction(): number {
    return uint32() / 4_294_967_296
  }

  function below(limit: number): number {
    return Math.floor(fraction() * limit)
  }

  function chance(probability: number): boolean {
    return fraction() < probability
  }

  function pick<Item>(items: readonly Item[]): Item {
    const index = below(items.length)
    if (index >= items.length) throw new RangeError('nothing to pick from')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the index is inside; an item may itself be undefined
    return items[index] as Item
  }

  return { uint32, fraction, below, chance, pick }
}

function firstState(seed: number, stream: string): [number, number, number, number] {
  // Number to text keeps every bit of a seed above 2^32 or with a fraction.
  let state = fnv1a(`${seed}/${stream}`)
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    const once = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    const twice = Math.imul(once ^ (once >>> 15), 0x735a2d97)
    return twice ^ (twice >>> 15)
  }
  return [next(), next(), next(), next()]
}

/** The hash FNV-1a over UTF-16 code units, as a signed 32-bit integer. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5 | 0
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash
}

function rotateLeft(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}
