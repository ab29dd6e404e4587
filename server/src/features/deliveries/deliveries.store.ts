import { z } from 'zod'
import { deliveryRoad } from '@catalytics/contract/deliveries.ts'
import { eventType } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { segment } from '@catalytics/contract/segments.ts'
import { countable, jsonText } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { DeliveriesTable } from '../../stores/directory/schema.ts'

export async function insertDelivery(
  db: Db,
  contract: ContractNumber,
  delivery: Omit<DeliveriesTable, 'contract'>,
): Promise<void> {
  await db
    .insertInto('deliveries')
    .values({ contract, ...delivery })
    .execute()
}

export async function updateDelivery(
  db: Db,
  contract: ContractNumber,
  id: string,
  result: { readonly rows: number; readonly sha256: string | null },
): Promise<void> {
  await db
    .updateTable('deliveries')
    .set(result)
    .where('contract', '=', contract)
    .where('id', '=', id)
    .execute()
}

const filter = z.object({
  rows: z.enum(['actions', 'leads', 'changes']),
  from: z.number().nullable().default(null),
  to: z.number().nullable().default(null),
  actions: z.array(eventType).default([]),
  segments: z.array(segment).default([]),
  countries: z.array(z.string()).default([]),
  segmentLock: z.array(segment).default([]),
})

// What cannot be read of an entry counts as what names it rather once too often, and never stops the search.
const deliveryRow = z.object({
  id: z.string(),
  at: countable.catch(0),
  road: deliveryRoad.catch('api'),
  actor: z.string().catch(''),
  filter: jsonText.pipe(filter).catch(() => filter.parse({ rows: 'actions' })),
  from_seq: countable.catch(0),
  to_seq: countable.catch(Number.MAX_SAFE_INTEGER),
})
export type StoredDelivery = z.infer<typeof deliveryRow>

/** The ledger's entries whose numbers touch (from, to), oldest first, after the entry `after`. */
export async function deliveriesTouching(
  db: Db,
  contract: ContractNumber,
  range: { readonly from: number; readonly to: number; readonly after: string; readonly limit: number },
): Promise<readonly StoredDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .select(['id', 'at', 'road', 'actor', 'filter', 'from_seq', 'to_seq'])
    .where('contract', '=', contract)
    .where('to_seq', '>=', range.from)
    .where('from_seq', '<=', range.to)
    .where('id', '>', range.after)
    .orderBy('id')
    .limit(range.limit)
    .execute()
  return rows.map((row) => deliveryRow.parse(row))
}
