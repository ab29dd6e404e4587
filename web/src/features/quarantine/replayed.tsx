import type { ReplayAnswer, ReplayRequest } from '@catalytics/contract/quarantine.ts'
import { useText } from '../../i18n/texts.ts'
import { Notice } from '../../ui/notice.tsx'
import { ProblemNote } from '../../ui/problem-note.tsx'
import type { Act } from '../../ui/use-act.ts'

const outcomes = ['taken', 'duplicates', 'refused'] as const

/** What became of the events that were tried again. */
export function Replayed({ of: { answer: data, error } }: { readonly of: Act<ReplayAnswer, ReplayRequest> }) {
  const { say } = useText()
  const told = outcomes.filter((outcome) => data !== undefined && data[outcome] > 0)
  return (
    <div role="status">
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (
        <Notice>
          {told.length === 0
            ? say('quarantine.replayed.nothing')
            : told
                .map((outcome) => say(`quarantine.replayed.${outcome}`, { count: data[outcome] }))
                .join(' ')}
        </Notice>
      )}
    </div>
  )
}
