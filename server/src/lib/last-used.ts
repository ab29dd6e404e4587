/** The entries of one group. */
type Group<Key, Value> = {
  get(key: Key): Value | undefined
  set(key: Key, value: Value): void
}

/**
 * Keeps entries in groups, at most `capacity` of them together, and forgets those that were not used for long. An entry
 * moves only when it is used for the first time in a while: for thousands of entries that are asked for again and again,
 * which in an {@link Lru} would all move each time.
 */
export class LastUsed<Key, Value> {
  #recent = new Map<string, Map<Key, Value>>()
  #earlier = new Map<string, Map<Key, Value>>()
  #recentEntries = 0
  readonly #half: number

  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2))
  }

  of(group: string): Group<Key, Value> {
    return {
      get: (key) => {
        const known = this.#recent.get(group)?.get(key)
        if (known !== undefined) return known
        const before = this.#earlier.get(group)?.get(key)
        if (before !== undefined) this.#set(group, key, before)
        return before
      },
      set: (key, value) => this.#set(group, key, value),
    }
  }

  #set(group: string, key: Key, value: Value): void {
    let entries = this.#recent.get(group)
    if (entries?.has(key) !== true) {
      if (this.#recentEntries === this.#half) {
        this.#earlier = this.#recent
        this.#recent = new Map()
        this.#recentEntries = 0
        entries = undefined
      }
      this.#recentEntries += 1
    }
    if (entries === undefined) {
      entries = new Map()
      this.#recent.set(group, entries)
    }
    entries.set(key, value)
  }
}
