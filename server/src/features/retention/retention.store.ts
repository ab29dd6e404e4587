import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { EventStore, Params } from '../../stores/events/event-store.ts'

/** Actions before an instant (epoch milliseconds); of some people only, or of everybody and nobody. */
export type Expired = { readonly before: number; readonly people: readonly number[] | undefined }

/** The event's own row and the copies of it that a consent has made: all that says what somebody did. */
const isAction = "kind IN ('event', 'release')"

const personRow = z.object({ person: z.number() })

/** Who has expired actions, in the order of their numbers. */
export async function peopleExpired(
  events: EventStore,
  contract: ContractNumber,
  before: number,
  limit: number,
): Promise<readonly number[]> {
  const query = `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND ${isAction} AND person > 0 AND at < fromUnixTimestamp64Milli({before: Int64})
ORDER BY person LIMIT {limit: UInt32}`
  const rows = await events.rows(query, { contract, before, limit })
  return rows.map((row) => personRow.parse(row).person)
}

/** Of these people, those who did something since. */
export async function peopleActive(
  events: EventStore,
  contract: ContractNumber,
  people: readonly number[],
  since: number,
): Promise<ReadonlySet<number>> {
  const query = `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND kind = 'event' AND person IN {people: Array(UInt32)}
  AND at >= fromUnixTimestamp64Milli({since: Int64})`
  const rows = await events.rows(query, { contract, people, since })
  return new Set(rows.map((row) => personRow.parse(row).person))
}

const expiredRow = z.object({
  rows: z.coerce.number(),
  actions: z.coerce.number(),
  quotes: z.array(z.string()),
})

/** How much has expired, and which of it are requests for quotation. */
export async function expiredActions(events: EventStore, contract: ContractNumber, expired: Expired) {
  const { where, params } = condition(contract, expired)
  const query = `SELECT count() AS rows, countIf(kind = 'event') AS actions,
  arrayMap(id -> toString(id), groupUniqArrayIf(id, type = 'quote_request')) AS quotes
FROM events WHERE ${where}`
  const [row] = await events.rows(query, params)
  return expiredRow.parse(row)
}

/** Removes what has expired, on the disk too. */
export async function removeExpired(
  events: EventStore,
  contract: ContractNumber,
  expired: Expired,
): Promise<void> {
  const { where, params } = condition(contract, expired)
  await events.command(`ALTER TABLE events DELETE WHERE ${where}`, params)
}

function condition(contract: ContractNumber, { before, people }: Expired) {
  const params: Params = { contract, before, ...(people === undefined ? {} : { people }) }
  const only = people === undefined ? '' : ' AND person IN {people: Array(UInt32)}'
  const where = `contract = {contract: UInt32} AND ${isAction} AND at < fromUnixTimestamp64Milli({before: Int64})${only}`
  return { where, params }
}

const previewRow = z.object({ actions: z.coerce.number(), people: z.coerce.number() })

/** How many actions there are before an instant, and how many people have none after it. */
export async function previewOf(events: EventStore, contract: ContractNumber, before: number) {
  const query = `SELECT sum(early) AS actions, countIf(person > 0 AND last < fromUnixTimestamp64Milli({before: Int64})) AS people
FROM (
  SELECT person, max(at) AS last, countIf(at < fromUnixTimestamp64Milli({before: Int64})) AS early
  FROM events WHERE contract = {contract: UInt32} AND kind = 'event' GROUP BY person
)`
  const [row] = await events.rows(query, { contract, before })
  return previewRow.parse(row)
}
