import { Button } from '@mantine/core'
import { useState } from 'react'
import type { PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column, Order } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'
import classes from './people.module.css'

type Action = PersonData['actions'][number]

const shownAtFirst = 50

/** What somebody did; the latest first, and of many the latest only until all are wanted. */
export function PersonActions({ actions }: { readonly actions: readonly Action[] }) {
  const { say } = useText()
  const columns = useActionColumns()
  const [order, setOrder] = useState<Order>({ by: 'at', descending: true })
  const [isAll, setAll] = useState(false)
  if (actions.length === 0) return <p>{say('people.actions.none')}</p>
  const latest = actions.toSorted((a, b) => b.at.localeCompare(a.at))
  return (
    <>
      <DataTable<Action>
        label={say('people.actions.title')}
        columns={columns}
        rows={isAll ? latest : latest.slice(0, shownAtFirst)}
        keyOf={(row) => row.action_id}
        order={order}
        onOrder={setOrder}
      />
      {!isAll && actions.length > shownAtFirst && (
        <p className={classes['more']}>
          <Button variant="default" onClick={() => setAll(true)}>
            {say('people.actions.all', { count: actions.length })}
          </Button>
        </p>
      )}
    </>
  )
}

function useActionColumns(): readonly Column<Action>[] {
  const { say } = useText()
  return [
    {
      id: 'action',
      label: say('people.columns.action'),
      cell: ({ action }) => say(`actions.${action}`),
      value: ({ action }) => action,
      narrow: 'title',
    },
    {
      id: 'at',
      label: say('people.columns.at'),
      cell: ({ at }) => <When at={at} exact />,
      value: ({ at }) => at,
      narrow: 'aside',
    },
    {
      id: 'part',
      label: say('people.columns.part'),
      cell: ({ part_number: number, part_family: family }) => number ?? family,
      value: ({ part_number: number, part_family: family }) => number ?? family ?? '',
      narrow: 'line',
    },
    {
      id: 'what',
      label: say('people.columns.what'),
      cell: ({ cad_format: format, document, quote_message: message }) => format ?? document ?? message,
      narrow: 'line',
    },
    {
      id: 'catalog',
      label: say('people.columns.catalog'),
      cell: ({ catalog }) => catalog,
      value: ({ catalog }) => catalog,
      narrow: 'nowhere',
    },
    {
      id: 'channel',
      label: say('people.columns.channel'),
      cell: ({ channel }) => channel,
      value: ({ channel }) => channel,
      narrow: 'nowhere',
    },
  ]
}
