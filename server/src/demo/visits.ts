import { eventTypes, type EventType, type WireEvent } from '@catalytics/contract/events.ts'
import type { SeededRandom } from '../lib/seeded-random.ts'
import type { Audience } from './audience.ts'
import { hourMs, type BusyHour } from './calendar.ts'
import type { DemoCountry } from './countries.ts'
import { cultureOf } from './cultures.ts'
import type { DemoContract } from './demo-contracts.ts'
import { drawDocument, drawFormat } from './downloads.ts'
import type { WirePart } from './parts.ts'
import { drawQuote } from './quotes.ts'
import { weighted } from './sampler.ts'
import { isFound, type Shelf, type ShelfFamily } from './shelf.ts'
import { sessionId, timeOrderedId } from './time-ordered-id.ts'
import { appear, type KnownVisitor } from './visitors.ts'

/** Everything a visit is made from. */
export type Scene = {
  readonly contract: DemoContract
  readonly shelf: Shelf
  readonly audience: Audience
  readonly random: SeededRandom
  /** Writes an instant (ms since 1970) as ISO 8601. */
  readonly instantOf: (at: number) => string
}

/** Somebody looks at one part family, for some minutes. */
export type Visit = {
  readonly visitor: KnownVisitor | Stranger
  readonly channel: WireEvent['channel']
  readonly family: ShelfFamily
  /** What they do, from looking to asking for a price. */
  readonly types: readonly EventType[]
  /** When they do it: ms since the start of the hour, one for each of `types`. */
  readonly moments: readonly number[]
  taken: number
  part: WirePart
}

/** Somebody who has not signed in. */
type Stranger = { readonly session: string; readonly country: DemoCountry; readonly language: string }

/** Visits that begin and end within the hour and have exactly its number of events. */
export function visitsDuring(hour: BusyHour, scene: Scene): readonly Visit[] {
  const visits: Visit[] = []
  for (let left = hour.events; left > 0;) {
    const length = Math.min(left, drawLength(scene.random).steps)
    visits.push(newVisit(hour, scene, length))
    left -= length
  }
  return visits
}

const lengths = [
  { steps: 1, weight: 32 },
  { steps: 2, weight: 22 },
  { steps: 3, weight: 16 },
  { steps: 4, weight: 11 },
  { steps: 5, weight: 7 },
  { steps: 6, weight: 5 },
  { steps: 8, weight: 4 },
  { steps: 12, weight: 3 },
]
const drawLength = weighted(lengths, ({ weight }) => weight)

/** The visit's next event, at `at` (ms since 1970). */
export function takeStep(visit: Visit, at: number, { random, instantOf }: Scene): WireEvent {
  const { visitor, family } = visit
  const type = visit.types[visit.taken] ?? 'product_view'
  visit.taken += 1
  if (!random.chance(staysWithPart)) visit.part = family.drawPart(random)
  const instant = instantOf(at)
  const event: WireEvent = {
    id: timeOrderedId(at, random),
    type,
    at: instant,
    catalog: family.catalog,
    channel: visit.channel,
    part: needsNoPart(type, random) ? family.overview : visit.part,
  }
  addDetails(event, visit, random)
  if ('person' in visitor) {
    event.person = appear(visitor, instant)
  } else {
    event.session = visitor.session
    event.country = visitor.country.code
    event.language = visitor.language
  }
  return event
}

const staysWithPart = 0.7

function newVisit(hour: BusyHour, scene: Scene, length: number): Visit {
  const { random, shelf } = scene
  const visitor = drawVisitor(hour, scene)
  const known = 'person' in visitor
  const loyal =
    known && hour.campaign === 0 && random.chance(0.55) && isFound(visitor.favourite, hour.now, random)
  const family = loyal ? visitor.favourite : shelf.drawFamily(random, hour.now, hour.campaign)
  const drawType = known ? drawTypeKnown : drawTypeStranger
  const types = Array.from({ length }, () => drawType(random)).toSorted(
    (one, other) => funnel[one] - funnel[other],
  )
  return {
    visitor,
    channel: drawChannel(scene),
    family,
    types,
    moments: drawMoments(length, random),
    taken: 0,
    part: family.drawPart(random),
  }
}

function drawVisitor(hour: BusyHour, { audience, random }: Scene): KnownVisitor | Stranger {
  const country = hour.drawCountry(random)
  const luck = random.fraction()
  const known =
    luck < staffShare
      ? audience.drawStaff(random)
      : luck < knownShare
        ? audience.drawVisitor(random, country, hour.now)
        : undefined
  return known ?? { session: sessionId(random), country, language: cultureOf(country.culture).language }
}

const staffShare = 0.0001
const knownShare = 0.452

// In per cent. Together, with 45 % of the events from people who signed in: 62, 20, 11, 1.5 and 5.5.
const typesOfKnown = {
  cad_download: 64,
  product_view: 17,
  document_open: 11,
  quote_request: 3,
  contact_click: 5,
}
const typesOfStranger = {
  cad_download: 60.4,
  product_view: 22.4,
  document_open: 11,
  quote_request: 0.3,
  contact_click: 5.9,
}
const drawTypeKnown = weighted(eventTypes, (type) => typesOfKnown[type])
const drawTypeStranger = weighted(eventTypes, (type) => typesOfStranger[type])

const funnel = { product_view: 0, cad_download: 1, document_open: 2, contact_click: 3, quote_request: 4 }

function drawChannel({ contract, random }: Scene): WireEvent['channel'] {
  const luck = random.fraction()
  if (luck < siteShare && contract.sites.length > 0)
    return { kind: 'site', key: firstMost(contract.sites, random) }
  return { kind: 'network', key: firstMost(contract.networks, random) }
}

const siteShare = 0.24

/** The first of the list two times out of three. */
function firstMost(named: readonly { readonly key: string }[], random: SeededRandom): string {
  const first = named[0]
  return first !== undefined && random.chance(2 / 3) ? first.key : random.pick(named).key
}

/** Steps 8 seconds to 4 minutes apart, somewhere in the hour. */
function drawMoments(length: number, random: SeededRandom): readonly number[] {
  const moments = [0]
  for (let last = 0; moments.length < length;) {
    last += 8000 + random.below(232_000)
    moments.push(last)
  }
  const start = random.below(hourMs - (moments.at(-1) ?? 0))
  return moments.map((moment) => start + moment)
}

function needsNoPart(type: EventType, random: SeededRandom): boolean {
  return (type === 'product_view' || type === 'contact_click') && random.chance(0.3)
}

function addDetails(event: WireEvent, { visitor, part }: Visit, random: SeededRandom): void {
  const known = 'person' in visitor
  const language = known ? visitor.person.language : visitor.language
  if (event.type === 'cad_download') {
    event.format = known && random.chance(0.8) ? visitor.person.format : drawFormat(random)
  } else if (event.type === 'document_open') {
    event.document = drawDocument(random, part, language)
  } else if (event.type === 'quote_request') {
    event.quote = drawQuote(random, part.number ?? '', language)
  }
}
