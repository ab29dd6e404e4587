import { Anchor, Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ServiceAccountAnswer } from '@catalytics/contract/service-accounts.ts'
import { useText } from '../../i18n/texts.ts'
import { fitsSearch } from '../../lib/search-text.ts'
import { Answer } from '../../ui/answer.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListFilter, ListTools } from '../../ui/list-tools.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useListSearch } from '../../ui/use-list-search.ts'
import { useAccountColumns } from './service-accounts-columns.tsx'
import { serviceAccountsQuery } from './service-accounts.api.ts'

const route = getRouteApi('/inside/c/$contract/service-accounts')
const states = ['enabled', 'disabled', 'expired'] as const

/** All service accounts of a contract; what is searched, filtered and ordered stands in the address. */
export function ServiceAccountsPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const list = useListSearch(route.useSearch())
  const { state } = list.values
  const accounts = useQuery(serviceAccountsQuery(contract.id))
  const columns = useAccountColumns()
  const create = (
    <Button
      renderRoot={(props) => (
        <Link {...props} to="/c/$contract/service-accounts/new" params={{ contract: contract.id }} />
      )}
      leftSection={<Icon name="plus" />}
    >
      {say('serviceAccounts.create')}
    </Button>
  )
  return (
    <>
      <PageTitle
        about={
          <>
            {say('serviceAccounts.about')}{' '}
            <Anchor href="/api/docs/" target="_blank">
              {say('serviceAccounts.howTo')}
            </Anchor>
          </>
        }
        action={create}
        needs="manage_service_accounts"
      >
        {say('serviceAccounts.title')}
      </PageTitle>
      <Answer
        of={accounts}
        skeleton={<Skeleton height={280} />}
        isEmpty={({ data }) => data.length === 0}
        empty={
          <EmptyState title={say('serviceAccounts.none.title')} action={create}>
            {say('serviceAccounts.none.about')}
          </EmptyState>
        }
      >
        {({ data }) => {
          const rows = data.filter(
            (row) =>
              fitsSearch(searchedText(row, list.search), list.search) &&
              (state === undefined || row.state === state),
          )
          return (
            <>
              <ListTools
                list={list}
                found={say('serviceAccounts.found', { count: rows.length })}
                searched={say('serviceAccounts.search')}
              >
                <ListFilter
                  label={say('serviceAccounts.state')}
                  all={say('serviceAccounts.allStates')}
                  options={states.map((value) => ({ value, label: say(`serviceAccounts.states.${value}`) }))}
                  picked={state}
                  onPick={(picked) => list.change({ state: picked })}
                />
              </ListTools>
              <DataTable
                label={say('serviceAccounts.title')}
                columns={columns}
                rows={rows}
                keyOf={(row) => row.id}
                order={list.order}
                onOrder={list.setOrder}
                linkOf={(row) => ({
                  to: '/c/$contract/service-accounts/$account',
                  params: { contract: contract.id, account: row.id },
                })}
              />
            </>
          )
        }}
      </Answer>
    </>
  )
}

// Every client id begins alike: who types "cat" means a name with it.
function searchedText({ name, owner, client_id: id }: ServiceAccountAnswer, search: string): string {
  return `${name} ${owner} ${search.startsWith('cat_') ? id : id.slice('cat_sa_'.length)}`
}
