import type { UseQueryResult } from '@tanstack/react-query'
import type { RetentionPreview } from '@catalytics/contract/retention.ts'
import { useText } from '../../i18n/texts.ts'
import { formatDay } from '../../lib/format.ts'
import { ProblemNote } from '../../ui/problem-note.tsx'
import classes from './contracts.module.css'

/** What a shorter time would remove now; its place is kept while it is counted. */
export function RetentionLoss({ of }: { readonly of: UseQueryResult<RetentionPreview> | undefined }) {
  const { say, language } = useText()
  if (of?.error instanceof Error) return <ProblemNote error={of.error} />
  const data = of?.data
  return (
    <p className={classes['loss']} role="status" aria-busy={data === undefined}>
      {data === undefined
        ? say('contracts.retention.counting')
        : `${say('contracts.retention.before', { day: formatDay(data.before, language) })} ${say(
            'contracts.retention.actions',
            { count: data.actions },
          )} ${say('contracts.retention.people', { count: data.people })}`}
    </p>
  )
}
