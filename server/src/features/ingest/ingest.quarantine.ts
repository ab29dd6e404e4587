import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import {
  sitePrefix,
  sourceKind,
  type QuarantineAnswer,
  type QuarantineQuery,
  type ReplayAnswer,
  type ReplayRequest,
} from '@catalytics/contract/quarantine.ts'
import { isoInstant } from '../../lib/clock.ts'
import { isRecord } from '../../lib/records.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import type { Receipt } from './ingest.check.ts'
import { fileNames } from './ingest.imports.store.ts'
import { keptEvent } from './ingest.kept-events.ts'
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
  const names = await namesOf(ingest, contract.number, new Set(entries.map(({ source }) => source)))
  return {
    counts: await store.quarantineCounts(ingest.db, contract.number),
    data: entries.map((entry) => ({
      ...entry,
      source_name: names.get(entry.source) ?? null,
      received_at: isoInstant(entry.received_at),
      replayable: keptEvent(entry.event) !== undefined,
    })),
    next_after: entries.length === limit ? (entries.at(-1)?.id ?? null) : null,
  }
}

/** What people call these sources: the key of a site, the name of an account, the file of an import. */
async function namesOf(
  ingest: Ingest,
  contract: ContractNumber,
  sources: ReadonlySet<string>,
): Promise<ReadonlyMap<string, string>> {
  const { site = [], import: imported = [], account = [] } = Object.groupBy(sources, sourceKind)
  return new Map([
    ...site.map((source) => [source, source.slice(sitePrefix.length)] as const),
    ...(imported.length === 0 ? [] : await fileNames(ingest.db, contract, imported)),
    ...(account.length === 0 ? [] : await activity.namesOf(ingest, contract, account)),
  ])
}

const atOnce = 1000

/**
 * Tries chosen events again, or every one of a reason (or of any); what is refused again stays where it was.
 *
 * @param stillMay asked before each lot: who may not any more is stopped there, and what was taken before stays
 * @throws whatever `stillMay` throws
 */
export async function replay(
  ingest: Ingest,
  actor: activity.Actor,
  id: ContractId,
  { reason, ids }: ReplayRequest,
  stillMay: () => Promise<void>,
): Promise<ReplayAnswer> {
  const contract = await contracts.requireContract(ingest, id)
  const total = { taken: 0, duplicates: 0, refused: 0 }
  const record = () =>
    activity.record(ingest, contract.number, actor, 'quarantine_replayed', {
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
    const entries = await store.quarantined(ingest.db, contract.number, {
      reason,
      ids,
      after,
      limit: atOnce,
    })
    if (entries.length === 0) break
    after = entries.at(-1)?.id
    for (const [imported, lot] of Map.groupBy(entries, importOf)) {
      const answer = await retryEvents(ingest, contract, lot.map(eventOf), lot.map(receiptOf), imported)
      const refused = new Set(answer.rejected.map((rejected) => rejected.index))
      const done = lot.filter((_entry, index) => !refused.has(index)).map((entry) => entry.id)
      await store.removeFromQuarantine(ingest.db, contract.number, done)
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
