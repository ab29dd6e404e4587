import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventPerson } from '@catalytics/contract/events.ts'
import { profileFields } from '@catalytics/contract/person-columns.ts'
import { mergePeople, type Merged, type PersonState, type Sighting } from './people.merge.ts'

const email = 'ann@acme.example'
const options = { lastNumber: 7, now: 1_000_000, newLeadId: () => 'lead' }

function seen(at: number, person: Partial<EventPerson> = {}, more: Partial<Sighting> = {}): Sighting {
  const receipt = { at: Number.MAX_SAFE_INTEGER, byPage: false }
  return {
    eventId: `e${at}`,
    type: 'product_view',
    at,
    country: '',
    person: { email, ...person },
    receipt,
    ...more,
  }
}

function merge(known: readonly PersonState[], ...sightings: readonly Sighting[]): Merged {
  return mergePeople(new Map(known.map((person) => [person.email, person])), sightings, options)
}

function personIn(merged: Merged): PersonState {
  const person = merged.people.get(email)
  if (person === undefined) throw new Error('nobody')
  return person
}

const downloads = (at: number, eventId = `e${at}`) => seen(at, {}, { type: 'cad_download', eventId })
const consents = (at?: string) => ({
  consent: { manufacturer: true, text: '2026-01', ...(at === undefined ? {} : { at }) },
})
const refuses = (at?: string) => ({ consent: { manufacturer: false, ...(at === undefined ? {} : { at }) } })
const second = (number: number) => new Date(number * 1000).toISOString()

const ages = '9999-12-31T23:59:59-14:00'

/** What comes at an instant and was, it says, said at that moment. */
function received(at: string, person: Partial<EventPerson>): Sighting {
  const now = Date.parse(at)
  return seen(now, person, { receipt: { at: now, byPage: false } })
}

function fromPage(at: string, person: Partial<EventPerson>): Sighting {
  const now = Date.parse(at)
  return seen(now, person, { receipt: { at: now, byPage: true } })
}

describe('a profile', () => {
  test('of somebody new: the next number, what the event says, no consent', () => {
    const merged = merge([], seen(5, { company: 'Acme' }), seen(6, {}, { country: 'FR' }))

    expect(merged.lastNumber).toBe(8)
    expect(merged.changes).toEqual([])
    expect(personIn(merged)).toEqual({
      number: 8,
      leadId: 'lead',
      email,
      profile: { company: { value: 'Acme', at: 5 } },
      consent: false,
      consentDecidedAt: null,
      consentText: null,
      firstUseAt: null,
      firstUseId: null,
      country: 'FR',
      moved: false,
      createdAt: 1_000_000,
    })
  })

  test.each([
    ['a later value wins', [seen(1, { city: 'Ulm' }), seen(2, { city: 'Bonn' })], 'Bonn', 2],
    [
      'an earlier value that comes later does not',
      [seen(2, { city: 'Bonn' }), seen(1, { city: 'Ulm' })],
      'Bonn',
      2,
    ],
    [
      'of two at once the one that came last wins',
      [seen(1, { city: 'Ulm' }), seen(1, { city: 'Bonn' })],
      'Bonn',
      1,
    ],
    ['an absent field erases nothing', [seen(1, { city: 'Ulm' }), seen(9, { company: 'Acme' })], 'Ulm', 1],
    [
      'the same value later counts as said later',
      [seen(1, { city: 'Ulm' }), seen(5, { city: 'Ulm' }), seen(3, { city: 'Bonn' })],
      'Ulm',
      5,
    ],
  ])('%s', (_what, sightings, value, at) => {
    expect(personIn(merge([], ...sightings)).profile.city).toEqual({ value, at })
  })

  test('each field goes by its own time', () => {
    const person = personIn(
      merge(
        [],
        seen(3, { city: 'Bonn' }),
        seen(1, { city: 'Ulm', company: 'Old' }),
        seen(2, { company: 'New' }),
      ),
    )

    expect(person.profile).toEqual({ city: { value: 'Bonn', at: 3 }, company: { value: 'New', at: 2 } })
  })

  test('a country that changes after events were stored marks the person as moved, for good', () => {
    const at1 = personIn(merge([], seen(1, { country: 'DE' }), seen(2, { country: 'FR' })))
    const at2 = personIn(merge([at1], seen(3, { country: 'FR' })))
    const at3 = personIn(merge([at2], seen(4, { country: 'DE' })))
    const at4 = personIn(merge([at3], seen(5)))

    expect([at1.moved, at2.moved, at3.moved, at4.moved]).toEqual([false, false, true, true])
    expect([at1.country, at3.country]).toEqual(['FR', 'DE'])
  })

  test('a first country of somebody whose events carry none is a move too', () => {
    const before = personIn(merge([], seen(1)))

    expect(personIn(merge([before], seen(2, { country: 'DE' }))).moved).toBe(true)
  })
})

