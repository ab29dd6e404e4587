import { lazy, Suspense, useSyncExternalStore } from 'react'
import { useText } from '../i18n/texts.ts'
import { collatorOf } from '../lib/collate.ts'
import classes from './data-table.module.css'
import { EveryRow } from './every-row.tsx'
import { Icon } from './icon.tsx'
import { orderedBy, type Column, type Order, type RowParts } from './table-columns.ts'
import { TableRow } from './table-row.tsx'

type Props<Row> = RowParts<Row> & {
  /** What the rows are, to the ear. */
  readonly label: string
  readonly rows: readonly Row[]
  /** Without, the rows stay as they come. */
  readonly order?: Order
  readonly onOrder?: (order: Order) => void
  /** The ids of the columns that the server orders by: then the rows stay as they come, and `order` says how that is. */
  readonly orderedByServer?: readonly string[]
}

// Few tables are so long: the code for them is fetched with the first one.
const RowsInSight = lazy(async () => ({
  default: (await import('./rows-in-sight.tsx')).RowsInSight,
}))

/** With more rows, a page holds those in sight only. On paper there are all. */
const mostRowsInPage = 300

/**
 * Rows to compare: the header stays, a click on it orders, arrows go from row to row. Where there is no room, a row
 * becomes two lines. (Roles are written out because a table that is laid out otherwise loses its own.)
 */
export function DataTable<Row>({ label, rows, order, onOrder, orderedByServer, ...parts }: Props<Row>) {
  const { language } = useText()
  const { columns, actionsOf } = parts
  const isPrinted = useIsPrinted()
  const valueOf = columns.find(({ id }) => id === order?.by)?.value
  const ordered =
    order === undefined || valueOf === undefined || orderedByServer !== undefined
      ? rows
      : orderedBy(rows, valueOf, order.descending, collatorOf(language))
  const isInSightOnly = rows.length > mostRowsInPage && !isPrinted
  const canOrder = ({ id, value }: Column<Row>) => orderedByServer?.includes(id) ?? value !== undefined
  return (
    <div className={classes['frame']}>
      <table
        className={classes['table']}
        role="table"
        aria-label={label}
        // With the header.
        {...(isInSightOnly && { 'aria-rowcount': rows.length + 1 })}
      >
        <thead role="rowgroup" className={classes['head']}>
          <tr role="row" {...(isInSightOnly && { 'aria-rowindex': 1 })}>
            {columns.map((column) => (
              <HeadCell
                key={column.id}
                column={column}
                canOrder={canOrder(column)}
                order={order}
                onOrder={onOrder}
              />
            ))}
            {actionsOf !== undefined && <ActionsHead />}
          </tr>
        </thead>
        {isInSightOnly ? (
          <Suspense fallback={<EveryRow rows={ordered.slice(0, mostRowsInPage)} {...parts} />}>
            <RowsInSight
              keys={ordered.map(parts.keyOf)}
              columns={columns.length}
              rowAt={(index, ref) => {
                const row = ordered[index]
                return row !== undefined && <TableRow {...parts} row={row} index={index} rowRef={ref} />
              }}
            />
          </Suspense>
        ) : (
          <EveryRow rows={ordered} {...parts} />
        )}
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
  readonly canOrder: boolean
  readonly order: Order | undefined
  readonly onOrder: Props<Row>['onOrder']
}

function HeadCell<Row>({ column: { id, label, align }, canOrder, order, onOrder }: HeadProps<Row>) {
  const { say } = useText()
  const isBy = order?.by === id
  const isDescending = isBy && order.descending
  return (
    <th
      role="columnheader"
      data-align={align}
      {...(canOrder && {
        'aria-sort': isBy ? (isDescending ? 'descending' : 'ascending') : 'none',
      })}
    >
      {!canOrder ? (
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

const paper = typeof window === 'undefined' ? undefined : window.matchMedia('print')

/** Whether the page is being put on paper. */
function useIsPrinted(): boolean {
  return useSyncExternalStore(
    whenPrinted,
    () => paper?.matches === true,
    () => false,
  )
}

function whenPrinted(listener: () => void): () => void {
  paper?.addEventListener('change', listener)
  return () => paper?.removeEventListener('change', listener)
}
