import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import { bytesOf } from '../../stores/events/statements.ts'

/** The people of a selection, each with the number of their latest action in it, in the order of these numbers. */
export type LeadOrder = { readonly people: Uint32Array; readonly seqs: Float64Array }

const personBytes = 4
const rowBytes = personBytes + 8

/** Reads the order that a statement asks for. */
export async function leadOrder(
  events: EventStore,
  contract: ContractNumber,
  statement: Statement<{ readonly person: number; readonly last_seq: number }>,
): Promise<LeadOrder> {
  const bytes = await bytesOf(events, contract, statement, 'RowBinary')
  const count = bytes.length / rowBytes
  if (!Number.isInteger(count)) throw new TypeError('the engine’s answer ends within a row')
  const people = new Uint32Array(count)
  const seqs = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    people[row] = bytes.readUInt32LE(row * rowBytes)
    seqs[row] = Number(bytes.readBigUInt64LE(row * rowBytes + personBytes))
  }
  return { people, seqs }
}

const personRow = z.object({ person: z.number() })

/** Of whom actions may have been taken away by what was stored with numbers in (after, through]. */
export async function changedPeople(
  events: EventStore,
  contract: ContractNumber,
  { after, through }: { readonly after: number; readonly through: number },
): Promise<readonly number[]> {
  const query = `SELECT DISTINCT person FROM events
WHERE contract = {contract: UInt32} AND seq > {after: UInt64} AND seq <= {through: UInt64}
  AND kind NOT IN ('event', 'release')`
  const rows = await events.rows(query, { contract, after, through })
  return rows.map((row) => personRow.parse(row).person)
}
