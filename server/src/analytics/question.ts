import type { EventType } from '@catalytics/contract/events.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { periodOf, type Period } from './period.ts'

/** Which actions are asked for. Empty lists ask for all. */
export type Filter = Period & {
  readonly actions: readonly EventType[]
  readonly segments: readonly Segment[]
  readonly countries: readonly string[]
  /** The limits of whoever asks; where not empty, nothing else is seen. */
  readonly segmentLock: readonly Segment[]
}

/** All actions. */
export const noFilter: Filter = {
  from: null,
  to: null,
  actions: [],
  segments: [],
  countries: [],
  segmentLock: [],
}

/** Actions of a contract by filter, with numbers in (after, through]. */
export type Selection = {
  readonly filter: Filter
  readonly after: number
  readonly through: number
  /**
   * What only the directory knows: people whose events carry another country than their profile. Undefined when there
   * are too many of them: then the statement cannot narrow by country, and whoever reads the rows must.
   */
  readonly moved: readonly number[] | undefined
}

/**
 * From which moment the past is looked at.
 *
 * - `mayLeave`: what may leave today: released, and in the asked countries as the profiles are now. Consent and excluded
 *   domains are the directory's to decide, person by person, when the rows are joined.
 * - `hadLeft`: what a delivery held when it left. What has changed since is not asked: the release, the country, and what
 *   an erasure has blanked; else the people of past deliveries would vanish. Naming one too many is the safe side.
 */
export type Mode = 'mayLeave' | 'hadLeft'

export type Question = Omit<Selection, 'moved'> & {
  readonly mode: Mode
  readonly moved?: Selection['moved']
  /** Only what these people did. */
  readonly people?: readonly number[] | undefined
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
 * The filter of a call.
 *
 * @param timeZone the contract's, in which days begin unless the call names another
 * @param place where the caller has written it
 * @throws AppError `invalid` when the end does not lie after the beginning
 */
export function filterOf(
  asked: Asked,
  timeZone: string,
  segmentLock: readonly Segment[],
  place: 'query' | 'body' = 'query',
): Filter {
  return {
    ...periodOf(asked, asked.tz ?? timeZone, place),
    actions: sortedSet(asked.actions),
    segments: sortedSet(asked.segments),
    countries: sortedSet(asked.countries),
    segmentLock,
  }
}

/** Whether a row with this country belongs to the result: what a statement cannot decide for people who moved. */
export function inCountries({ countries }: Filter, country: string | null): boolean {
  return countries.length === 0 || (country !== null && countries.includes(country))
}

function sortedSet<Item extends string>(items: readonly Item[] | undefined): readonly Item[] {
  return [...new Set(items)].toSorted()
}
