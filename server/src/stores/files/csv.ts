import type { Column, Row } from './table.ts'

/** How rows become lines of CSV. Both texts end with their line break. */
export type CsvDialect = {
  /** What stands before the first row. */
  readonly header: (columns: readonly Column[]) => string
  readonly row: (row: Row, columns: readonly Column[]) => string
}

/**
 * The header line of CSV for machines: RFC 4180, comma, CRLF, UTF-8 without byte order mark. Text is never altered,
 * null is an empty field, the empty text is `""`, booleans are true and false, numbers have a dot.
 */
export function csvHeader(columns: readonly Column[]): string {
  return `${columns.map((column) => csvText(column.name)).join(',')}\r\n`
}

/** One line of CSV for machines, with its CRLF. */
export function csvRow(row: Row, columns: readonly Column[]): string {
  let line = ''
  let separator = ''
  for (const column of columns) {
    line += separator
    separator = ','
    const value = row[column.name]
    if (typeof value === 'string') line += csvText(value)
    else if (value !== null && value !== undefined) line += String(value)
  }
  return `${line}\r\n`
}

/** One text as a CSV field: quoted where a reader would otherwise split it or take it for null. */
export function csvText(value: string): string {
  return value === '' || needsQuotes.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

const needsQuotes = /[",\r\n]/

export const machineCsv: CsvDialect = { header: csvHeader, row: csvRow }
