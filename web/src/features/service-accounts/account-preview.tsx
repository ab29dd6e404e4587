import { Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Lead } from '@catalytics/contract/leads.ts'
import type { ServiceAccountAnswer, ServiceAccountPreview } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { formatNumber } from '../../lib/format.ts'
import { useContract } from '../../lib/session.ts'
import { Answer } from '../../ui/answer.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { When } from '../../ui/when.tsx'
import { previewQuery } from './service-accounts.api.ts'
import classes from './service-accounts.module.css'

/** What an account would get if it called now: whose data, through which segments, how much, and a sample. */
export function AccountPreview({ account }: { readonly account: ServiceAccountAnswer }) {
  const { say } = useText()
  const preview = useQuery(previewQuery(account.contract, account.id))
  return (
    <section className={classes['part']} aria-labelledby="account-preview">
      <h2 id="account-preview">{say('serviceAccounts.preview.title')}</h2>
      <Answer of={preview} skeleton={<Skeleton height={200} />}>
        {(found) => <Preview preview={found} />}
      </Answer>
    </section>
  )
}

function Preview({ preview: { segments, leads } }: { readonly preview: ServiceAccountPreview }) {
  const { say, language } = useText()
  const contract = useContract()
  const names = new Intl.ListFormat(language, { type: 'unit' }).format(segments.map(({ name }) => name))
  const whole = [
    { label: say('serviceAccounts.columns.contract'), value: contract?.name },
    {
      label: say('serviceAccounts.limits.segments'),
      value: segments.length === 0 ? say('serviceAccounts.limits.allSegments') : names,
    },
  ]
  if (leads === null) {
    return (
      <>
        <Facts facts={whole} />
        <p>{say('serviceAccounts.preview.noLeads')}</p>
      </>
    )
  }
  const { first_action_at: first, last_action_at: last } = leads
  return (
    <>
      <Facts
        facts={[
          ...whole,
          { label: say('serviceAccounts.preview.leads'), value: formatNumber(leads.count, language) },
          { label: say('serviceAccounts.preview.actions'), value: formatNumber(leads.actions, language) },
          {
            label: say('serviceAccounts.preview.first'),
            value: first === null ? null : <When at={first} exact />,
          },
          {
            label: say('serviceAccounts.preview.last'),
            value: last === null ? null : <When at={last} exact />,
          },
        ]}
      />
      {leads.sample.length > 0 && <Sample rows={leads.sample} />}
    </>
  )
}

function Sample({ rows }: { readonly rows: readonly Lead[] }) {
  const { say, language } = useText()
  const columns: readonly Column<Lead>[] = [
    {
      id: 'email',
      label: say('accounts.email'),
      cell: ({ email }) => email,
      narrow: 'title',
    },
    {
      id: 'name',
      label: say('serviceAccounts.preview.columns.name'),
      cell: ({ first_name: first, last_name: family }) =>
        [first, family].filter((part) => part !== null).join(' ') || null,
      narrow: 'plain',
    },
    {
      id: 'company',
      label: say('personFields.company'),
      cell: ({ company }) => company,
      narrow: 'plain',
    },
    {
      id: 'country',
      label: say('personFields.country'),
      cell: ({ country_name: country }) => country,
      narrow: 'plain',
    },
    {
      id: 'actions',
      label: say('serviceAccounts.preview.columns.actions'),
      cell: ({ actions }) => formatNumber(actions, language),
      align: 'end',
      narrow: 'nowhere',
    },
    {
      id: 'last',
      label: say('serviceAccounts.preview.columns.last'),
      cell: ({ last_action_at: at }) => (at === null ? null : <When at={at} />),
      narrow: 'aside',
    },
  ]
  return (
    <div>
      <h3>{say('serviceAccounts.preview.sample')}</h3>
      <DataTable
        label={say('serviceAccounts.preview.sample')}
        columns={columns}
        rows={rows}
        keyOf={({ lead_id: id }) => id}
      />
    </div>
  )
}
