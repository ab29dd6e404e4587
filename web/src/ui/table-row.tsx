import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import classes from './data-table.module.css'
import type { RowParts } from './table-columns.ts'

type Props<Row> = RowParts<Row> & {
  readonly row: Row
  /** Of a table that shows some of its rows only: which one this is, from 0. */
  readonly index?: number
  readonly rowRef?: Ref<HTMLTableRowElement>
}

/** One row of a table. */
export function TableRow<Row>({ row, columns, linkOf, actionsOf, index, rowRef }: Props<Row>) {
  const link = linkOf?.(row)
  return (
    <tr
      role="row"
      className={classes['row']}
      data-leads={link !== undefined}
      ref={rowRef}
      // The header is the first row.
      {...(index !== undefined && { 'data-index': index, 'aria-rowindex': index + 2 })}
    >
      {columns.map(({ id, label, cell, align, narrow }, place) => (
        <td key={id} role="cell" data-align={align} data-narrow={narrow}>
          {narrow === 'line' && (
            <>
              <span className={classes['label']}>{label}</span>{' '}
            </>
          )}
          {place === 0 && link !== undefined ? (
            <Link {...link} className={classes['link']}>
              {cell(row)}
            </Link>
          ) : (
            (cell(row) ?? <Nothing />)
          )}
        </td>
      ))}
      {actionsOf !== undefined && (
        <td role="cell" className={classes['actions']} data-narrow="actions">
          {actionsOf(row)}
        </td>
      )}
    </tr>
  )
}

function Nothing() {
  return <span className={classes['nothing']}>–</span>
}
