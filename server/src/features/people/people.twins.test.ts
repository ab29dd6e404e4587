import { expect, test } from 'vitest'
import type { PersonState } from './people.merge.ts'
import { mergeTwins } from './people.twins.ts'

const [yes, no] = [true, false]

/** Somebody with this number who decided at an instant, or never did. */
function person(number: number, consent = no, at: number | null = null): PersonState {
  return {
    number,
    leadId: `lead-${number}`,
    email: `${number}@acme.example`,
    profile: {},
    consent,
    consentDecidedAt: at,
    consentText: at === null ? null : `text of ${at}`,
    firstUseAt: null,
    firstUseId: null,
    country: '',
    moved: false,
    createdAt: 1,
  }
}

const merged = { kind: 'lead_merged', person: 1, lead: 'lead-2' }
const withdrawn = { kind: 'consent_withdrawn', person: 1 }
const updated = { kind: 'lead_updated', person: 1 }
const released = { kind: 'release', person: 1 }
const releasedOther = { kind: 'release', person: 2, as: 1 }

test.each([
  ['a no and a later yes', person(1, no, 10), person(2, yes, 20), [no, 10], [merged, withdrawn]],
  ['a later yes and a no', person(1, yes, 20), person(2, no, 10), [no, 10], [merged, withdrawn]],
  ['a yes and a later no', person(1, yes, 10), person(2, no, 20), [no, 20], [merged, withdrawn]],
  ['a yes and a no at once', person(1, yes, 10), person(2, no, 10), [no, 10], [merged, withdrawn]],
  ['two times no', person(1, no, 10), person(2, no, 20), [no, 20], [merged]],
  ['two times yes', person(1, yes, 20), person(2, yes, 10), [yes, 20], [merged, updated]],
  ['a yes and silence', person(1, yes, 10), person(2), [yes, 10], [merged, releasedOther, updated]],
  ['silence and a yes', person(1), person(2, yes, 10), [yes, 10], [merged, released, updated]],
  ['silence and a no', person(1), person(2, no, 10), [no, 10], [merged]],
  ['silence', person(1), person(2), [no, null], [merged]],
])('of %s', (_, into, from, [consent, at], changes) => {
  const { person: one, changes: told } = mergeTwins(into, from)

  expect(one).toMatchObject({
    number: 1,
    consent,
    consentDecidedAt: at,
    consentText: at === null ? null : `text of ${String(at)}`,
  })
  expect(told).toEqual(changes)
})

test('each field is the later word, and the first use the earlier one', () => {
  const into = {
    ...person(1),
    profile: { city: { value: 'Ulm', at: 2 }, company: { value: 'Old', at: 1 } },
    firstUseAt: 8,
    firstUseId: 'later',
  }
  const from = {
    ...person(2),
    profile: { city: { value: 'Bonn', at: 1 }, company: { value: 'New', at: 2 } },
    firstUseAt: 7,
    firstUseId: 'earlier',
  }

  for (const { person: one } of [mergeTwins(into, from), mergeTwins(from, into)])
    expect(one).toMatchObject({
      profile: { city: { value: 'Ulm', at: 2 }, company: { value: 'New', at: 2 } },
      firstUseAt: 7,
      firstUseId: 'earlier',
    })
})
