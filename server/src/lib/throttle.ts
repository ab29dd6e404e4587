import { neighbourhood } from './cidr.ts'
import { type Clock, minuteMs } from './clock.ts'
import { Lru } from './lru.ts'

/** Failed sign-ins that may happen before somebody has to wait. */
export type ThrottleLimits = {
  /** For one name from one address, a minute. */
  readonly perPair: number
  /** For one address (IPv6: /64), a minute, whatever names it tries. */
  readonly perAddress: number
}

export const throttleLimits: ThrottleLimits = { perPair: 10, perAddress: 60 }

/**
 * Slows down guessing. Nothing is kept per name alone: whoever guesses from elsewhere cannot lock the owner out.
 */
export type Throttle = {
  /** Takes one attempt. Answers 0, or how many seconds to wait: then nothing was taken. */
  readonly take: (name: string, address: string) => number
  /** Gives an attempt back that turned out right. */
  readonly giveBack: (name: string, address: string) => void
}

/** Token buckets in this process's memory, for the callers seen last. */
export function openThrottle(clock: Clock, limits: ThrottleLimits = throttleLimits): Throttle {
  const pairs = openBuckets(clock, limits.perPair)
  const addresses = openBuckets(clock, limits.perAddress)
  return {
    take(name, address) {
      const [pair, place] = keysOf(name, address)
      const wait = Math.max(pairs.waitSeconds(pair), addresses.waitSeconds(place))
      if (wait > 0) return wait
      pairs.add(pair, -1)
      addresses.add(place, -1)
      return 0
    },
    giveBack(name, address) {
      const [pair, place] = keysOf(name, address)
      pairs.add(pair, 1)
      addresses.add(place, 1)
    },
  }
}

const rememberedBuckets = 20_000

function keysOf(name: string, address: string): readonly [string, string] {
  const place = neighbourhood(address)
  // Cut: a name is whatever somebody sends.
  return [`${place} ${name.slice(0, 64)}`, place]
}

/** Buckets of `perMinute` attempts that fill up again evenly. */
function openBuckets(clock: Clock, perMinute: number) {
  const buckets = new Lru<string, { readonly level: number; readonly at: number }>(rememberedBuckets)
  const perMs = perMinute / minuteMs

  function levelOf(key: string, now: number): number {
    const bucket = buckets.get(key)
    if (bucket === undefined) return perMinute
    // A clock that is set back must not take attempts away.
    return Math.min(perMinute, bucket.level + Math.max(0, now - bucket.at) * perMs)
  }

  return {
    waitSeconds(key: string): number {
      const level = levelOf(key, clock().getTime())
      return level >= 1 ? 0 : Math.ceil((1 - level) / perMs / 1000)
    },
    add(key: string, attempts: number): void {
      const now = clock().getTime()
      buckets.set(key, { level: Math.min(perMinute, levelOf(key, now) + attempts), at: now })
    },
  }
}
