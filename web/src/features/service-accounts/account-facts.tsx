import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { formatNumber } from '../../lib/format.ts'
import { useContract } from '../../lib/session.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Facts, type Fact } from '../../ui/facts.tsx'
import { When } from '../../ui/when.tsx'
import { AccountState } from './account-state.tsx'
import classes from './service-accounts.module.css'

/** What an account is and may, and how much it did. */
export function AccountFacts({ account }: { readonly account: ServiceAccountAnswer }) {
  const { say, language } = useText()
  const contract = useContract()
  const { networks, expires_at: expiry } = account
  const facts: readonly Fact[] = [
    { label: say('serviceAccounts.columns.state'), value: <AccountState state={account.state} /> },
    {
      label: say('serviceAccounts.columns.client'),
      value: (
        <span className={classes['client']}>
          <code>{account.client_id}</code>
          <CopyButton value={account.client_id} what={say('serviceAccounts.clientId')} />
        </span>
      ),
    },
    { label: say('serviceAccounts.columns.contract'), value: contract?.name },
    { label: say('serviceAccounts.columns.scopes'), value: <code>{account.scopes.join(' ')}</code> },
    {
      label: say('serviceAccounts.limits.networks'),
      value:
        networks.length === 0 ? say('serviceAccounts.facts.everywhere') : <code>{networks.join(', ')}</code>,
    },
    {
      label: say('serviceAccounts.limits.expiry'),
      value: expiry === null ? say('serviceAccounts.facts.never') : <When at={expiry} exact />,
    },
    { label: say('serviceAccounts.facts.owner'), value: account.owner },
    {
      label: say('serviceAccounts.columns.made'),
      value: (
        <>
          <When at={account.created_at} exact /> ·{' '}
          {account.created_by === 'operator' ? say('activity.actors.operator') : account.created_by}
        </>
      ),
    },
    {
      label: say('serviceAccounts.facts.days'),
      value: say('serviceAccounts.facts.use', {
        calls: formatNumber(account.calls_30d, language),
        rows: formatNumber(account.rows_30d, language),
      }),
    },
  ]
  return <Facts facts={facts} />
}
