import type { LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'

export type Column<Row> = {
  readonly id: string
  readonly label: string
  /** Null where there is nothing to show: an en dash stands for it. */
  readonly cell: (row: Row) => ReactNode
  /** What rows are ordered by; without it the column cannot be, unless the server does it. */
  readonly value?: (row: Row) => string | number
  /** Figures stand at the end. */
  readonly align?: 'end'
  /**
   * Where it goes when a row has two lines: at the start or the end of the first, in the second with its name or
   * without (`plain`), or nowhere. The first column leads to the row's page and is always the title.
   */
  readonly narrow: 'title' | 'aside' | 'line' | 'plain' | 'nowhere'
}

export type Order = { readonly by: string; readonly descending: boolean }

/** What a table knows of its rows. */
export type RowParts<Row> = {
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  /** The page of a row: all of it leads there. */
  readonly linkOf?: (row: Row) => Pick<LinkProps, 'to' | 'params' | 'search'>
  /** What can be done with a row from here. */
  readonly actionsOf?: (row: Row) => ReactNode
}

/** The rows by the values of a column: figures by their size, texts as a language orders them. */
export function orderedBy<Row>(
  rows: readonly Row[],
  value: (row: Row) => string | number,
  descending: boolean,
  collator: Intl.Collator,
): readonly Row[] {
  const turn = descending ? -1 : 1
  return rows
    .map((row) => ({ row, by: value(row) }))
    .toSorted(({ by: one }, { by: other }) =>
      typeof one === 'number' && typeof other === 'number'
        ? (one - other) * turn
        : collator.compare(String(one), String(other)) * turn,
    )
    .map(({ row }) => row)
}
