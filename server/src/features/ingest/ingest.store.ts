import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { linesOf } from '../../lib/lines.ts'
import type { EventStore } from '../../stores/events/event-store.ts'

const hashRow = z.object({ id: z.string(), hash: z.coerce.number() })
// Parameters travel in the address of a request; this many stay well below the limits of it.
const idsPerQuestion = 2000

/** The stored content hashes of these events, by id; 0 where the content was erased. */
export async function hashesOf(
  events: EventStore,
  contract: ContractNumber,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  const query = `SELECT id, hash FROM events
WHERE contract = {contract: UInt32} AND kind = 'event' AND id IN {ids: Array(UUID)}`
  for (const chunk of chunksOf(ids, idsPerQuestion)) {
    for (const answer of await events.rows(query, { contract, ids: chunk })) {
      const row = hashRow.parse(answer)
      found.set(row.id, row.hash)
    }
  }
  return found
}

/** The ids of the events stored with numbers in (after, through]. */
export async function* idsBetween(
  events: EventStore,
  contract: ContractNumber,
  after: number,
  through: number,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const query = `SELECT id FROM events
WHERE contract = {contract: UInt32} AND kind = 'event' AND seq > {after: UInt64} AND seq <= {through: UInt64}`
  const ids = events.stream(query, { contract, after, through }, 'TabSeparated', { signal })
  for await (const lines of linesOf(ids, 1)) yield* lines
}
