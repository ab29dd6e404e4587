import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import type { SegmentEntry } from '@catalytics/contract/contracts.ts'
import { useText } from '../../i18n/texts.ts'
import { fitsSearch } from '../../lib/search-text.ts'
import { segmentsQuery } from '../../lib/segments.ts'
import { Answer } from '../../ui/answer.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ListFilter, ListTools } from '../../ui/list-tools.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import type { Column } from '../../ui/table-columns.ts'
import { useListSearch } from '../../ui/use-list-search.ts'
import { SegmentDialogue, type SegmentAsked } from './segment-dialogue.tsx'

const route = getRouteApi('/inside/c/$contract/settings/catalogs')
const kinds = ['catalog', 'network'] as const

/** The catalogs of a contract and the networks that it is on, with the names that people read. */
export function CatalogsPage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const list = useListSearch(route.useSearch())
  const { kind } = list.values
  const segments = useQuery(segmentsQuery(contract.id))
  const columns = useSegmentColumns()
  const [asked, setAsked] = useState<SegmentAsked>()
  const add = (
    <Button leftSection={<Icon name="plus" />} onClick={() => setAsked('new')}>
      {say('segments.add')}
    </Button>
  )
  return (
    <>
      <PageTitle about={say('segments.about')} action={add} needs="manage_contract">
        {say('segments.title')}
      </PageTitle>
      <Answer
        of={segments}
        skeleton={<Skeleton height={280} />}
        isEmpty={({ data }) => data.every((one) => one.kind === 'site')}
        empty={<EmptyState title={say('segments.none.title')}>{say('segments.none.about')}</EmptyState>}
      >
        {({ data }) => {
          const rows = data.filter(
            (row) =>
              row.kind !== 'site' &&
              fitsSearch(`${row.name} ${row.key}`, list.search) &&
              (kind === undefined || row.kind === kind),
          )
          return (
            <>
              <ListTools
                list={list}
                found={say('segments.found', { count: rows.length })}
                searched={say('segments.search')}
              >
                <ListFilter
                  label={say('segments.kind')}
                  all={say('segments.allKinds')}
                  options={kinds.map((value) => ({ value, label: say(`segmentKinds.${value}`) }))}
                  picked={kind}
                  onPick={(picked) => list.change({ kind: picked })}
                />
              </ListTools>
              <DataTable<SegmentEntry>
                label={say('segments.title')}
                columns={columns}
                rows={rows}
                keyOf={(row) => `${row.kind}:${row.key}`}
                order={list.order}
                onOrder={list.setOrder}
                actionsOf={(row) => (
                  <Button
                    variant="subtle"
                    size="xs"
                    aria-label={say('segments.renameOf', { name: row.name })}
                    onClick={() => setAsked(row)}
                  >
                    {say('segments.rename')}
                  </Button>
                )}
              />
            </>
          )
        }}
      </Answer>
      {segments.data && (
        <SegmentDialogue
          contract={contract.id}
          asked={asked}
          known={segments.data}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

function useSegmentColumns(): readonly Column<SegmentEntry>[] {
  const { say } = useText()
  return [
    {
      id: 'name',
      label: say('segments.columns.name'),
      cell: ({ name }) => <strong>{name}</strong>,
      value: ({ name }) => name,
      narrow: 'title',
    },
    {
      id: 'kind',
      label: say('segments.kind'),
      cell: ({ kind }) => say(`segmentKinds.${kind}`),
      value: ({ kind }) => kind,
      narrow: 'line',
    },
    {
      id: 'key',
      label: say('segments.columns.key'),
      cell: ({ key }) => <code>{key}</code>,
      value: ({ key }) => key,
      narrow: 'line',
    },
  ]
}
