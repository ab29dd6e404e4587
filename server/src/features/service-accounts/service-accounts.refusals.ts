import type { ClientId, ContractNumber } from '@catalytics/contract/ids.ts'
import { minuteMs, type Clock } from '../../lib/clock.ts'
import type { Log } from '../../lib/log.ts'
import { Lru } from '../../lib/lru.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'

/** Why a known account was turned away; told to the log only, never to the caller. */
export type RefusalReason = 'wrong_password' | 'disabled' | 'expired' | 'feature_off' | 'network'

type Refusal = {
  readonly contract: ContractNumber
  readonly account: ClientId
  readonly reason: RefusalReason
  readonly address: string
}

export type Refusals = {
  /** Notes a refusal for the log: at most one per account and minute, so that guessing cannot fill the disk. */
  readonly note: (refusal: Refusal) => void
  /** Writes the notes. */
  readonly flush: () => Promise<void>
}

/**
 * Refusals on their way into the activity log. Written later, not while the caller waits: a write that only known
 * accounts cause would tell by its time that they exist.
 */
export function openRefusals({
  db,
  clock,
  log,
}: {
  readonly db: Directory['db']
  readonly clock: Clock
  readonly log: Log
}): Refusals {
  const lastNoted = new Lru<ClientId, number>(10_000)
  let waiting: (Refusal & { readonly at: number })[] = []
  return {
    note(refusal) {
      const at = clock().getTime()
      const last = lastNoted.get(refusal.account)
      if (last !== undefined && at - last < minuteMs) return
      lastNoted.set(refusal.account, at)
      waiting.push({ ...refusal, at })
    },
    async flush() {
      const batch = waiting
      waiting = []
      try {
        for (const { contract, account, reason, address, at } of batch) {
          // Who it was is not proved; the claimed account is what an administrator has to look at.
          const actor = { kind: 'unknown', id: account, address } as const
          await activity.record({ db, clock: () => new Date(at) }, contract, actor, 'token_refused', {
            account,
            reason,
          })
        }
      } catch (error) {
        log.warn(
          { error: error instanceof Error ? error.message : 'unknown' },
          'refused sign-ins not written to the activity log',
        )
      }
    },
  }
}
