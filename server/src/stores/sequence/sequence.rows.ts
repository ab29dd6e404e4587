import { z } from 'zod'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { StoredRowKind } from '../../analytics/row-kinds.ts'
import { emptyCells, eventColumns, type EventColumn } from '../events/schema.ts'

type Cell = string | number | null

/** A row of the event store, its cells in the order of `eventColumns`. */
export type EventRow = readonly Cell[]

/** A change of a person that readers of the feed must learn of. `release`: earlier actions of a new lead. */
export type Change =
  | { readonly kind: 'lead_updated' | 'lead_erased' | 'consent_withdrawn'; readonly person: number }
  /** The actions come under the number `as`, where it is given: of somebody who is being merged into another. */
  | { readonly kind: 'release'; readonly person: number; readonly as?: number }
  /** Another lead, of this id, is the same person. */
  | { readonly kind: 'lead_merged'; readonly person: number; readonly lead: string }

/** The cells of a row by column; what is left out is empty. */
export type EventCells = Readonly<Partial<Record<EventColumn, Cell>>>

/** A row with the given cells; the others are empty. */
export function eventRow(kind: StoredRowKind, cells: EventCells): EventRow {
  return eventColumns.map((column) => (column === 'kind' ? kind : (cells[column] ?? emptyCells[column])))
}

const seqAt = eventColumns.indexOf('seq')
const kindAt = eventColumns.indexOf('kind')
const receivedAt = eventColumns.indexOf('received_at')
const personAt = eventColumns.indexOf('person')
const releasedAt = eventColumns.indexOf('released')

export function withSeq(row: EventRow, seq: number): EventRow {
  return row.with(seqAt, seq)
}

/** The lines of {@link EventRow}s under other numbers, from `firstSeq` on. */
export function renumbered(lines: string, firstSeq: number): string {
  let seq = firstSeq
  return lines
    .split('\n')
    .map((line) => JSON.stringify(withSeq(rowOf(line), seq++)))
    .join('\n')
}

const rowCells = z.array(z.union([z.string(), z.number(), z.null()]))

function rowOf(line: string): EventRow {
  return rowCells.parse(JSON.parse(line))
}

export function changeRow(contract: ContractNumber, change: Change, recordedAt: string): EventRow {
  if (change.kind === 'release') throw new TypeError('a release is made of copies')
  return eventRow(change.kind, {
    contract,
    person: change.person,
    ...(change.kind === 'lead_merged' && { id: change.lead }),
    at: recordedAt,
    received_at: recordedAt,
  })
}

/** An earlier event again, as one of `person`, for the export only: views count the original. */
export function releasedCopy(row: EventRow, person: number, recordedAt: string): EventRow {
  const kind: StoredRowKind = 'release'
  return row.with(kindAt, kind).with(personAt, person).with(receivedAt, recordedAt).with(releasedAt, 1)
}
