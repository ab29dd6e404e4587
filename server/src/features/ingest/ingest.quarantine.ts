import type { ContractId } from '@catalytics/contract/ids.ts'
import type {
  QuarantineAnswer,
  QuarantineQuery,
  ReplayAnswer,
  ReplayRequest,
} from '@catalytics/contract/quarantine.ts'
import { isoInstant } from '../../lib/clock.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './ingest.store.ts'
import { retryEvents, type Ingest } from './ingest.ts'

/** Refused events, oldest first, with the number of each reason. */
export async function listQuarantine(
  ingest: Ingest,
  id: ContractId,
  { reason, after, limit }: QuarantineQuery,
): Promise<QuarantineAnswer> {
  const contract = await contracts.requireContract(ingest, id)
  const entries = await store.quarantined(ingest.db, contract.number, { reason, after, limit })
  return {
    counts: await store.quarantineCounts(ingest.db, contract.number),
    data: entries.map((entry) => ({ ...entry, received_at: isoInstant(entry.received_at) })),
    next_after: entries.length === limit ? (entries.at(-1)?.id ?? null) : null,
  }
}

const atOnce = 1000

/** Tries chosen events again, or every one of a reason (or of any); what is refused again stays where it was. */
export async function replay(
  ingest: Ingest,
  actor: activity.Actor,
  id: ContractId,
  { reason, ids }: ReplayRequest,
): Promise<ReplayAnswer> {
  const contract = await contracts.requireContract(ingest, id)
  const total = { taken: 0, duplicates: 0, refused: 0 }
  let after: string | undefined
  for (;;) {
    const entries = await store.quarantined(ingest.db, contract.number, {
      reason,
      ids,
      after,
      limit: atOnce,
    })
    if (entries.length === 0) break
    after = entries.at(-1)?.id
    const answer = await retryEvents(ingest, contract, entries.map(eventOf))
    const refused = new Set(answer.rejected.map((rejected) => rejected.index))
    const done = entries.filter((_entry, index) => !refused.has(index)).map((entry) => entry.id)
    await store.removeFromQuarantine(ingest.db, contract.number, done)
    total.taken += answer.accepted
    total.duplicates += answer.duplicates
    total.refused += refused.size
  }
  await activity.record(ingest, contract.number, actor, 'quarantine_replayed', {
    ...total,
    reason: reason ?? (ids === undefined ? 'all' : 'chosen'),
  })
  return total
}

/**
 * The event of an entry. One that was sent without an id takes the entry's, so that it counts once however often it is
 * tried. A text that was cut is no JSON any more: it is refused again, as what it is.
 */
function eventOf({ id, event }: store.QuarantineEntry): unknown {
  try {
    const sent: unknown = JSON.parse(event)
    return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? { id, ...sent } : sent
  } catch {
    return null
  }
}
