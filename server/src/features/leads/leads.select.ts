import type { Clock } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import type * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { fromCursor, type LeadFilter, type Mark } from './leads.filter.ts'
import type { Selection } from './leads.store.ts'

export type Deps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
}

// More people than this have moved only where data are odd; then every row is looked at.
const movedAtMost = 5000

/** What a call selects: everything up to the number that was complete when its first page was asked for. */
export async function select(
  deps: Deps,
  contract: contracts.Contract,
  filter: LeadFilter,
  cursor: string | undefined,
): Promise<Selection> {
  const mark: Mark =
    cursor === undefined
      ? { after: 0, through: await deps.sequence.through(contract.number) }
      : fromCursor(cursor, filter)
  const moved = filter.countries.length === 0 ? [] : await people.moved(deps, contract.number, movedAtMost)
  return { filter, ...mark, moved }
}

/** Whether a row with this country belongs to the result: what the store could not decide for people who moved. */
export function inCountries(filter: LeadFilter, country: string | null): boolean {
  return filter.countries.length === 0 || (country !== null && filter.countries.includes(country))
}
