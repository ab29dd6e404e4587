import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { event, type WireEvent } from '@catalytics/contract/events.ts'
import { demoContracts, type DemoContract } from './demo-contracts.ts'
import { demoEvents } from './demo-events.ts'

const end = new Date('2026-11-22T00:00:00Z')
const days = 425
const dayMs = 86_400_000

function contractNamed(name: string): DemoContract {
  const contract = demoContracts.find((known) => known.name === name)
  if (contract === undefined) throw new Error(`no demo contract ${name}`)
  return contract
}

const acme = contractNamed('Acme Bearings')
const nordwind = contractNamed('Nordwind Pneumatik')
const acmeEvents = [...demoEvents({ contract: acme, seed: 42, days, end, eventsTotal: 120_000 })].flat()
const nordwindEvents = [
  ...demoEvents({ contract: nordwind, seed: 42, days, end, eventsTotal: 60_000 }),
].flat()
const both = [
  { contract: acme, events: acmeEvents },
  { contract: nordwind, events: nordwindEvents },
]

function share(events: readonly WireEvent[], matches: (event: WireEvent) => boolean): number {
  return events.filter(matches).length / events.length
}

/** Events from day to day (ISO dates), `to` excluded. */
function between(events: readonly WireEvent[], from: string, to: string): readonly WireEvent[] {
  return events.filter(({ at }) => at >= from && at < to)
}

function perDay(events: readonly WireEvent[], from: string, to: string): number {
  return between(events, from, to).length / ((Date.parse(to) - Date.parse(from)) / dayMs)
}

/** Where a text is less than the one before it; -1 where that never happens. */
function firstOutOfOrder(texts: readonly string[]): number {
  return texts.findIndex((text, index) => text < (texts[index - 1] ?? ''))
}

/** The share of an hour of the day (UTC) in what happens in a country. */
function hourShare(events: readonly WireEvent[], country: string, hour: string): number {
  const there = events.filter((one) => (one.person?.country ?? one.country) === country)
  return share(there, ({ at }) => at.slice(11, 13) === hour)
}

/** 0 is Sunday. */
function weekdayOf({ at }: WireEvent): number {
  return new Date(at).getUTCDay()
}

