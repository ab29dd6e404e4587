import type { Column, Row } from './table.ts'

/** One line of NDJSON: an object with every column in order, nulls included, and a line feed. */
export function ndjsonRow(row: Row, columns: readonly Column[]): string {
  const ordered: Record<string, Row[string]> = {}
  for (const { name } of columns) ordered[name] = row[name] ?? null
  return `${JSON.stringify(ordered)}\n`
}
