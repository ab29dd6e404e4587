import type { TokenRefusal } from '@catalytics/contract/activity-details.ts'
import type { ClientId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import { openLateNotes, type LateNotes } from '../../lib/late-notes.ts'
import type { Log } from '../../lib/log.ts'
import type { Directory } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'

type Refusal = {
  readonly contract: ContractNumber
  readonly account: ClientId
  readonly reason: TokenRefusal
  readonly address: string
}

export type Refusals = LateNotes<Refusal>

/** Refusals on their way into the activity log. */
export function openRefusals({
  db,
  clock,
  log,
}: {
  readonly db: Directory['db']
  readonly clock: Clock
  readonly log: Log
}): Refusals {
  return openLateNotes({
    clock,
    log,
    failure: 'refused sign-ins not written to the activity log',
    keyOf: ({ account }) => account,
    async write({ contract, account, reason, address }, at) {
      // Who it was is not proved; the claimed account is what an administrator has to look at.
      const actor = { kind: 'unknown', id: account, address } as const
      const details = { account, reason }
      await activity.record({ db, clock: () => at }, contract, actor, 'token_refused', details)
    },
  })
}
