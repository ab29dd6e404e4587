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
  if (place?.cursor === undefined) return await selectAll(deps, contract, filter)
  const mark = await placeOf(deps, { contract, rows: place.rows, filter }, place.cursor)
  return { filter, ...mark, moved: await movedFor(deps, contract, filter) }
}

/** Everything that a filter lets through, up to the number that is complete now. */
export async function selectAll(
  deps: Pick<Deps, 'db' | 'sequence'>,
  contract: contracts.Contract,
  filter: Filter,
): Promise<Selection> {
  const through = await deps.sequence.through(contract.number)
  return { filter, after: 0, through, moved: await movedFor(deps, contract, filter) }
}

async function movedFor(
  deps: Pick<Deps, 'db'>,
  contract: contracts.Contract,
  { countries }: Filter,
): Promise<Selection['moved']> {
  return countries.length === 0 ? [] : await people.moved(deps, contract.number, movedAtMost)
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
