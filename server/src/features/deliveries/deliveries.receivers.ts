import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { PastDelivery } from '@catalytics/contract/people.ts'
import { noFilter, type Filter } from '../../analytics/question.ts'
import { heldStatement } from '../../analytics/sql/receivers.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { isoInstant } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import * as people from '../people/people.ts'
import { rows, updatesOf } from './deliveries.receivers.store.ts'
import { deliveriesTouching, type StoredDelivery } from './deliveries.store.ts'

type Deps = { readonly db: Db; readonly events: EventStore }

/** Who is behind an id is for others to say. */
export type HeldDelivery = Omit<PastDelivery, 'actor_name'>

const deliveriesAtOnce = 500

/**
 * The deliveries until an instant that held a person: found anew from each one's filter and range of numbers. Their
 * actions are asked for as they were when the delivery left.
 */
export async function deliveriesHolding(
  { db, events }: Deps,
  contract: ContractNumber,
  person: number,
  until: number,
): Promise<readonly HeldDelivery[]> {
  const [all = []] = await actionsLeft(events, contract, person, [noFilter])
  const [first] = all
  if (first === undefined) return []
  const spellings = [person, ...(await people.mergedInto({ db }, contract, person))]
  const updates = await updatesOf(events, contract, spellings)
  const found: HeldDelivery[] = []
  let after = ''
  for (;;) {
    const range = { from: first, to: Number.MAX_SAFE_INTEGER, after, limit: deliveriesAtOnce }
    const page = await deliveriesTouching(db, contract, range)
    const asked = page.filter(({ at }) => at <= until)
    const filters = new Map(asked.map(({ filter }) => [nameOf(filter), filter]))
    const left = await actionsLeft(events, contract, person, [...filters.values()])
    const leftBy = new Map([...filters.keys()].map((name, index) => [name, left[index] ?? []]))
    for (const delivery of asked) {
      if (!holds(delivery, leftBy.get(nameOf(delivery.filter)) ?? [], updates)) continue
      const { id, at, road, actor } = delivery
      found.push({ id, at: isoInstant(at), road, actor })
    }
    const mark = page.at(-1)
    if (page.length < deliveriesAtOnce || mark === undefined) return found
    after = mark.id
  }
}

/** Many deliveries of an account have the same filter. */
function nameOf({ rows: _rows, ...filter }: StoredDelivery['filter']): string {
  return canonicalJson(filter)
}

/** Whether a delivery held one of the actions that its filter let through, or an update. */
function holds(
  { filter, from_seq, to_seq }: StoredDelivery,
  actions: readonly number[],
  updates: readonly number[],
): boolean {
  const isInside = (seq: number) => seq >= from_seq && seq <= to_seq
  if (actions.some(isInside)) return true
  // The feed tells of a changed lead, all of it, to whoever may see an action of theirs.
  return filter.rows === 'changes' && actions.length > 0 && updates.some(isInside)
}

/** For each filter the numbers of the person's actions that it had let through, in their order. */
async function actionsLeft(
  events: EventStore,
  contract: ContractNumber,
  person: number,
  filters: readonly Filter[],
): Promise<readonly (readonly number[])[]> {
  const left: number[][] = []
  for (const some of fitting(filters)) {
    const asked = { person, through: Number.MAX_SAFE_INTEGER, filters: some }
    const found = await rows(events, contract, heldStatement(asked))
    const seqs = some.map((_, index) => found.filter(({ held }) => held[index] === 1).map(({ seq }) => seq))
    left.push(...seqs)
  }
  return left
}

// The values of a statement travel in the address of a request.
const filtersAtOnce = 20
const charactersAtOnce = 100_000

/** The filters, as many at once as one statement takes: at least one. */
function* fitting(filters: readonly Filter[]): Generator<readonly Filter[]> {
  let some: Filter[] = []
  let characters = 0
  for (const filter of filters) {
    const size = JSON.stringify(filter).length
    if (some.length > 0 && (some.length === filtersAtOnce || characters + size > charactersAtOnce)) {
      yield some
      some = []
      characters = 0
    }
    some.push(filter)
    characters += size
  }
  if (some.length > 0) yield some
}
