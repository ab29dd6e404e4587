import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import type { Principal } from '../lib/principal.ts'

/**
 * What is about to leave: an answer, for which the token must be live; or the next piece of one that has begun, which a
 * token's own end (but not that of what it hangs on) leaves alone, so that a long file need not fit into its quarter hour.
 */
export type Leaving = 'answer' | 'piece'

/** Who calls, asked again while their call is under way: what is decided meanwhile holds for it too. */
export type Standing = {
  /** Who calls, as they are now. @throws AppError as signing in would, once they may not call any more */
  now(leaving: Leaving): Promise<Principal | null>
  /**
   * @throws AppError as {@link now}; `conflict` too when they see other segments than they did last time; as what is needed
   *   beside that
   */
  check(leaving: Leaving): Promise<void>
  /** From now on this is needed beside the caller's right: it rejects when what was asked for must not leave any more. */
  need(further: () => Promise<void>): void
  /** Whether the last look was so short a time ago that another would tell nothing. */
  isFresh(): boolean
}

const freshMs = 50

/** @param ask finds out who calls, once more */
export function openStanding(
  first: Principal | null,
  ask: (leaving: Leaving, last: Principal) => Promise<Principal>,
): Standing {
  let last = first
  let askedAt = performance.now()
  const isFresh = () => performance.now() - askedAt < freshMs
  const needed: (() => Promise<void>)[] = []
  async function now(leaving: Leaving): Promise<Principal | null> {
    // Whoever needs no credentials cannot lose them.
    if (last === null || last.kind === 'operator' || isFresh()) return last
    const begunAt = performance.now()
    last = await ask(leaving, last)
    askedAt = begunAt
    return last
  }
  return {
    now,
    isFresh,
    need: (further) => void needed.push(further),
    async check(leaving) {
      const wasFresh = isFresh()
      const before = lockOf(last)
      if (lockOf(await now(leaving)) !== before) throw otherSegments()
      if (!wasFresh) for (const further of needed) await further()
    },
  }
}

function lockOf(principal: Principal | null): string {
  return principal?.kind === 'service_account' ? principal.segmentLock.toSorted().join(' ') : ''
}

function otherSegments(): AppError {
  return new AppError('conflict', because('segments_changed'))
}
