import type { WireEvent } from '@catalytics/contract/events.ts'
import type { SeededRandom } from '../lib/seeded-random.ts'
import type { DemoPerson, Profile } from './people.ts'
import { weighted } from './sampler.ts'
import type { ShelfFamily } from './shelf.ts'

type WirePerson = NonNullable<WireEvent['person']>

/** One person's dealings with one contract, up to now. */
export type KnownVisitor = {
  readonly person: DemoPerson
  readonly plan: Plan
  /** What they work on: most of their visits are about it. */
  readonly favourite: ShelfFamily
  events: number
  /** What events carry at present; undefined before the first. */
  wire: WirePerson | undefined
}

/** What happens at which of the person's events, counted from 1; Infinity for never. */
type Plan = {
  readonly consents: number
  readonly withdraws: number
  readonly changes: number
  /** Says no in so many words, instead of leaving the box out. */
  readonly refusesOpenly: boolean
}

export function newVisitor(person: DemoPerson, favourite: ShelfFamily, random: SeededRandom): KnownVisitor {
  const drawn = drawAttitude(random)
  const plan = {
    consents: drawn === 'never' ? Infinity : drawn === 'later' ? 2 + random.below(4) : 1,
    withdraws: drawn === 'withdraws' ? 3 + random.below(7) : Infinity,
    changes: person.change === undefined ? Infinity : 3 + random.below(20),
    refusesOpenly: random.chance(0.5),
  }
  return { person, plan, favourite, events: 0, wire: undefined }
}

const attitudes = ['at once', 'later', 'withdraws', 'never'] as const
const shares = { 'at once': 70, later: 10, withdraws: 3, never: 17 }
const drawAttitude = weighted(attitudes, (attitude) => shares[attitude])

/**
 * The person as their next event carries them, at `at` (ISO 8601). The object is made anew only when something
 * changes, so that the many events in between share it.
 */
export function appear(visitor: KnownVisitor, at: string): WirePerson {
  const { person, plan, wire } = visitor
  visitor.events += 1
  const { events } = visitor
  const profile = events >= plan.changes && person.change !== undefined ? person.change : person.profile
  if (wire === undefined || events === plan.consents || events === plan.withdraws) {
    return remember(visitor, withConsent(profile, plan, events, at))
  }
  if (events === plan.changes) return remember(visitor, { ...wire, ...profile })
  return wire
}

function remember(visitor: KnownVisitor, wire: WirePerson): WirePerson {
  visitor.wire = wire
  return wire
}

function withConsent(profile: Profile, plan: Plan, events: number, at: string): WirePerson {
  const agrees = events >= plan.consents && events < plan.withdraws
  if (agrees) return { ...profile, consent: { manufacturer: true, at, text: consentText(at) } }
  if (events >= plan.withdraws || plan.refusesOpenly)
    return { ...profile, consent: { manufacturer: false, at } }
  return profile
}

/** The lawyers revise the text every half-year; it is named by its month. */
function consentText(at: string): string {
  return `${at.slice(0, 4)}-${at.slice(5, 7) < '07' ? '01' : '07'}`
}