describe('first use', () => {
  test.each([
    ['a download', 'cad_download', 'e4'],
    ['a document', 'document_open', 'e4'],
    ['nothing else', 'product_view', null],
  ] as const)('is %s', (_what, type, id) => {
    expect(personIn(merge([], seen(4, {}, { type }))).firstUseId).toBe(id)
  })

  test('is the earliest, whenever it arrives; of two at once the first that came', () => {
    expect(personIn(merge([], downloads(4), downloads(2), downloads(3))).firstUseId).toBe('e2')
    expect(personIn(merge([], downloads(4, 'a'), downloads(4, 'b'))).firstUseId).toBe('a')
  })
})

describe('consent and what the feed is told', () => {
  const lead = personIn(merge([], seen(1, consents(second(1)))))
  const nobody = personIn(merge([], seen(1)))

  test.each([
    ['somebody unknown who agrees: the actions themselves tell it', [], [seen(1, consents())], true, []],
    ['a known person who agrees: their earlier actions', [nobody], [seen(2, consents())], true, ['release']],
    ['a lead who withdraws', [lead], [seen(2, refuses(second(2)))], false, ['consent_withdrawn']],
    ['a lead who withdrew before agreeing', [lead], [seen(2, refuses(second(0)))], true, []],
    [
      'a lead who says yes again later: many senders do, with every event',
      [lead],
      [seen(2, consents(second(2)))],
      true,
      [],
    ],
    ['a lead who sends the same yes again', [lead], [seen(2, consents(second(1)))], true, []],
    ['a lead whose profile changes', [lead], [seen(2, { company: 'Acme' })], true, ['lead_updated']],
    [
      'a lead who agrees to another text',
      [lead],
      [seen(2000, { consent: { manufacturer: true, text: '2026-02' } })],
      true,
      ['lead_updated'],
    ],
    ['a lead who only acts', [lead], [seen(2)], true, []],
    ['no lead, whose profile changes', [nobody], [seen(2, { company: 'Acme' })], false, []],
    [
      'no and yes in one group',
      [lead],
      [seen(2, refuses(second(2))), seen(3, consents(second(3)))],
      true,
      [],
    ],
    [
      'yes and no in one group',
      [nobody],
      [seen(2, consents(second(2))), seen(3, refuses(second(3)))],
      false,
      [],
    ],
    [
      'a consent without a time counts from its event',
      [lead],
      [seen(2000, refuses())],
      false,
      ['consent_withdrawn'],
    ],
    [
      'a no at the same instant as a yes',
      [lead],
      [seen(2, refuses(second(1)))],
      false,
      ['consent_withdrawn'],
    ],
    [
      'a yes at the same instant as a no',
      [nobody],
      [seen(2, refuses(second(2))), seen(2, consents(second(2)))],
      false,
      [],
    ],
    [
      'a no from the future: it was said when it came',
      [lead],
      [received(second(5), refuses(ages))],
      false,
      ['consent_withdrawn'],
    ],
    [
      'and a yes after it',
      [lead],
      [received(second(5), refuses(ages)), received(second(6), consents(second(6)))],
      true,
      [],
    ],
    [
      'a yes from the future, which a no outlives',
      [lead],
      [received(second(2), consents(ages)), received(second(5), refuses(second(3)))],
      false,
      ['consent_withdrawn'],
    ],
    [
      'a yes from the future that comes again after a no',
      [lead],
      [
        received(second(2), consents(ages)),
        received(second(5), refuses()),
        received(second(6), consents(ages)),
      ],
      false,
      ['consent_withdrawn'],
    ],
    [
      'a yes by a clock that is ahead, again after a no that came meanwhile',
      [lead],
      [
        received(second(10), consents(second(190))),
        received(second(20), refuses()),
        received(second(30), consents(second(190))),
        received(second(300), consents(second(190))),
      ],
      false,
      ['consent_withdrawn'],
    ],
    [
      'a yes of after that no',
      [lead],
      [
        received(second(10), consents(second(190))),
        received(second(20), refuses()),
        received(second(200), consents()),
      ],
      true,
      [],
    ],
    [
      'a page that says no for who never decided, and a yes of long ago after it',
      [nobody],
      [fromPage(second(5), refuses(second(5))), received(second(6), consents(second(1)))],
      true,
      ['release'],
    ],
    ['a page that says no for a lead', [lead], [fromPage(second(5), refuses(second(5)))], true, []],
    [
      'a page that says no for a lead, from the future',
      [lead],
      [fromPage(second(5), refuses(ages))],
      true,
      [],
    ],
    [
      'a page that says another yes for a lead',
      [lead],
      [fromPage(second(5), { consent: { manufacturer: true, text: 'page' } })],
      true,
      [],
    ],
    [
      'a page that says yes for who said no',
      [nobody],
      [seen(2, refuses(second(2))), fromPage(second(5), consents(second(5)))],
      false,
      [],
    ],
    [
      'a page that says yes for who never decided',
      [nobody],
      [fromPage(second(5), consents(second(5)))],
      true,
      ['release'],
    ],
    ['a page that says yes for somebody unknown', [], [fromPage(second(5), consents(second(5)))], true, []],
  ] as const)('%s', (_what, known, sightings, consent, kinds) => {
    const merged = merge(known, ...sightings)

    expect(personIn(merged).consent).toBe(consent)
    expect(merged.changes).toEqual(kinds.map((kind) => ({ kind, person: 8 })))
  })
})

