import { neighbourhood } from './cidr.ts'
import type { Clock } from './clock.ts'
import { openBuckets } from './token-buckets.ts'

/** Failed sign-ins that may happen before somebody has to wait. */
export type ThrottleLimits = {
  /** For one name (a client id, an e-mail address) from one address, a minute. */
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
  const pairs = openBuckets(clock, { attempts: limits.perPair, seconds: 60 })
  const addresses = openBuckets(clock, { attempts: limits.perAddress, seconds: 60 })
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

function keysOf(name: string, address: string): readonly [string, string] {
  const place = neighbourhood(address)
  // Cut: a name is whatever somebody sends.
  return [`${place} ${name.slice(0, 64)}`, place]
}
