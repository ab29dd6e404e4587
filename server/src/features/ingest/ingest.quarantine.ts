import { z } from 'zod'
import { rejectReason } from '@catalytics/contract/events.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { isoInstant } from '../../lib/clock.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './ingest.store.ts'
import { retryEvents, type Ingest } from './ingest.ts'

export const quarantineQuery = z.strictObject({
  reason: rejectReason.optional(),
  after: z.uuid().optional().meta({ description: 'The id of the last entry seen.' }),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
})

export const quarantineAnswer = z
  .object({
    counts: z.record(z.string(), z.int()).meta({ description: 'Refused events by reason, all of them.' }),
    data: z.array(
      z.object({
        id: z.string(),
        received_at: z.string(),
        reason: rejectReason,
        detail: z.string(),
        event: z.string().meta({ description: 'As it was sent (JSON text), cut at 8,000 characters.' }),
        source: z
          .string()
          .meta({ description: 'Client id, import id, or site:KEY for the pages of a site.' }),
      }),
    ),
    next_after: z.string().nullable(),
  })
  .meta({ id: 'Quarantine' })

export const replayRequest = z.strictObject({ reason: rejectReason.optional() })
export const replayAnswer = z
  .object({ taken: z.int(), duplicates: z.int(), refused: z.int() })
  .meta({ id: 'QuarantineReplay' })

/** Refused events, oldest first, with the number of each reason. */
export async function listQuarantine(
  ingest: Ingest,
  id: ContractId,
  query: z.output<typeof quarantineQuery>,
): Promise<z.input<typeof quarantineAnswer>> {
  const contract = await contracts.requireContract(ingest, id)
  const { reason, after, limit } = query
  const entries = await store.quarantined(ingest.db, contract.number, { reason, after, limit })
  return {
    counts: await store.quarantineCounts(ingest.db, contract.number),
    data: entries.map((entry) => ({ ...entry, received_at: isoInstant(entry.received_at) })),
    next_after: entries.length === limit ? (entries.at(-1)?.id ?? null) : null,
  }
}

const atOnce = 1000

/** Tries every refused event of a reason (or of any) again; what is refused again stays where it was. */
export async function replay(
  ingest: Ingest,
  actor: activity.Actor,
  id: ContractId,
  { reason }: z.output<typeof replayRequest>,
): Promise<z.infer<typeof replayAnswer>> {
  const contract = await contracts.requireContract(ingest, id)
  const total = { taken: 0, duplicates: 0, refused: 0 }
  let after: string | undefined
  for (;;) {
    const entries = await store.quarantined(ingest.db, contract.number, { reason, after, limit: atOnce })
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
    reason: reason ?? 'all',
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
