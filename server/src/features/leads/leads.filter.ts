import type { EventType } from '@catalytics/contract/events.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { periodOf } from '../../analytics/period.ts'

/** Which actions are asked for. Empty lists ask for all. */
export type LeadFilter = {
  /** Epoch milliseconds, included; null without a beginning. */
  readonly from: number | null
  /** Epoch milliseconds, excluded; null without an end. */
  readonly to: number | null
  readonly actions: readonly EventType[]
  readonly segments: readonly Segment[]
  readonly countries: readonly string[]
  /** The service account's own limits; where not empty, nothing else is seen. */
  readonly segmentLock: readonly Segment[]
}

type Asked = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly tz?: string | undefined
  readonly actions?: readonly EventType[] | undefined
  readonly segments?: readonly Segment[] | undefined
  readonly countries?: readonly string[] | undefined
}

/**
 * @param timeZone the contract's, in which days begin unless the call names another
 * @throws AppError `invalid` when the end does not lie after the beginning
 */
export function leadFilter(asked: Asked, timeZone: string, segmentLock: readonly Segment[]): LeadFilter {
  return {
    ...periodOf(asked, asked.tz ?? timeZone),
    actions: sortedSet(asked.actions),
    segments: sortedSet(asked.segments),
    countries: sortedSet(asked.countries),
    segmentLock,
  }
}

function sortedSet<Item extends string>(items: readonly Item[] | undefined): readonly Item[] {
  return [...new Set(items)].toSorted()
}
