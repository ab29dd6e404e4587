import type { KeyboardEvent } from 'react'
import classes from './data-table.module.css'
import type { RowParts } from './table-columns.ts'
import { TableRow } from './table-row.tsx'

type Props<Row> = RowParts<Row> & { readonly rows: readonly Row[] }

/** The body of a table that has all its rows in the page. */
export function EveryRow<Row>({ rows, ...parts }: Props<Row>) {
  return (
    <tbody role="rowgroup" onKeyDown={goAlong}>
      {rows.map((row) => (
        <TableRow key={parts.keyOf(row)} row={row} {...parts} />
      ))}
    </tbody>
  )
}

/** Arrows, Home and End go along the links of the rows. */
function goAlong(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${classes['link']}`)]
  const at = links.findIndex((link) => link === document.activeElement)
  const next = at < 0 ? undefined : rowAfter(event.key, at, links.length - 1)
  if (next === undefined) return
  event.preventDefault()
  links[next]?.focus()
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** The row that a key leads to from another; undefined where the key leads nowhere. */
export function rowAfter(key: string, at: number, last: number): number | undefined {
  return moves[key]?.(at, last)
}