const value = fc.constantFrom('a', 'b', 'c')
const personOf = fc.record(Object.fromEntries(profileFields.map((field) => [field, value])), {
  requiredKeys: [],
})
const sighting = fc.record({
  person: personOf,
  country: fc.constantFrom('', 'DE', 'FR'),
  type: fc.constantFrom('cad_download' as const, 'product_view' as const),
  consent: fc.option(fc.boolean(), { nil: undefined }),
})

/** Sightings of one person at distinct times, the groups they arrive in, and another order of the same. */
const arrivals = fc.array(sighting, { minLength: 1, maxLength: 12 }).chain((drawn) => {
  const all = drawn.map(({ person, consent, ...rest }, at) =>
    seen(at, { ...person, ...(consent === undefined ? {} : { consent: { manufacturer: consent } }) }, rest),
  )
  const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
  return fc.record({
    first: order,
    second: order,
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 12, maxLength: 12 }),
  })
})

function inGroups(all: readonly Sighting[], sizes: readonly number[]): PersonState {
  let known: readonly PersonState[] = []
  let rest = all
  for (const size of sizes) {
    if (rest.length === 0) break
    known = [personIn(merge(known, ...rest.slice(0, size)))]
    rest = rest.slice(size)
  }
  const [person] = known
  if (person === undefined) throw new Error('nobody')
  return person
}

describe('whatever the order of arrival', () => {
  test('the profile, the consent and the first use are the same', () => {
    fc.assert(
      fc.property(arrivals, ({ first, second: other, sizes }) => {
        const { country: _a, moved: _b, ...one } = inGroups(first, sizes)
        const { country: _c, moved: _d, ...two } = inGroups(other, [12])
        expect(two).toEqual(one)
      }),
    )
  })

  test('every field holds its latest value, and a field that was said is never lost', () => {
    fc.assert(
      fc.property(arrivals, ({ first, sizes }) => {
        const { profile } = inGroups(first, sizes)
        for (const field of profileFields) {
          const last = first
            .filter(({ person }) => person[field] !== undefined)
            .toSorted((a, b) => b.at - a.at)[0]
          expect(profile[field]).toEqual(last && { value: last.person[field], at: last.at })
        }
      }),
    )
  })

  test('nothing of the input is changed', () => {
    fc.assert(
      fc.property(arrivals, ({ first }) => {
        const before = structuredClone(first)
        merge([], ...first)
        expect(first).toEqual(before)
      }),
    )
  })
})
