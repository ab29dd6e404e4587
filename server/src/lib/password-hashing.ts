import { createHmac, randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'
import { Lru } from './lru.ts'
import { openSlots } from './slots.ts'

/** The slow hash of chosen passwords, and the memory that spares it on every call with HTTP Basic. */
export type Hashing = {
  /**
   * Argon2id (RFC 9106) as a PHC string, parameters and salt included: equal inputs give equal strings. Equal inputs at
   * the same time are hashed once.
   *
   * @throws AppError `unavailable` when too many are waiting
   */
  readonly hash: (salt: string, password: string) => Promise<string>
  /** Whether this very input is being hashed now, so that asking once more costs nothing. */
  readonly isUnderWay: (salt: string, password: string) => boolean
  /** What `hash` gives, if {@link Hashing.remember} was told lately; never hashes. */
  readonly recall: (salt: string, password: string) => string | undefined
  /** Remembers the hash of a password that was right. It says nothing of whether it still works: rows decide that. */
  readonly remember: (salt: string, password: string, hashed: string) => void
}

/** As long as anybody's, so that hashing for nobody takes as long. */
export const saltOfNobody = 'AAAAAAAAAAAAAAAAAAAAAA'

/** OWASP's choice: 19 MiB, two passes, one lane; 35 to 55 ms. */
const cost = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const
// Node has four threads for such work and for all files: hashing leaves half of them.
const atOnce = 2
const mostWaiting = 50
const remembered = 1000

/** @param mostAtOnce how many hashes are computed at a time; `mostQueued` more may wait for their turn */
export function openHashing({ mostAtOnce = atOnce, mostQueued = mostWaiting } = {}): Hashing {
  const known = new Lru<string, string>(remembered)
  // The memory holds no password: only what this process's own key makes of it.
  const key = randomBytes(32)
  const nameOf = (salt: string, password: string) =>
    createHmac('sha256', key).update(`${salt}\0${password}`).digest('base64')
  const inTurn = openSlots(mostAtOnce, { mostWaiting: mostQueued, refusal: tooMany })
  const underWay = new Map<string, Promise<string>>()

  async function hashOnce(salt: string, password: string): Promise<string> {
    const name = nameOf(salt, password)
    const same = underWay.get(name)
    if (same !== undefined) return same
    const hashing = inTurn(() => hash(password, { ...cost, salt: Buffer.from(salt) }))
    underWay.set(name, hashing)
    try {
      return await hashing
    } finally {
      underWay.delete(name)
    }
  }

  return {
    hash: hashOnce,
    isUnderWay: (salt, password) => underWay.has(nameOf(salt, password)),
    recall: (salt, password) => known.get(nameOf(salt, password)),
    remember: (salt, password, hashed) => known.set(nameOf(salt, password), hashed),
  }
}

function tooMany(): AppError {
  return new AppError('unavailable', because('busy'), {
    retryAfterSeconds: 1,
  })
}
