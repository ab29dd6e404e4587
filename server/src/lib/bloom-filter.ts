const bitsPerId = 32
const probes = 8
const firstCapacity = 1 << 18

type Layer = { readonly bits: Uint32Array; readonly capacity: number; held: number }

/**
 * Remembers UUIDs in four bytes each: `has` is never wrong about a no, and about one yes in a hundred thousand. Grows by
 * layers, each twice as large as the one before.
 */
export class BloomFilter {
  readonly #layers: Layer[] = [layerFor(firstCapacity)]
  readonly #words = new Uint32Array(2)

  add(id: string): void {
    let layer = this.#layers.at(-1)
    if (layer === undefined || layer.held >= layer.capacity) {
      layer = layerFor((layer?.capacity ?? firstCapacity) * 2)
      this.#layers.push(layer)
    }
    this.#hash(id)
    layer.held += 1
    const size = layer.bits.length * 32
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = this.#bit(probe, size)
      layer.bits[bit >>> 5] = (layer.bits[bit >>> 5] ?? 0) | (1 << (bit & 31))
    }
  }

  has(id: string): boolean {
    this.#hash(id)
    return this.#layers.some((layer) => this.#in(layer))
  }

  #in(layer: Layer): boolean {
    const size = layer.bits.length * 32
    for (let probe = 0; probe < probes; probe += 1) {
      const bit = this.#bit(probe, size)
      if (((layer.bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false
    }
    return true
  }

  // Double hashing (Kirsch and Mitzenmacher 2006): two hashes give as many probes as needed.
  #bit(probe: number, size: number): number {
    return ((this.#words[0] ?? 0) + probe * (((this.#words[1] ?? 0) | 1) >>> 0)) % size
  }

  /** Two 32-bit hashes of the id's text. Ids may be made to order, so the bytes themselves are not taken as random. */
  #hash(id: string): void {
    let a = 0x811c9dc5
    let b = 0x9e3779b9
    for (let index = 0; index < id.length; index += 1) {
      const code = id.charCodeAt(index)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b + code, 0x85ebca6b) ^ (b >>> 13)
    }
    this.#words[0] = mixed(a)
    this.#words[1] = mixed(b)
  }
}

function layerFor(capacity: number): Layer {
  return { bits: new Uint32Array((capacity * bitsPerId) / 32), capacity, held: 0 }
}

/** Murmur3's finaliser: every input bit reaches every output bit. */
function mixed(value: number): number {
  let hash = value
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
