import type { IngestAnswer } from '@catalytics/contract/events.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { sourceKind, type ReplayAnswer, type ReplayRequest } from '@catalytics/contract/quarantine.ts'
import { isRecord } from '../../lib/records.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { keptEvent } from './quarantine.kept-events.ts'
import * as store from './quarantine.store.ts'
import type { Deps } from './quarantine.ts'

export type ReplayDeps = Deps & {
  /**
   * Takes events that were refused before; what is refused again is not added a second time.
   *
   * @param importId of the import that brought them; empty for others
   */
  readonly retry: (
    contract: contracts.Contract,
    sent: readonly unknown[],
    receipts: readonly Receipt[],
    importId: string,
  ) => Promise<IngestAnswer>
}

/** When an event came, and whether its sender has nothing but a public key of a site. */
type Receipt = { readonly at: number; readonly byPage: boolean }

const atOnce = 1000

/**
 * Tries chosen events again, or every one of a reason (or of any); what is refused again stays where it was.
 *
 * @param stillMay asked before each lot: who may not any more is stopped there, and what was taken before stays
 * @throws whatever `stillMay` throws
 */
export async function replay(
  deps: ReplayDeps,
  actor: activity.Actor,
  id: ContractId,
  { reason, ids }: ReplayRequest,
  stillMay: () => Promise<void>,
): Promise<ReplayAnswer> {
  const contract = await contracts.requireContract(deps, id)
  const total = { taken: 0, duplicates: 0, refused: 0 }
  const record = () =>
    activity.record(deps, contract.number, actor, 'quarantine_replayed', {
      ...total,
      reason: reason ?? (ids === undefined ? 'all' : 'chosen'),
    })
  let after: string | undefined
  for (;;) {
    try {
      await stillMay()
    } catch (error) {
      if (after !== undefined) await record()
      throw error
    }
    const entries = await store.quarantined(deps.db, contract.number, {
      reason,
      ids,
      after,
      limit: atOnce,
    })
    if (entries.length === 0) break
    after = entries.at(-1)?.id
    for (const [imported, lot] of Map.groupBy(entries, importOf)) {
      const answer = await deps.retry(contract, lot.map(eventOf), lot.map(receiptOf), imported)
      const refused = new Set(answer.rejected.map((rejected) => rejected.index))
      const done = lot.filter((_entry, index) => !refused.has(index)).map((entry) => entry.id)
      await store.removeFromQuarantine(deps.db, contract.number, done)
      total.taken += answer.accepted
      total.duplicates += answer.duplicates
      total.refused += refused.size
    }
  }
  await record()
  return total
}

/** The import that brought an entry, which takes it back when it is undone; empty for others. */
function importOf({ source }: store.QuarantineEntry): string {
  return sourceKind(source) === 'import' ? source : ''
}

/** Waiting here makes nothing later, and nobody's word weigh more. */
function receiptOf({ received_at, source }: store.QuarantineEntry): Receipt {
  return { at: received_at, byPage: sourceKind(source) === 'site' }
}

/**
 * The event of an entry. One that was sent without an id takes the entry's, so that it counts once however often it is
 * tried. One that is not kept as it was sent is null here, which is always refused.
 */
function eventOf({ id, event }: store.QuarantineEntry): unknown {
  const sent = keptEvent(event)?.sent ?? null
  return isRecord(sent) ? { id, ...sent } : sent
}
