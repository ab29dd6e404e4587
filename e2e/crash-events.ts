import type { WireEvent } from '@catalytics/contract/events.ts'
import { chunksOf } from '../server/src/lib/chunks.ts'
import { seededRandom, type SeededRandom } from '../server/src/lib/seeded-random.ts'

/** Events to send, and what must be there in the end, whatever happens on the way and in whatever order they arrive. */
export type CrashEvents = {
  readonly events: readonly WireEvent[]
  /** The ids of all events of people who agree in the end: each is an action of the export, once. */
  readonly actions: ReadonlySet<string>
  /** Everybody who appears with an e-mail. */
  readonly people: number
}

/**
 * How a person decides, by the times of the decisions: nobody asked; at the first event; only later, so that earlier
 * actions are told anew; agreed and then withdrawn; agreed, withdrawn and agreed again.
 */
const stories = {
  silent: [],
  refuses: [false],
  agrees: [true],
  agreesLate: [true],
  withdraws: [true, false],
  returns: [true, false, true],
} as const satisfies Record<string, readonly boolean[]>
type Story = keyof typeof stories

const mix: readonly Story[] = [
  'agrees',
  'agrees',
  'agrees',
  'agrees',
  'agreesLate',
  'agreesLate',
  'agreesLate',
  'withdraws',
  'returns',
  'silent',
  'silent',
  'refuses',
]

const eventsPerPerson = 12
const firstAt = Date.UTC(2025, 2, 1)

/** The same seed and count give the same events. */
export function crashEvents(seed: number, count: number): CrashEvents {
  const random = seededRandom(seed, 'events')
  const people = Array.from({ length: Math.ceil(count / eventsPerPerson) }, (_, number) => ({
    email: `engineer-${number}@maker-${number % 97}.example`,
    story: random.pick(mix),
    events: [] as WireEvent[],
  }))
  const events = Array.from({ length: count }, (_, index): WireEvent => {
    const happened = plainEvent(random, index)
    if (random.chance(0.15)) return happened
    const person = random.pick(people)
    const known = { ...happened, person: { email: person.email, ...profile(random) } }
    person.events.push(known)
    return known
  })
  const actions = new Set<string>()
  let seen = 0
  for (const { story, events: own } of people) {
    if (own.length === 0) continue
    seen += 1
    decide(story, own)
    if (stories[story].at(-1) === true) for (const { id } of own) actions.add(id ?? '')
  }
  return { events, actions, people: seen }
}

/** Every event twice, in batches of mixed size and in an order of their own: a client that is never sure. */
export function shuffledBatches(
  { events }: CrashEvents,
  seed: number,
  batchSize: number,
): readonly (readonly WireEvent[])[] {
  const random = seededRandom(seed, 'batches')
  const once = () => [...chunksOf(shuffled(random, events), batchSize)]
  return shuffled(random, [...once(), ...once()])
}

function shuffled<Item>(random: SeededRandom, items: readonly Item[]): readonly Item[] {
  return items
    .map((item) => ({ item, place: random.fraction() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item)
}

const kinds = ['cad_download', 'document_open', 'quote_request', 'product_view', 'contact_click'] as const

function plainEvent(random: SeededRandom, index: number): WireEvent {
  const type = random.pick(kinds)
  return {
    id: uuid(random),
    type,
    at: new Date(firstAt + index * 1000).toISOString(),
    catalog: `catalog-${random.below(4)}`,
    channel: { kind: random.chance(0.5) ? 'network' : 'site', key: `channel-${random.below(3)}` },
    part: { number: `P-${random.below(5000)}`, family: `Family ${random.below(20)}` },
    ...(type === 'cad_download' && { format: 'STEP AP214' }),
    ...(type === 'document_open' && { document: { name: 'datasheet.pdf' } }),
    ...(type === 'quote_request' && {
      quote: { quantity: 1 + random.below(50), message: `Offer ${index}, please` },
    }),
  }
}

/** Now and then a person moves on: a change that the feed must tell of a lead. */
function profile(random: SeededRandom): { company?: string; city?: string } {
  if (!random.chance(0.1)) return {}
  return { company: `Company ${random.below(300)}`, city: `City ${random.below(50)}` }
}

/** Version 4 (RFC 9562 section 5.4), from repeatable chance. */
function uuid(random: SeededRandom): string {
  const hex = [0, 1, 2, 3].map(() => random.uint32().toString(16).padStart(8, '0')).join('')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}

/** Writes the story into the person's events, which are in the order of their time; the last decision is the last word. */
function decide(story: Story, own: readonly WireEvent[]): void {
  const decisions = stories[story]
  if (story === 'agrees' || story === 'refuses') {
    // Asked at the first visit, and said again with every event.
    const first = own[0]?.at ?? ''
    for (const event of own) say(event, story === 'agrees', first)
    return
  }
  for (const [place, decision] of decisions.entries()) {
    const share = decisions.length === 1 ? 1 : place / (decisions.length - 1)
    const event = own[Math.round(share * (own.length - 1))]
    if (event !== undefined) say(event, decision, event.at)
  }
}

function say(event: WireEvent, manufacturer: boolean, at: string): void {
  if (event.person !== undefined) event.person.consent = { manufacturer, at, text: '2025-03' }
}
