import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import { rowsOf } from '../../stores/events/statements.ts'

/** The rows of a statement. */
export function rows<Row>(
  events: EventStore,
  contract: ContractNumber,
  statement: Statement<Row>,
): Promise<readonly Row[]> {
  return rowsOf(events, contract, statement)
}

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
