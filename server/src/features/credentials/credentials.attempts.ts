import type { Clock } from '../../lib/clock.ts'
import { openThrottle } from '../../lib/throttle.ts'
import { openBuckets, type BucketSize } from '../../lib/token-buckets.ts'
import type { AttemptFrom } from '../users/users.ts'

/**
 * Slows down guessing of people's passwords, and locks nobody out: failures count against the address they come from.
 * Whoever is held up as a stranger comes in by a link to a new password, which makes their browser known. What many addresses together may try of one user ends after a while too, but not for an address or a browser that
 * the user signed in with before; and such a browser is not held up by its neighbours at the same address either.
 */
export type Attempts = {
  /** Takes one attempt. Answers 0, or how many seconds to wait: then nothing was taken. */
  readonly take: (email: string, from: AttemptFrom) => number
  /** Gives an attempt back that turned out right. */
  readonly giveBack: (email: string, from: AttemptFrom) => void
}

/** From all addresses together that a user never signed in from. */
const strangers: BucketSize = { attempts: 20, seconds: 3600 }

export function openAttempts(clock: Clock): Attempts {
  const throttle = openThrottle(clock)
  const users = openBuckets(clock, strangers)
  return {
    take(email, from) {
      const waitAsStranger = isStranger(from) ? users.waitSeconds(email) : 0
      if (waitAsStranger > 0) return waitAsStranger
      const wait = throttle.take(email, placeOf(from))
      if (wait === 0 && isStranger(from)) users.add(email, -1)
      return wait
    },
    giveBack(email, from) {
      throttle.giveBack(email, placeOf(from))
      if (isStranger(from)) users.add(email, 1)
    },
  }
}

function placeOf({ address, device }: AttemptFrom): string {
  return device === null ? address : `device ${device}`
}

function isStranger({ device, isKnownAddress }: AttemptFrom): boolean {
  return device === null && !isKnownAddress
}
