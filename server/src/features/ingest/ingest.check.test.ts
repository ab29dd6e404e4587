import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rejectReasons, type WireEvent } from '@catalytics/contract/events.ts'
import { event } from '../../../test/factories.ts'
import { checkEvent, isRefused, type CheckEnv } from './ingest.check.ts'

const env: CheckEnv = {
  now: Date.parse('2026-11-22T00:00:00Z'),
  hashSalt: 'salt',
  newId: () => '0199b1c2-6f0e-7c1a-9d55-ffffffffffff',
  takes: () => true,
  unlocked: () => true,
}

const receipt = { at: env.now, byPage: false }

function hashOf(sent: unknown, more: Partial<CheckEnv> = {}): number {
  const checked = checkEvent(sent, { ...env, ...more }, receipt)
  if (isRefused(checked)) throw new Error(`refused: ${checked.detail}`)
  return checked.hash
}

describe('whatever is sent', () => {
  test('is checked or refused with a reason of the list, and never a fault', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true }), (sent) => {
        const checked = checkEvent(sent, env, receipt)
        if (!isRefused(checked)) return
        expect(rejectReasons).toContain(checked.reason)
        expect(checked.detail.length).toBeGreaterThan(0)
        expect(checked.detail.isWellFormed()).toBe(true)
        expect(checked.detail).not.toMatch(/\p{Cc}/u)
      }),
    )
  })

  test('in place of one field of a good event, is refused or kept as it is', () => {
    const base = event()
    const fields = [
      ...Object.keys(base),
      'part',
      'person',
      'session',
      'country',
      'language',
      'quote',
      'format',
      'document',
    ]
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue({ maxDepth: 3 }), (field, value) => {
        const checked = checkEvent({ ...base, [field]: value }, env, receipt)
        expect(isRefused(checked) ? rejectReasons.includes(checked.reason) : checked.at > 0).toBe(true)
      }),
    )
  })
})

describe('the hash of the content', () => {
  const sent: WireEvent = {
    ...event({ part: { number: '00123', configuration: { d: '10', B: '9' } } }),
    person: { email: 'ann@acme.example', company: 'Acme' },
  }

  test('is the same however the event is written', () => {
    const same = [
      JSON.parse(JSON.stringify(sent)),
      Object.fromEntries(Object.entries(sent).toReversed()),
      { ...sent, id: sent.id?.toUpperCase() },
      { ...sent, at: new Date(sent.at).toISOString().replace('Z', '+00:00') },
      { ...sent, person: { ...sent.person, email: ' ANN@acme.example' } },
      { ...sent, part: { configuration: { B: '9', d: '10' }, number: '00123' } },
    ]

    expect(new Set(same.map((one) => hashOf(one)))).toEqual(new Set([hashOf(sent)]))
  })

  test('is another one when anything is another', () => {
    const others = [
      sent,
      { ...sent, catalog: 'x' },
      { ...sent, at: '2026-03-02T00:00:00Z' },
      { ...sent, type: 'contact_click' as const },
      { ...sent, session: 's' },
      { ...sent, part: { number: '123', configuration: { d: '10', B: '9' } } },
      { ...sent, part: { number: '00123', configuration: { d: '9', B: '10' } } },
      { ...sent, person: { email: 'ann@acme.example' } },
    ]

    expect(new Set(others.map((one) => hashOf(one))).size).toBe(others.length)
  })

  test('says nothing without the contract’s salt, and fits into a number', () => {
    expect(hashOf(sent, { hashSalt: 'other' })).not.toBe(hashOf(sent))
    expect(hashOf(sent)).toBeLessThan(2 ** 48)
  })
})
