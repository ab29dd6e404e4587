import { Button, Menu, Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { useFilters } from '../../ui/use-list-search.ts'
import { useActivityColumns } from './activity-columns.tsx'
import { ActivityFilters } from './activity-filters.tsx'
import { activityQuery, exportPath, faultOfPeriod, type ActivityFilter } from './activity.api.ts'
import classes from './activity.module.css'

const route = getRouteApi('/inside/c/$contract/activity')

/** Who did what in a contract; the filter stands in the address. */
export function ActivityPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const filters = useFilters<ActivityFilter>(route.useSearch())
  const entries = useInfiniteQuery(activityQuery(contract.id, filters.values))
  const columns = useActivityColumns((actor) => filters.change({ actor }))
  const isInOrder = faultOfPeriod(filters.values) === undefined
  const rows = entries.data?.pages.flatMap(({ data }) => data) ?? []
  return (
    <>
      <PageTitle
        about={say('activity.about', { contract: contract.name })}
        action={isInOrder && <ExportMenu />}
        needs="see_activity"
      >
        {say('activity.title')}
      </PageTitle>
      <ActivityFilters contract={contract.id} timeZone={contract.time_zone} filters={filters} />
      {isInOrder && (
        <Answer
          of={entries}
          skeleton={<Skeleton height={480} />}
          isEmpty={() => rows.length === 0}
          empty={<EmptyState title={say('activity.none.title')}>{say('activity.none.about')}</EmptyState>}
        >
          {() => (
            <>
              <DataTable label={say('activity.title')} columns={columns} rows={rows} keyOf={({ id }) => id} />
              {entries.hasNextPage && (
                <div className={classes['more']}>
                  <Button
                    variant="default"
                    loading={entries.isFetchingNextPage}
                    onClick={() => void entries.fetchNextPage()}
                  >
                    {say('activity.older')}
                  </Button>
                </div>
              )}
            </>
          )}
        </Answer>
      )}
    </>
  )
}

function ExportMenu() {
  const { say, language } = useText()
  const { contract } = route.useRouteContext()
  const filter: ActivityFilter = route.useSearch()
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<Icon name="download" />}>
          {say('activity.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['csv', 'xlsx'] as const).map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={exportPath(contract.id, filter, { format, locale: language })}
            download
          >
            {say(`activity.formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
