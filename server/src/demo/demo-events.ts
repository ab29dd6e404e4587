import type { WireEvent } from '@catalytics/contract/events.ts'
import { seededRandom } from '../lib/seeded-random.ts'
import { gatherAudience } from './audience.ts'
import { busyHours, hourMs } from './calendar.ts'
import type { DemoContract } from './demo-contracts.ts'
import { instantWriter } from './instant-text.ts'
import { stockShelf } from './shelf.ts'
import { takeStep, visitsDuring, type Scene, type Visit } from './visits.ts'

type DemoEventsOptions = {
  readonly contract: DemoContract
  /** Any number; same seed, days, end and total: the same events to the last byte. */
  readonly seed: number
  /** Whole days of 24 hours. */
  readonly days: number
  /** Exclusive. */
  readonly end: Date
  /** Exactly so many come. */
  readonly eventsTotal: number
}

/**
 * The events of a demo contract in their wire form, in order of `at`, in batches of 5,000. People are the same
 * for every contract of a seed. Events share objects (persons, parts): read them, never change them.
 * Throws a RangeError for a contract with a catalog that has no product range.
 */
export function* demoEvents(options: DemoEventsOptions): Generator<readonly WireEvent[]> {
  const { contract, seed, days, eventsTotal } = options
  const random = seededRandom(seed, `events of ${contract.name}`)
  const shelf = stockShelf(contract, seededRandom(seed, `shelf of ${contract.name}`))
  const scene: Scene = {
    contract,
    shelf,
    audience: gatherAudience(contract, shelf, seed),
    random,
    instantOf: instantWriter(),
  }
  const end = options.end.getTime()
  const period = { start: end - days * 24 * hourMs, end }
  let batch: WireEvent[] = []
  for (const hour of busyHours(period, eventsTotal, scene.audience.home, random)) {
    const visits = visitsDuring(hour, scene)
    for (const { at, visit } of inOrder(visits)) {
      batch.push(takeStep(visit, hour.start + at, scene))
      if (batch.length < batchSize) continue
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}

const batchSize = 5000

/** The steps of all visits by time. Visits overlap, and what a person does depends on what they did before. */
function inOrder(visits: readonly Visit[]): readonly { readonly at: number; readonly visit: Visit }[] {
  const steps = visits.flatMap((visit) => visit.moments.map((at) => ({ at, visit })))
  return steps.toSorted((one, other) => one.at - other.at)
}
