import { useState } from 'react'
import type { PersonData } from '@catalytics/contract/people.ts'
import { useText } from '../../i18n/texts.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Order } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'

type Delivery = PersonData['deliveries'][number]

/** What stands for the operator, who has no id. */
const operator = 'operator'

/** Who received a person's data, when, and by which road. */
export function DeliveriesTable({ deliveries }: { readonly deliveries: readonly Delivery[] }) {
  const { say } = useText()
  const [order, setOrder] = useState<Order>({ by: 'at', descending: true })
  const nameOf = ({ actor, actor_name: name }: Delivery) =>
    actor === operator ? say('activity.actors.operator') : name
  if (deliveries.length === 0) return <p>{say('people.deliveries.none')}</p>
  return (
    <DataTable<Delivery>
      label={say('people.deliveries.title')}
      columns={[
        {
          id: 'actor',
          label: say('people.columns.actor'),
          cell: nameOf,
          value: (delivery) => nameOf(delivery) ?? '',
          narrow: 'title',
        },
        {
          id: 'id',
          label: say('people.columns.actorId'),
          cell: ({ actor }) => (actor === operator ? null : <code>{actor}</code>),
          value: ({ actor }) => actor,
          narrow: 'plain',
        },
        {
          id: 'at',
          label: say('people.columns.at'),
          cell: ({ at }) => <When at={at} exact />,
          value: ({ at }) => at,
          narrow: 'aside',
        },
        {
          id: 'road',
          label: say('people.columns.road'),
          cell: ({ road }) => say(`roads.${road}`),
          value: ({ road }) => road,
          narrow: 'line',
        },
      ]}
      rows={deliveries}
      keyOf={(row) => row.id}
      order={order}
      onOrder={setOrder}
    />
  )
}
