import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { formatNumber } from '../../lib/format.ts'
import { useContract, useSession } from '../../lib/session.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'
import { AccountState } from './account-state.tsx'
import classes from './service-accounts.module.css'

/** What the table tells of each account. */
export function useAccountColumns(): readonly Column<ServiceAccountAnswer>[] {
  const { say, language } = useText()
  const { contracts } = useSession()
  const contract = useContract()
  const dataSet: Column<ServiceAccountAnswer> = {
    id: 'contract',
    label: say('serviceAccounts.columns.contract'),
    cell: () => contract?.name,
    narrow: 'nowhere',
  }
  return [
    {
      id: 'name',
      label: say('serviceAccounts.columns.name'),
      cell: ({ name }) => name,
      value: ({ name }) => name,
      narrow: 'title',
    },
    {
      id: 'client',
      label: say('serviceAccounts.columns.client'),
      cell: ({ client_id: id }) => (
        <span className={classes['client']}>
          <code title={id}>{`${id.slice(0, 11)}…`}</code>
          <CopyButton value={id} what={say('serviceAccounts.clientId')} />
        </span>
      ),
      narrow: 'nowhere',
    },
    ...(contracts.length > 1 ? [dataSet] : []),
    {
      id: 'scopes',
      label: say('serviceAccounts.columns.scopes'),
      cell: ({ scopes }) => <code className={classes['scopes']}>{scopes.join(' ')}</code>,
      narrow: 'nowhere',
    },
    {
      id: 'state',
      label: say('serviceAccounts.columns.state'),
      cell: (account) => <AccountState state={account.state} />,
      value: ({ state }) => state,
      narrow: 'aside',
    },
    {
      id: 'made',
      label: say('serviceAccounts.columns.made'),
      cell: ({ created_at: at, created_by: by }) => (
        <span className={classes['two']}>
          <When at={at} />
          <span className={classes['second']}>
            {by === 'operator' ? say('activity.actors.operator') : by}
          </span>
        </span>
      ),
      value: ({ created_at: at }) => at,
      narrow: 'nowhere',
    },
    {
      id: 'used',
      label: say('serviceAccounts.columns.used'),
      cell: ({ last_used_at: at, passwords }) =>
        at === null ? null : (
          <span className={classes['two']}>
            <When at={at} />
            <span className={classes['second']}>{lastAddress(passwords)}</span>
          </span>
        ),
      value: ({ last_used_at: at }) => at ?? '',
      narrow: 'line',
    },
    {
      id: 'calls',
      label: say('serviceAccounts.columns.calls'),
      cell: ({ calls_30d: calls }) => formatNumber(calls, language),
      value: ({ calls_30d: calls }) => calls,
      align: 'end',
      narrow: 'line',
    },
    {
      id: 'rows',
      label: say('serviceAccounts.columns.rows'),
      cell: ({ rows_30d: rows }) => formatNumber(rows, language),
      value: ({ rows_30d: rows }) => rows,
      align: 'end',
      narrow: 'line',
    },
  ]
}

/** From where the account was used last; undefined when the password of then is gone. */
function lastAddress(passwords: ServiceAccountAnswer['passwords']): string | undefined {
  const used = passwords.filter(({ last_used_at: at }) => at !== null)
  const last = used.toSorted((a, b) => (b.last_used_at ?? '').localeCompare(a.last_used_at ?? ''))[0]
  return last?.last_used_address ?? undefined
}
