import { Link, type LinkProps } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'
import { useText } from '../i18n/texts.ts'
import classes from './data-table.module.css'
import { Icon } from './icon.tsx'

export type Column<Row> = {
  readonly id: string
  readonly label: string
  /** Null where there is nothing to show: an en dash stands for it. */
  readonly cell: (row: Row) => ReactNode
  /** What rows are ordered by; without it the column cannot be. */
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

type Props<Row> = {
  /** What the rows are, to the ear. */
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly keyOf: (row: Row) => string
  /** Without, the rows stay as they come. */
  readonly order?: Order
  readonly onOrder?: (order: Order) => void
  /** The page of a row: all of it leads there. */
  readonly linkOf?: (row: Row) => Pick<LinkProps, 'to' | 'params' | 'search'>
  /** What can be done with a row from here. */
  readonly actionsOf?: (row: Row) => ReactNode
}

/**
 * Rows to compare: the header stays, a click on it orders, arrows go from row to row. Where there is no room, a row
 * becomes two lines. (Roles are written out because a table that is laid out otherwise loses its own.)
 */
export function DataTable<Row>(props: Props<Row>) {
  const { label, columns, rows, keyOf, order, onOrder, actionsOf } = props
  return (
    <div className={classes['frame']}>
      <table className={classes['table']} role="table" aria-label={label} onKeyDown={goAlong}>
        <thead role="rowgroup" className={classes['head']}>
          <tr role="row">
            {columns.map((column) => (
              <HeadCell key={column.id} column={column} order={order} onOrder={onOrder} />
            ))}
            {actionsOf !== undefined && <ActionsHead />}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {sorted(rows, columns, order).map((row) => (
            <BodyRow key={keyOf(row)} row={row} {...props} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function ActionsHead() {
  const { say } = useText()
  return (
    <th role="columnheader" className={classes['actions']}>
      <span className="heard">{say('ui.table.actions')}</span>
    </th>
  )
}

type HeadProps<Row> = {
  readonly column: Column<Row>
  readonly order: Order | undefined
  readonly onOrder: Props<Row>['onOrder']
}

function HeadCell<Row>({ column: { id, label, value, align }, order, onOrder }: HeadProps<Row>) {
  const { say } = useText()
  const isBy = order?.by === id
  const isDescending = isBy && order.descending
  return (
    <th
      role="columnheader"
      data-align={align}
      {...(value !== undefined && {
        'aria-sort': isBy ? (isDescending ? 'descending' : 'ascending') : 'none',
      })}
    >
      {value === undefined ? (
        label
      ) : (
        <button
          type="button"
          className={classes['order']}
          title={say('ui.table.order', { column: label })}
          onClick={() => onOrder?.({ by: id, descending: isBy && !isDescending })}
        >
          {label}
          <span className={classes['arrow']} data-shown={isBy} data-up={isBy && !isDescending}>
            <Icon name="chevronDown" />
          </span>
        </button>
      )}
    </th>
  )
}

function BodyRow<Row>({ row, columns, linkOf, actionsOf }: Props<Row> & { readonly row: Row }) {
  const link = linkOf?.(row)
  return (
    <tr role="row" className={classes['row']} data-leads={link !== undefined}>
      {columns.map(({ id, label, cell, align, narrow }, index) => (
        <td key={id} role="cell" data-align={align} data-narrow={narrow}>
          {narrow === 'line' && (
            <>
              <span className={classes['label']}>{label}</span>{' '}
            </>
          )}
          {index === 0 && link !== undefined ? (
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

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], order?: Order) {
  if (order === undefined) return rows
  const { by, descending } = order
  const value = columns.find(({ id }) => id === by)?.value
  if (value === undefined) return rows
  const turn = descending ? -1 : 1
  return rows.toSorted((a, b) => {
    const [one, other] = [value(a), value(b)]
    if (typeof one === 'number' && typeof other === 'number') return (one - other) * turn
    return String(one).localeCompare(String(other)) * turn
  })
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** Arrows, Home and End go along the links of the rows. */
function goAlong(event: KeyboardEvent<HTMLTableElement>): void {
  const move = moves[event.key]
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(`.${classes['link']}`)]
  const at = links.findIndex((link) => link === document.activeElement)
  if (move === undefined || at < 0) return
  event.preventDefault()
  links[move(at, links.length - 1)]?.focus()
}
