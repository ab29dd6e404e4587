import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { EventStore } from '../../stores/events/event-store.ts'

export { rowsOf as rows } from '../../stores/events/statements.ts'

const updateRow = z.object({ seq: z.number() })

/** The numbers under which the feed told that these people had changed, in their order. */
export async function updatesOf(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
): Promise<readonly number[]> {
  const query = `SELECT seq FROM events
WHERE contract = {contract: UInt32} AND person IN {people: Array(UInt32)} AND kind = 'lead_updated' ORDER BY seq`
  return (await events.rows(query, { contract, people })).map((row) => updateRow.parse(row).seq)
}
