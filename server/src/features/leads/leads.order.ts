import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Selection } from '../../analytics/question.ts'
import { leadOrderChangesStatement, leadOrderStatement } from '../../analytics/sql/leads.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import * as store from './leads.order.store.ts'
import type { LeadOrder } from './leads.order.store.ts'

export type { LeadOrder } from './leads.order.store.ts'

/** In which order the people of a selection come, without reading all of their actions for each page. */
export type LeadOrders = {
  of(contract: ContractNumber, selection: Selection): Promise<LeadOrder>
}

type Kept = {
  readonly name: string
  readonly selection: Selection
  readonly order: Promise<LeadOrder>
  /** 0 until it is read. */
  bytes: number
}

const mostKept = 200
const mostBytesKept = 64 * 1024 * 1024
/** Of more people than this it is quicker to read everything. */
const mostLookedUp = 2000

/**
 * Keeps the orders that were asked for last in memory. One of an earlier moment is brought up to date by what was stored
 * since: new actions put a person at the end, and whoever's actions were taken away (by an erasure, a withdrawal,
 * retention, an import undone) has a change with a number of its own, so that only they are looked up anew. A person who
 * is kept without an action by now does no harm: their rows are read before they leave.
 */
export function openLeadOrders(events: EventStore): LeadOrders {
  /** Those used last at the end. */
  let kept: readonly Kept[] = []

  function keep(name: string, selection: Selection, order: Promise<LeadOrder>): Promise<LeadOrder> {
    const entry: Kept = { name, selection, order, bytes: 0 }
    kept = [...kept, entry].slice(-mostKept)
    order.then(
      ({ people, seqs }) => {
        entry.bytes = people.byteLength + seqs.byteLength
        kept = newest(kept)
      },
      () => {
        kept = kept.filter((one) => one !== entry)
      },
    )
    return order
  }

  return {
    async of(contract, selection) {
      const all = { ...selection, after: 0 }
      const { filter, through, moved } = all
      const name = canonicalJson({ contract, filter, isNarrowed: moved !== undefined })
      const own = kept.filter((one) => one.name === name && one.selection.through <= through)
      const same = own.find((one) => one.selection.through === through && isSame(one.selection, all))
      if (same !== undefined) {
        kept = [...kept.filter((one) => one !== same), same]
        return await same.order
      }
      const latest = own.toSorted((a, b) => b.selection.through - a.selection.through)[0]
      return await keep(
        name,
        all,
        latest === undefined
          ? leadOrder(events, contract, all)
          : upToDate(events, contract, await latest.order, latest.selection, all),
      )
    },
  }
}

/** Reads the order from the rows; with `people` that of these alone. */
function leadOrder(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
  people?: readonly number[],
): Promise<LeadOrder> {
  const statement = leadOrderStatement({ ...selection, mode: 'mayLeave', people })
  return store.leadOrder(events, contract, statement)
}

/** Those used last whose memory is not too much together; at least one. */
function newest(kept: readonly Kept[]): readonly Kept[] {
  let bytes = 0
  return kept
    .toReversed()
    .filter((one, index) => {
      bytes += one.bytes
      return index === 0 || bytes <= mostBytesKept
    })
    .toReversed()
}

function isSame(one: Selection, other: Selection): boolean {
  return differing(one.moved, other.moved).length === 0
}

function differing(
  some: readonly number[] | undefined,
  others: readonly number[] | undefined,
): readonly number[] {
  const [left, right] = [new Set(some), new Set(others)]
  return [...left, ...right].filter((person) => !(left.has(person) && right.has(person)))
}

async function upToDate(
  events: EventStore,
  contract: ContractNumber,
  before: LeadOrder,
  earlier: Selection,
  selection: Selection,
): Promise<LeadOrder> {
  const since = leadOrderChangesStatement({ ...selection, after: earlier.through, mode: 'mayLeave' })
  const { active, changed: takenFrom } = await store.orderChanges(events, contract, since)
  const changed = new Set([...takenFrom, ...differing(earlier.moved, selection.moved)])
  if (changed.size > mostLookedUp) return await leadOrder(events, contract, selection)
  const lookedUp = changed.size === 0 ? nobody : await leadOrder(events, contract, selection, [...changed])
  const updated = merged(without(active, changed), lookedUp)
  const replaced = new Set([...active.people, ...changed])
  return replaced.size === 0 ? before : merged(without(before, replaced), updated)
}

const nobody: LeadOrder = { people: new Uint32Array(), seqs: new Float64Array() }

function without({ people, seqs }: LeadOrder, left: ReadonlySet<number>): LeadOrder {
  if (left.size === 0) return { people, seqs }
  const stays = people.map((person) => (left.has(person) ? 0 : 1))
  return { people: people.filter((_, at) => stays[at] === 1), seqs: seqs.filter((_, at) => stays[at] === 1) }
}

/** Two orders of different people as one. */
function merged(one: LeadOrder, other: LeadOrder): LeadOrder {
  if (other.people.length === 0) return one
  if (one.people.length === 0) return other
  const people = new Uint32Array(one.people.length + other.people.length)
  const seqs = new Float64Array(people.length)
  for (let at = 0, left = 0, right = 0; at < people.length; at += 1) {
    const isLeft = (one.seqs[left] ?? Infinity) < (other.seqs[right] ?? Infinity)
    const from = isLeft ? one : other
    const place = isLeft ? left++ : right++
    people[at] = from.people[place] ?? 0
    seqs[at] = from.seqs[place] ?? 0
  }
  return { people, seqs }
}

/** The place of the first person whose latest action comes after a number. */
export function placeAfter({ seqs }: LeadOrder, after: number): number {
  let low = 0
  let high = seqs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((seqs[middle] ?? 0) > after) high = middle
    else low = middle + 1
  }
  return low
}
