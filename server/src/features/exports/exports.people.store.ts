import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { EventStore } from '../../stores/events/event-store.ts'

const numbersRow = z.object({ first: z.number().nullable(), erased: z.number().nullable() })

/** The number of a person's first action, and of their erasure; null where there is none. */
export async function numbersOfPerson(
  events: EventStore,
  contract: ContractNumber,
  person: number,
): Promise<z.infer<typeof numbersRow>> {
  const query = `SELECT minOrNullIf(seq, kind IN ('event', 'release')) AS first, maxOrNullIf(seq, kind = 'lead_erased') AS erased
FROM events
WHERE contract = {contract: UInt32} AND person = {person: UInt32}`
  const [row] = await events.rows(query, { contract, person })
  return numbersRow.parse(row)
}
