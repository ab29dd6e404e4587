import type { Clock } from './clock.ts'
import { Lru } from './lru.ts'

/** So many attempts at once, and as many again within so many seconds. */
export type BucketSize = { readonly attempts: number; readonly seconds: number }

/** One bucket of attempts for each key. */
export type Buckets = {
  /** How long until there is an attempt; 0 when there is one now. */
  readonly waitSeconds: (key: string) => number
  /** Gives attempts, or takes them where negative. */
  readonly add: (key: string, attempts: number) => void
}

const remembered = 20_000

/** Buckets in this process's memory, for the keys seen last; they fill up again evenly. */
export function openBuckets(clock: Clock, { attempts: size, seconds }: BucketSize): Buckets {
  const buckets = new Lru<string, { readonly level: number; readonly at: number }>(remembered)
  const perMs = size / (seconds * 1000)

  function levelOf(key: string, now: number): number {
    const bucket = buckets.get(key)
    if (bucket === undefined) return size
    // A clock that is set back must not take attempts away.
    return Math.min(size, bucket.level + Math.max(0, now - bucket.at) * perMs)
  }

  return {
    waitSeconds(key) {
      const level = levelOf(key, clock().getTime())
      return level >= 1 ? 0 : Math.ceil((1 - level) / perMs / 1000)
    },
    add(key, attempts) {
      const now = clock().getTime()
      buckets.set(key, { level: Math.min(size, levelOf(key, now) + attempts), at: now })
    },
  }
}
