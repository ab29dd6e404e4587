import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { Site } from '@catalytics/contract/sites.ts'
import { useText } from '../../i18n/texts.ts'
import { fitsSearch } from '../../lib/search-text.ts'
import { Answer } from '../../ui/answer.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListTools } from '../../ui/list-tools.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { useListSearch } from '../../ui/use-list-search.ts'
import { When } from '../../ui/when.tsx'
import { NewSiteDialogue } from './new-site-dialogue.tsx'
import { SiteState } from './site-state.tsx'
import { sitesQuery } from './sites.api.ts'

const route = getRouteApi('/inside/c/$contract/settings/sites')

/** The web sites in which catalogs of the contract are embedded. */
export function SitesPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const list = useListSearch(route.useSearch())
  const sites = useQuery(sitesQuery(contract.id))
  const columns = useSiteColumns()
  const [isAdding, setAdding] = useState(false)
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
      {say('sites.add')}
    </Button>
  )
  return (
    <>
      <PageTitle about={say('sites.about')} action={add} needs="manage_contract">
        {say('sites.title')}
      </PageTitle>
      <Answer
        of={sites}
        skeleton={<Skeleton height={280} />}
        isEmpty={({ data }) => data.length === 0}
        empty={<EmptyState title={say('sites.none.title')}>{say('sites.none.about')}</EmptyState>}
      >
        {({ data }) => {
          const rows = data.filter((row) =>
            fitsSearch(`${row.name} ${row.key} ${row.origins.join(' ')}`, list.search),
          )
          return (
            <>
              <ListTools
                list={list}
                found={say('sites.found', { count: rows.length })}
                searched={say('sites.search')}
              />
              <DataTable<Site>
                label={say('sites.title')}
                columns={columns}
                rows={rows}
                keyOf={(row) => row.key}
                order={list.order}
                onOrder={list.setOrder}
                linkOf={(row) => ({
                  to: '/c/$contract/settings/sites/$site',
                  params: { contract: contract.id, site: row.key },
                })}
              />
            </>
          )
        }}
      </Answer>
      <NewSiteDialogue
        contract={contract.id}
        known={sites.data?.data ?? []}
        isOpen={isAdding}
        onClose={() => setAdding(false)}
      />
    </>
  )
}

function useSiteColumns(): readonly Column<Site>[] {
  const { say } = useText()
  return [
    {
      id: 'name',
      label: say('sites.columns.name'),
      cell: ({ name }) => name,
      value: ({ name }) => name,
      narrow: 'title',
    },
    {
      id: 'state',
      label: say('sites.columns.state'),
      cell: (site) => <SiteState site={site} />,
      narrow: 'aside',
    },
    {
      id: 'key',
      label: say('sites.columns.key'),
      cell: ({ key }) => <code>{key}</code>,
      value: ({ key }) => key,
      narrow: 'nowhere',
    },
    {
      id: 'origins',
      label: say('sites.columns.origins'),
      cell: ({ origins: [first, ...rest] }) =>
        first === undefined ? null : `${first}${rest.length === 0 ? '' : ` +${rest.length}`}`,
      narrow: 'nowhere',
    },
    {
      id: 'event',
      label: say('sites.columns.lastEvent'),
      cell: ({ last_event_at: at }) => (at === null ? null : <When at={at} />),
      value: ({ last_event_at: at }) => at ?? '',
      narrow: 'line',
    },
  ]
}
