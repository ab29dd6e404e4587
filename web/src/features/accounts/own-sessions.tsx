import { Skeleton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { OwnSessionList } from '@catalytics/contract/accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { browserName } from '../../lib/browser-name.ts'
import { ActButton } from '../../ui/act-button.tsx'
import { Answer } from '../../ui/answer.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { Order } from '../../ui/table-columns.ts'
import { useAct } from '../../ui/use-act.ts'
import { When } from '../../ui/when.tsx'
import { endOwnSession, ownSessionsQuery } from './accounts.api.ts'

type OwnSession = OwnSessionList['data'][number]

/** Where the account is signed in, each to be ended. */
export function OwnSessions() {
  const { say } = useText()
  const sessions = useQuery(ownSessionsQuery)
  const queries = useQueryClient()
  const [order, setOrder] = useState<Order>({ by: 'used', descending: true })
  const ending = useAct({
    act: ({ id }: OwnSession) => endOwnSession(id),
    said: (_, { client }) => say('accounts.sessions.ended', { browser: browserName(client) ?? client }),
    onDone: () => queries.invalidateQueries({ queryKey: ownSessionsQuery.queryKey }),
  })
  return (
    <Answer of={sessions} skeleton={<Skeleton height={96} />}>
      {({ data }) => (
        <>
          {ending.error !== null && <ProblemNote error={ending.error} />}
          <DataTable<OwnSession>
            label={say('accounts.account.sessions')}
            columns={[
              {
                id: 'browser',
                label: say('accounts.sessions.browser'),
                cell: ({ client }) => <span title={client}>{browserName(client) ?? client}</span>,
                narrow: 'title',
              },
              {
                id: 'address',
                label: say('accounts.sessions.address'),
                cell: ({ address }) => address,
                narrow: 'plain',
              },
              {
                id: 'begun',
                label: say('accounts.sessions.begun'),
                cell: ({ created_at: at }) => <When at={at} />,
                value: ({ created_at: at }) => at,
                narrow: 'nowhere',
              },
              {
                id: 'used',
                label: say('accounts.sessions.used'),
                cell: ({ last_used_at: at }) => <When at={at} />,
                value: ({ last_used_at: at }) => at,
                narrow: 'line',
              },
            ]}
            rows={data}
            keyOf={({ id }) => id}
            order={order}
            onOrder={setOrder}
            actionsOf={(session) =>
              session.current ? (
                say('accounts.sessions.this')
              ) : (
                <ActButton
                  variant="default"
                  size="xs"
                  aria-label={say('accounts.sessions.endThis', {
                    browser: browserName(session.client) ?? session.client,
                  })}
                  isBusy={ending.isBusy && ending.of?.id === session.id}
                  onClick={() => ending.start(session)}
                >
                  {say('accounts.sessions.end')}
                </ActButton>
              )
            }
          />
        </>
      )}
    </Answer>
  )
}
