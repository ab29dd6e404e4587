import type { ActivityEntry, ActivityQuery, ActivityType } from '@catalytics/contract/activity.ts'
import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { timeOrderedId } from '../../lib/ids.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as store from './activity.store.ts'

/** Who does something: an id that stays meaningful in the log, and where the request came from. */
export type Actor = {
  readonly kind: ActivityEntry['actor_kind']
  readonly id: string
  readonly address: string | null
}

export const operator: Actor = { kind: 'operator', id: 'operator', address: null }

export type Deps = { readonly db: Db; readonly clock: Clock }

type Details = ActivityEntry['details']

/** Writes one line of the log. Never put a secret or an engineer's personal data into `details`. */
export async function record(
  deps: Deps,
  contract: ContractNumber,
  actor: Actor,
  type: ActivityType,
  details: Details,
): Promise<void> {
  const at = deps.clock()
  await store.insertEntry(deps.db, contract, {
    id: timeOrderedId(),
    at: at.getTime(),
    type,
    actor_kind: actor.kind,
    actor: actor.id,
    address: actor.address,
    details: JSON.stringify(details),
  })
}

/**
 * The log, newest first.
 *
 * @throws AppError `not_found` for a contract that is not there
 */
export async function listActivity(
  deps: { readonly db: Db },
  contract: ContractId,
  query: ActivityQuery,
): Promise<{ readonly data: ActivityEntry[]; readonly next_before: string | null }> {
  const data = await store.entriesOf(deps.db, contract, query)
  if (data === undefined) throw new AppError('not_found', 'There is no such contract here.')
  const last = data.length === query.limit ? data.at(-1) : undefined
  return { data, next_before: last?.id ?? null }
}
