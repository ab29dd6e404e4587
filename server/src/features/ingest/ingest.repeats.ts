import type { CheckedEvent } from './ingest.check.ts'
import type { Outcome, Submission } from './ingest.groups.ts'

/**
 * Finds events whose id was there before, in the store or earlier in the group. The same content is a repetition and
 * counts no more; other content under the same id is refused. A stored hash of 0 means that the content was erased.
 *
 * @returns per submission the outcome of each event, and the events that are new, in the group's order
 */
export function findRepeats(
  group: readonly Submission[],
  stored: ReadonlyMap<string, number>,
): { readonly outcomes: readonly (readonly Outcome[])[]; readonly fresh: readonly FreshEvent[] } {
  const seen = new Map<string, number>()
  const fresh: FreshEvent[] = []
  const outcomes = group.map(({ events, importId }) =>
    events.map((event): Outcome => {
      const before = stored.get(event.id) ?? seen.get(event.id)
      if (before === undefined) {
        seen.set(event.id, event.hash)
        fresh.push({ ...event, importId })
        return 'accepted'
      }
      return before === 0 || before === event.hash ? 'duplicate' : clash
    }),
  )
  return { outcomes, fresh }
}

export type FreshEvent = CheckedEvent & { readonly importId: string }

const clash = {
  reason: 'id_conflict',
  detail: 'id: another event with this id is stored already; give each event its own id',
} as const
