import type { ContractId } from '@catalytics/contract/ids.ts'
import { addMonths, startOfDay } from '@catalytics/contract/period.ts'
import type { RetentionPreview } from '@catalytics/contract/retention.ts'
import { dayOf } from '@catalytics/contract/zoned-time.ts'
import type { Clock } from '../../lib/clock.ts'
import type { KeyedHash } from '../../lib/keyed-hash.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import * as quarantine from '../quarantine/quarantine.ts'
import * as store from './retention.store.ts'

export type Deps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
  readonly addressHash: KeyedHash
}

export type Retention = Deps & {
  /** Makes removed content leave the directory store's files, soon. */
  readonly scrubDirectory: () => Promise<boolean>
}

/** What is kept for so many months, and what is not. */
type Limit = { readonly day: string; readonly before: number }

/**
 * Removes what is older than each contract keeps it. Done again, it finds nothing left; stopped, the next run goes on.
 *
 * @throws the first fault, when all contracts were looked at
 */
export async function applyRetention(retention: Retention, signal: AbortSignal): Promise<void> {
  const faults: unknown[] = []
  for (const contract of await contracts.listContracts(retention)) {
    if (contract.retention_months === null) continue
    try {
      await applyTo(retention, contract, limitOf(retention, contract, contract.retention_months), signal)
    } catch (error) {
      signal.throwIfAborted()
      faults.push(error)
    }
  }
  if (faults.length > 0) throw faults[0]
}

/** What such a setting would remove now. */
export async function previewRetention(
  deps: Deps,
  id: ContractId,
  months: number,
): Promise<RetentionPreview> {
  const contract = await contracts.requireContract(deps, id)
  await deps.sequence.through(contract.number)
  const { day, before } = limitOf(deps, contract, months)
  return { before: day, ...(await store.previewOf(deps.events, contract.number, before)) }
}

/** The first day that is kept, and its beginning, in the contract's time zone. */
function limitOf({ clock }: Deps, { time_zone }: contracts.Contract, months: number): Limit {
  const day = addMonths(dayOf(clock().getTime(), time_zone), -months)
  return { day, before: startOfDay(day, time_zone) }
}

async function applyTo(
  retention: Retention,
  contract: contracts.Contract,
  limit: Limit,
  signal: AbortSignal,
): Promise<void> {
  await quarantine.removeBefore(retention.db, contract.number, limit.before)
  let removed = false
  while (await removeSome(retention, contract, limit)) {
    removed = true
    signal.throwIfAborted()
  }
  if (removed) await retention.scrubDirectory()
}

// Their numbers travel in the address of a request, and whoever sends events waits meanwhile.
const peopleAtOnce = 5000

/** Removes the actions of some people, and with the last of them the anonymous actions. False when nothing was left. */
async function removeSome(
  retention: Retention,
  { number }: contracts.Contract,
  { day, before }: Limit,
): Promise<boolean> {
  const { db, events, sequence, clock } = retention
  return await sequence.turn(number, async (turn) => {
    await turn.shown()
    const numbers = await store.peopleExpired(events, number, before, peopleAtOnce)
    const expired = { before, people: numbers.length < peopleAtOnce ? undefined : numbers }
    const found = await store.expiredActions(events, number, expired)
    if (found.rows === 0) return false
    const active = await store.peopleActive(events, number, numbers, before)
    const forgotten = await people.forgetInactive({ db }, number, numbers, active)
    await turn.commit({
      events: [],
      changes: forgotten.changes,
      people: turn.people,
      write: async (tx) => {
        const times = { at: clock().getTime(), refusedAfter: 0 }
        await people.saveForgotten({ ...retention, db: tx }, number, forgotten, found.quotes, times)
        await contracts.recordNarrowing({ db: tx }, number, 'retention_applied')
        const details = { before: day, actions: found.actions, people: forgotten.gone.length }
        await activity.record({ db: tx, clock }, number, activity.system, 'retention_applied', details)
      },
      // After the people: as long as the actions are there, another run finds out whom they concern.
      removal: { rows: found.rows, run: () => store.removeExpired(events, number, expired) },
    })
    return true
  })
}
