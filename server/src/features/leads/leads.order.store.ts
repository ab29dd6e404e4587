import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Statement } from '../../analytics/sql/statement.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import { bytesOf } from '../../stores/events/statements.ts'

/** The people of a selection, each with the number of their latest action in it, in the order of these numbers. */
export type LeadOrder = { readonly people: Uint32Array; readonly seqs: Float64Array }

const personBytes = 4
const seqBytes = 8
const flagBytes = 1

/** Reads the order that a statement asks for. */
export async function leadOrder(
  events: EventStore,
  contract: ContractNumber,
  statement: Statement<{ readonly person: number; readonly last_seq: number }>,
): Promise<LeadOrder> {
  const { bytes, count, at } = table(
    await bytesOf(events, contract, statement, 'RowBinary'),
    personBytes + seqBytes,
  )
  const people = new Uint32Array(count)
  const seqs = new Float64Array(count)
  for (let row = 0; row < count; row += 1) {
    people[row] = bytes.readUInt32LE(at(row))
    seqs[row] = Number(bytes.readBigUInt64LE(at(row) + personBytes))
  }
  return { people, seqs }
}

/** What is new: who acted, in order, and of whom actions may have been taken away. */
export type OrderChanges = { readonly active: LeadOrder; readonly changed: readonly number[] }

/** Reads the changes of an order that a statement asks for. */
export async function orderChanges(
  events: EventStore,
  contract: ContractNumber,
  statement: Statement<{ readonly person: number; readonly last_seq: number; readonly is_changed: number }>,
): Promise<OrderChanges> {
  const { bytes, count, at } = table(
    await bytesOf(events, contract, statement, 'RowBinary'),
    personBytes + seqBytes + flagBytes,
  )
  const people: number[] = []
  const seqs: number[] = []
  const changed: number[] = []
  for (let row = 0; row < count; row += 1) {
    const person = bytes.readUInt32LE(at(row))
    const seq = Number(bytes.readBigUInt64LE(at(row) + personBytes))
    if (seq > 0) {
      people.push(person)
      seqs.push(seq)
    }
    if (bytes.readUInt8(at(row) + personBytes + seqBytes) === 1) changed.push(person)
  }
  return { active: { people: Uint32Array.from(people), seqs: Float64Array.from(seqs) }, changed }
}

/** An answer of rows of one length. */
function table(bytes: Buffer, rowBytes: number) {
  const count = bytes.length / rowBytes
  if (!Number.isInteger(count)) throw new TypeError('the engine’s answer ends within a row')
  return { bytes, count, at: (row: number) => row * rowBytes }
}
