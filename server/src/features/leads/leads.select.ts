import type { RowKind } from '@catalytics/contract/leads.ts'
import type { Filter, Selection } from '../../analytics/question.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Signing } from '../../lib/signing.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import type * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { fromCursor, notOurs, type CursorOwner, type Mark } from './leads.cursor.ts'
import type { LeadOrders } from './leads.order.ts'

export type Deps = {
  readonly db: Db
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
  readonly orders: LeadOrders
  /** Makes cursors that nobody else can make. */
  readonly cursors: Signing
}

// More people than this have moved only where data are odd; then every row is looked at.
const movedAtMost = 5000

/** The next page of a call; without a cursor the first one. */
type PlaceInPages = { readonly rows: RowKind; readonly cursor: string | undefined }

/** What a call selects: everything up to the number that was complete when its first page was asked for. */
export async function select(
  deps: Deps,
  contract: contracts.Contract,
  filter: Filter,
  place?: PlaceInPages,
): Promise<Selection> {
  const mark =
    place?.cursor === undefined
      ? { after: 0, through: await deps.sequence.through(contract.number) }
      : await placeOf(deps, { contract, rows: place.rows, filter }, place.cursor)
  const moved = filter.countries.length === 0 ? [] : await people.moved(deps, contract.number, movedAtMost)
  return { filter, ...mark, moved }
}

async function placeOf(
  deps: Deps,
  owner: CursorOwner & { readonly contract: contracts.Contract },
  cursor: string,
): Promise<Mark> {
  const mark = fromCursor(deps.cursors, cursor, owner)
  if (!(await deps.sequence.reached(owner.contract.number, mark.through))) throw notOurs()
  return mark
}
