import type { RowReason } from '@catalytics/contract/imports.ts'
import { dayMs } from '../../../lib/clock.ts'

/** What a wall clock and a calendar showed, with no zone: epoch milliseconds of the same fields in UTC. */
export type WallTime = { readonly wallMs: number }

/** A number that is another text than its own shortest decimal form. */
export type WrittenNumber = {
  readonly value: number
  /** The number as people saw it or as it was kept, digit by digit; null where that cannot be known. */
  readonly text: string | null
}

/** One cell as the file holds it: `Date` is an instant, {@link WallTime} a date or time without a zone. */
export type Cell = string | number | boolean | bigint | Date | WallTime | WrittenNumber | null

export function isWrittenNumber(cell: Cell): cell is WrittenNumber {
  return typeof cell === 'object' && cell !== null && !(cell instanceof Date) && 'value' in cell
}

/** Whether it is a date that no calendar here reaches: infinite, or beyond the 275,760 years of ECMAScript's time. */
export function isLostDate(cell: Cell): boolean {
  if (typeof cell !== 'object' || cell === null || isWrittenNumber(cell)) return false
  const ms = cell instanceof Date ? cell.getTime() : cell.wallMs
  // A day less on both sides: a zone may move a wall time by so much.
  return !(Math.abs(ms) < 8.64e15 - 2 * dayMs)
}

/** One row of a table. */
export type SourceRow = {
  /** As people count in the file, from 1; the header of CSV and XLSX is a row too, so data begin at 2 there. */
  readonly row: number
  readonly cells: Readonly<Record<string, Cell>>
  /** Why the row cannot be read; `cells` is empty then. */
  readonly fault?: RowFault
}

export type RowFault = { readonly reason: RowReason; readonly detail: string }

/** A line of wire-form NDJSON: passes through untouched. */
export type SourceEvent = { readonly row: number; readonly event: unknown; readonly fault?: RowFault }

/** An opened file. No handle is held before `rows` is iterated, nor after the iteration ends or is left. */
export type Source<Row> = {
  /** The header; null where rows bring their own keys (NDJSON). A name can occur twice: cells hold the first. */
  readonly columns: readonly string[] | null
  readonly rows: AsyncIterable<Row>
  readonly totalBytes: number
  /** How far into `totalBytes` the reading has come. */
  readonly readBytes: () => number
  /** Known beforehand in Parquet only. */
  readonly totalRows?: number
  /** Whether days count from 1904, not 1900 (ECMA-376-1 section 18.17.4.1). */
  readonly is1904?: boolean
  /** The sheet of a workbook where it is not the one that is read by default. */
  readonly sheet?: string
}

/** What the mapping says about the file itself, and what it needs of it. */
export type SourceOptions = {
  readonly sheet?: string | number | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: Encoding | undefined
  /** Only these columns are read, where the format allows it (Parquet). */
  readonly only?: ReadonlySet<string>
}

export type Encoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be'

/** The cells of a row under the names of the header. Null where every cell is blank: such a row is none. */
export function cellsOf(
  columns: readonly string[],
  values: readonly Cell[],
): Readonly<Record<string, Cell>> | null {
  if (values.every(isBlank)) return null
  const named = columns
    .map((name, index) => [name, values[index] ?? null] as const)
    .filter(([name]) => name !== '')
  // Backwards, so that the first of two columns of one name wins; fromEntries, so that __proto__ is a name like any.
  return Object.fromEntries(named.toReversed())
}

export function isBlank(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '')
}
