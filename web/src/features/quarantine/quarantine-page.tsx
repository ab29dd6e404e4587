import { Skeleton } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useText } from '../../i18n/texts.ts'
import { Answer } from '../../ui/answer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { QuarantineEntries } from './quarantine-entries.tsx'
import { QuarantineReasons } from './quarantine-reasons.tsx'
import { quarantineQuery } from './quarantine.api.ts'
import classes from './quarantine.module.css'
import { Replayed } from './replayed.tsx'
import { useReplay } from './use-replay.ts'

const route = getRouteApi('/inside/c/$contract/settings/quarantine')

/** Events that were refused: why, which, and another try. */
export function QuarantinePage() {
  const { say } = useText()
  const { contract } = route.useRouteContext()
  const { reason } = route.useSearch()
  const entries = useInfiniteQuery(quarantineQuery(contract.id, reason))
  const replaying = useReplay(contract.id)
  const counts = entries.data?.pages[0]?.counts ?? {}
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return (
    <>
      <PageTitle about={say('quarantine.about')}>{say('quarantine.title')}</PageTitle>
      <Replayed of={replaying} />
      <Answer
        of={entries}
        skeleton={<Skeleton height={480} />}
        isEmpty={() => all === 0}
        empty={<EmptyState title={say('quarantine.none.title')}>{say('quarantine.none.about')}</EmptyState>}
      >
        {({ pages }) => (
          <div className={classes['sides']}>
            <QuarantineReasons counts={counts} all={all} />
            <QuarantineEntries
              // What was chosen belongs to one list.
              key={reason ?? 'all'}
              entries={pages.flatMap(({ data }) => data)}
              reason={reason}
              all={reason === undefined ? all : (counts[reason] ?? 0)}
              more={
                entries.hasNextPage
                  ? { isOnItsWay: entries.isFetchingNextPage, ask: () => void entries.fetchNextPage() }
                  : undefined
              }
              isBusy={replaying.isBusy}
              onReplay={replaying.start}
            />
          </div>
        )}
      </Answer>
    </>
  )
}