function consentsOf(history: readonly WireEvent[]): readonly boolean[] {
  return history.map(({ person }) => person?.consent?.manufacturer ?? false)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function hashOf(batches: Iterable<readonly WireEvent[]>): string {
  const hash = createHash('sha256')
  for (const batch of batches) hash.update(JSON.stringify(batch))
  return hash.digest('hex')
}

describe.each(both)('the events of $contract.name', ({ contract, events }) => {
  test('pass the schema of the wire, unchanged', () => {
    for (const sample of events.filter((_, index) => index % 12 === 0)) {
      const parsed = event.safeParse(sample)
      expect(parsed.error).toBeUndefined()
      expect(parsed.data).toEqual(sample)
    }
  })

  test('come in order of time, inside the period', () => {
    const times = events.map(({ at }) => at)
    expect(firstOutOfOrder(times)).toBe(-1)
    expect(Date.parse(times[0] ?? '')).toBeGreaterThanOrEqual(end.getTime() - days * dayMs)
    expect(Date.parse(times.at(-1) ?? '')).toBeLessThan(end.getTime())
  })

  test('name only catalogs and channels of the contract, and all of them', () => {
    expect(new Set(events.map(({ catalog }) => catalog))).toEqual(
      new Set(contract.catalogs.map(({ key }) => key)),
    )
    const channels = [
      ...contract.networks.map(({ key }) => `network:${key}`),
      ...contract.sites.map(({ key }) => `site:${key}`),
    ]
    expect(new Set(events.map(({ channel }) => `${channel.kind}:${channel.key}`))).toEqual(new Set(channels))
  })

  test('are of all types, mostly downloads, and nearly half of them name a person', () => {
    expect(share(events, ({ type }) => type === 'cad_download')).toBeCloseTo(0.62, 1.5)
    expect(share(events, ({ type }) => type === 'product_view')).toBeCloseTo(0.2, 1.5)
    expect(share(events, ({ type }) => type === 'document_open')).toBeCloseTo(0.11, 1.5)
    expect(share(events, ({ type }) => type === 'contact_click')).toBeCloseTo(0.055, 1.5)
    expect(share(events, ({ type }) => type === 'quote_request')).toBeCloseTo(0.015, 2)
    expect(share(events, ({ person }) => person !== undefined)).toBeCloseTo(0.45, 1.5)
  })

  test('carry a session and a country exactly where nobody signed in', () => {
    expect(events.every(({ person, session }) => (person === undefined) === (session !== undefined))).toBe(
      true,
    )
    expect(events.every(({ person, country }) => (person?.country ?? country) !== undefined)).toBe(true)
  })

  test('fill offices on weekdays and leave them at the weekend', () => {
    const weekend = share(events, (one) => weekdayOf(one) === 0 || weekdayOf(one) === 6) / 2
    const weekday = share(events, (one) => weekdayOf(one) > 0 && weekdayOf(one) < 6) / 5
    expect(weekday / weekend).toBeGreaterThan(4)
    expect(weekday / weekend).toBeLessThan(9)
  })

  test('follow the working day of each country', () => {
    expect(hourShare(events, 'DE', '09')).toBeGreaterThan(5 * hourShare(events, 'DE', '01'))
    expect(hourShare(events, 'CN', '02')).toBeGreaterThan(5 * hourShare(events, 'CN', '17'))
  })

  test('grow by about 35 % in a year', () => {
    const before = between(events, '2025-09-29', '2025-11-17').length
    const after = between(events, '2026-09-28', '2026-11-16').length
    expect(after / before).toBeGreaterThan(1.25)
    expect(after / before).toBeLessThan(1.45)
  })

  test('dip in August and stop over Christmas', () => {
    expect(
      perDay(events, '2026-08-03', '2026-08-24') / perDay(events, '2026-09-07', '2026-09-28'),
    ).toBeLessThan(0.72)
    expect(
      perDay(events, '2025-12-24', '2026-01-01') / perDay(events, '2025-12-03', '2025-12-11'),
    ).toBeLessThan(0.35)
  })

  test('leap when the campaign starts, and most of all in its catalog', () => {
    const usual = between(events, '2026-05-18', '2026-06-05')
    const campaign = between(events, '2026-06-08', '2026-06-11')
    expect(campaign.length / 3 / (usual.length / 18)).toBeGreaterThan(2)
    const promoted = contract === acme ? 'roller-bearings' : 'cylinders'
    const ofPromoted = ({ catalog }: WireEvent) => catalog === promoted
    expect(share(campaign, ofPromoted)).toBeGreaterThan(1.5 * share(usual, ofPromoted))
  })

  test('know the new catalog only from half of the period on', () => {
    const launched = contract === acme ? 'linear-modules' : 'electric-axes'
    const middle = new Date(end.getTime() - (days / 2) * dayMs).toISOString()
    const first = events.find(({ catalog }) => catalog === launched)?.at ?? ''
    expect(first > middle).toBe(true)
    expect(
      share(between(events, '2026-09-01', '2026-11-01'), ({ catalog }) => catalog === launched),
    ).toBeGreaterThan(0.05)
  })

  test('have ids that are UUIDs of version 7, each once, sorted by time', () => {
    const ids = events.map(({ id }) => id ?? '')
    expect(new Set(ids).size).toBe(events.length)
    expect(firstOutOfOrder(ids.map((id) => id.slice(0, 13)))).toBe(-1)
    expect(
      ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
    ).toBe(true)
  })
})

describe('the people', () => {
  const histories = Map.groupBy(
    acmeEvents.filter(({ person }) => person !== undefined),
    ({ person }) => person?.email ?? '',
  )
  const regulars = [...histories.values()].filter((history) => history.length >= 10)

  function shareOfRegulars(matches: (consents: readonly boolean[]) => boolean): number {
    return regulars.filter((history) => matches(consentsOf(history))).length / regulars.length
  }

  test('agree at once, later, never, or take it back', () => {
    expect(regulars.length).toBeGreaterThan(1000)
    expect(shareOfRegulars((consents) => consents.every(Boolean))).toBeCloseTo(0.7, 1.3)
    expect(shareOfRegulars((consents) => consents[0] === false && consents.at(-1) === true)).toBeCloseTo(
      0.1,
      1.5,
    )
    expect(shareOfRegulars((consents) => !consents.some(Boolean))).toBeCloseTo(0.17, 1.5)
    expect(shareOfRegulars((consents) => consents[0] === true && consents.at(-1) === false)).toBeCloseTo(
      0.03,
      1.7,
    )
  })

  test('change their mind at most once, at the event that says so', () => {
    for (const history of regulars) {
      const consents = consentsOf(history)
      const changes = consents.flatMap((consent, index) =>
        index > 0 && consent !== consents[index - 1] ? [index] : [],
      )
      expect(changes.length).toBeLessThanOrEqual(1)
      for (const index of changes) expect(history[index]?.person?.consent?.at).toBe(history[index]?.at)
      for (const { at, person } of history) expect((person?.consent?.at ?? at) <= at).toBe(true)
    }
  })

  test('write from reserved domains only', () => {
    const emails = [...acmeEvents, ...nordwindEvents].flatMap(({ person }) =>
      person === undefined ? [] : [person.email],
    )
    expect(emails.filter((email) => !/^[a-z0-9.-]+@[a-z0-9.-]+\.example$/.test(email))).toEqual([])
  })

  test('include a few of the manufacturer’s own staff', () => {
    const staff = acmeEvents.filter(({ person }) => person?.email.endsWith('@acme-bearings.example'))
    expect(staff.length).toBeGreaterThan(0)
    expect(staff.length).toBeLessThan(120)
  })

  test('are partly known to both contracts, as the same persons', () => {
    const people = new Map(
      acmeEvents.flatMap(({ person }) => (person === undefined ? [] : [[person.email, person]])),
    )
    const shared = nordwindEvents.filter(({ person }) => people.has(person?.email ?? ''))
    expect(new Set(shared.map(({ person }) => person?.email)).size).toBeGreaterThan(300)
    expect(
      shared.every(({ person }) => people.get(person?.email ?? '')?.last_name === person?.last_name),
    ).toBe(true)
  })

  test('now and then get a new phone or employer', () => {
    const changed = regulars.filter(
      (history) => new Set(history.map(({ person }) => `${person?.phone} ${person?.company}`)).size > 1,
    )
    expect(changed.length / regulars.length).toBeGreaterThan(0.01)
    expect(changed.length / regulars.length).toBeLessThan(0.06)
  })

  test('come unevenly: a tenth of them makes about half of the events', () => {
    const counts = [...histories.values()]
      .map((history) => history.length)
      .toSorted((one, other) => other - one)
    const top = sum(counts.slice(0, counts.length / 10)) / sum(counts)
    expect(top).toBeGreaterThan(0.35)
    expect(top).toBeLessThan(0.65)
  })
})

describe('the generator', () => {
  const small = { contract: acme, seed: 7, days: 30, end, eventsTotal: 12_345 }

  test('gives exactly the asked number of events, in batches of 5,000', () => {
    expect([...demoEvents(small)].map((batch) => batch.length)).toEqual([5000, 5000, 2345])
    expect([...demoEvents({ ...small, eventsTotal: 3 })].map((batch) => batch.length)).toEqual([3])
    expect([...demoEvents({ ...small, eventsTotal: 0 })]).toEqual([])
  })

  test('repeats itself to the last byte', () => {
    expect(hashOf(demoEvents(small))).toBe(hashOf(demoEvents(small)))
  })

  test.each([
    ['seed', { seed: 8 }],
    ['end', { end: new Date('2026-11-21T00:00:00Z') }],
    ['contract', { contract: nordwind }],
  ])('gives other events for another %s', (_, change) => {
    const ids = new Set([...demoEvents(small)].flat().map(({ id }) => id))
    const others = [...demoEvents({ ...small, ...change })].flat()
    expect(others.filter(({ id }) => ids.has(id))).toEqual([])
  })

  test('offers thousands of part numbers, of which some sell much better than others', () => {
    const numbers = acmeEvents.flatMap(({ part }) => (part?.number === undefined ? [] : [part.number]))
    const byNumber = Map.groupBy(numbers, (number) => number)
    expect(byNumber.size).toBeGreaterThan(2000)
    const best = Math.max(...[...byNumber.values()].map((uses) => uses.length))
    expect(best).toBeGreaterThan((20 * numbers.length) / byNumber.size)
  })

  test('refuses a contract with a catalog it has no parts for', () => {
    const contract = { ...acme, catalogs: [{ key: 'pumps', name: 'Pumps' }] }
    expect(() => demoEvents({ ...small, contract }).next()).toThrow(RangeError)
  })
})
