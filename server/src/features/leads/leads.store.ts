import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { EventStore } from '../../stores/events/event-store.ts'

export { rowsOf as rows } from '../../stores/events/statements.ts'

const personRow = z.object({ person: z.number() })

/** Who has changed as a lead, with numbers in (after, through]; at most so many of them. */
export async function updatedPeople(
  events: EventStore,
  contract: ContractNumber,
  { after, through }: { readonly after: number; readonly through: number },
  most: number,
): Promise<readonly number[]> {
  const query = `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64} AND kind = 'lead_updated'
LIMIT {most: UInt32}`
  const rows = await events.rows(query, { contract, after, through, most })
  return rows.map((row) => personRow.parse(row).person)
}

/** Who has withdrawn their consent, was erased, or became part of somebody else, after a number. */
export async function peopleWhoLeft(
  events: EventStore,
  contract: ContractNumber,
  after: number,
): Promise<readonly number[]> {
  const query = `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND kind IN ('consent_withdrawn', 'lead_erased', 'lead_merged')`
  return (await events.rows(query, { contract, after })).map((row) => personRow.parse(row).person)
}
