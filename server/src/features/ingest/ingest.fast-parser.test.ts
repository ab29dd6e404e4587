import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { event as eventSchema } from '@catalytics/contract/events.ts'
import { demoContracts } from '../../demo/demo-contracts.ts'
import { demoEvents } from '../../demo/demo-events.ts'
import { parseEventFast } from './ingest.fast-parser.ts'

const [contract] = demoContracts
if (contract === undefined) throw new Error('there is no demo contract')
const end = new Date('2026-11-01T00:00:00Z')
const demo = [...demoEvents({ contract, seed: 3, days: 30, end, eventsTotal: 600 })].flat()

const full = {
  id: '0199b1c2-6f0e-7c1a-9d55-2f6a3f0b9c11',
  type: 'cad_download',
  at: '2026-02-28T23:59:59.123+01:00',
  catalog: 'Lager',
  channel: { kind: 'site', key: 'www.example.com' },
  part: { number: '00123', family: 'KG-2', category: 'A/B', configuration: { bore: '12E3', 'Ø d': '1-2' } },
  format: 'STEP AP214',
  person: {
    email: 'ann@example.com',
    first_name: 'Ann',
    last_name: 'Öz',
    company: 'Ex & Co',
    department: 'R/D',
    country: 'DE',
    state: 'BY',
    city: 'Köln',
    postal_code: '0815',
    address: 'Weg 1\nHinterhaus',
    phone: '+49 1',
    fax: '+49 2',
    language: 'pt-BR',
    consent: { manufacturer: true, at: '2026-01-01T00:00:00Z', text: 'v2' },
  },
  session: 's-1',
  country: 'FR',
  language: 'de',
}

/** JSON as the schema sees it, key order included. */
function bySchema(sent: unknown): string | undefined {
  const parsed = eventSchema.safeParse(sent)
  return parsed.success ? JSON.stringify(parsed.data) : undefined
}

const odd = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    '',
    ' ',
    '\t',
    '\u2028',
    '\ud800',
    'a\u0000',
    'ANN@EXAMPLE.COM',
    ' ann@example.com ',
    'de',
    'XX',
  ),
  fc.constantFrom(
    '2026-02-29T00:00:00Z',
    '2026-01-01',
    '2026-01-01T24:00:00Z',
    '2026-01-01T00:00Z',
    '2026-01-01t00:00:00z',
  ),
  fc.constantFrom('de_DE', 'de-DE-u-co-phonebk', 'x-own', 'ABCDEFAB-CDEF-FABC-DEFA-BCDEFABCDEFA'),
  fc.constantFrom('x'.repeat(20), 'x'.repeat(51), 'x'.repeat(101), 'x'.repeat(301), 0, -1, 1e13, 1.5, null),
  fc.constant({ ['__proto__']: 'x' }),
  fc.constant(Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, 'v']))),
)

/** Every place of the value that can be replaced, as a path. */
function placesIn(value: object, path: readonly string[] = []): (readonly string[])[] {
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const own = [...path, key]
    return typeof inner === 'object' && inner !== null ? [own, ...placesIn(inner, own)] : [own]
  })
}

function withAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined || typeof value !== 'object' || value === null) return put
  const fields = Object.fromEntries(Object.entries(value))
  return { ...fields, [key]: withAt(fields[key], rest, put) }
}

describe('an event at first sight', () => {
  test('is taken as the schema takes it, for every event of the demo data', () => {
    const texts = demo.map((sent) => JSON.stringify(parseEventFast(sent)))
    expect(texts).toEqual(demo.map(bySchema))
  })

  test('is what the schema makes of it with every field given, in whatever order', () => {
    const turned = Object.fromEntries(Object.entries(full).toReversed())
    expect(JSON.stringify(parseEventFast(turned))).toBe(bySchema(full))
  })

  test('is never taken in another way than the schema does, whatever one of its fields is', () => {
    const quote = {
      ...full,
      format: undefined,
      type: 'quote_request',
      quote: { quantity: 2, message: 'a\nb' },
    }
    const opened = {
      ...full,
      format: undefined,
      type: 'document_open',
      document: { name: 'd', kind: 'pdf', language: 'de' },
    }
    const wholes = fc.constantFrom(
      full,
      JSON.parse(JSON.stringify(quote)),
      JSON.parse(JSON.stringify(opened)),
    )
    const sent = wholes.chain((whole: object) =>
      fc
        .constantFrom(...placesIn(whole), ['more'], ['part', 'more'], ['person', 'more'])
        .chain((path) => odd.map((value) => withAt(whole, path, value))),
    )
    let taken = 0
    fc.assert(
      fc.property(sent, (one) => {
        const seen = parseEventFast(one)
        if (seen === undefined) return
        taken += 1
        expect(JSON.stringify(seen)).toBe(bySchema(one))
      }),
      { numRuns: 3000 },
    )
    expect(taken).toBeGreaterThan(100)
  })
})
