import fc from 'fast-check'
import type { EventType, WireEvent } from '@catalytics/contract/events.ts'
import { agreedAt } from './factories.ts'

/** Texts that break what is written carelessly: quotes, separators, line breaks, formulas, numbers that are names. */
export const hardTexts = [
  '00123',
  '12E3',
  '1-2',
  'a,b;c|d',
  'say "hi"',
  "it's",
  '=1+1',
  '+49 (0) 1',
  '-1',
  '@import',
  '＝full',
  'Größe Ⅷ 漢字 😀',
  '\u200f\u202eright to left',
  ' padded ',
  'TRUE',
  'null',
  '\\N',
  '\\',
  "'",
  '<b>&amp;</b>',
  '{"a":1}',
  '%00%0a',
] as const

const emails = [
  'ann@acme.example',
  'bob@acme.example',
  'Cem.O@Other.example',
  'dee@acme.example',
  'eve@rival.example',
]
/** They never agree. */
const refusers = ['fay@acme.example']
const countries = ['DE', 'FR', 'GB', 'CH'] as const
const types: readonly EventType[] = [
  'cad_download',
  'document_open',
  'quote_request',
  'product_view',
  'contact_click',
]

/** Days around which the clocks of Paris change, and others. */
const days = [
  '2026-03-28',
  '2026-03-29',
  '2026-03-30',
  '2026-10-24',
  '2026-10-25',
  '2026-10-26',
  '2026-07-01',
]

const maybe = <Item>(item: fc.Arbitrary<Item>) => fc.option(item, { nil: undefined })
const text = fc.constantFrom(...hardTexts)

const drawn = fc.record({
  type: fc.constantFrom(...types),
  day: fc.constantFrom(...days),
  // Half of the events lie within two hours of a midnight.
  minute: fc.oneof(
    fc.integer({ min: 0, max: 1439 }),
    fc.constantFrom(0, 1, 59, 60, 119, 120, 1320, 1380, 1439),
  ),
  catalog: fc.constantFrom('ball-bearings', 'profiles', 'ventile & "co", größe'),
  channel: fc.constantFrom(
    { kind: 'network' as const, key: 'partnet' },
    { kind: 'network' as const, key: 'www' },
    { kind: 'site' as const, key: 'www' },
  ),
  part: maybe(
    fc.record(
      {
        number: text,
        family: fc.constantFrom('Deep groove', 'Ölfrei', 'zeta'),
        category: text,
        configuration: fc.dictionary(fc.constantFrom('d', 'B', 'a'), text, { maxKeys: 3 }),
      },
      { requiredKeys: [] },
    ),
  ),
  said: fc.record(
    {
      first_name: text,
      last_name: text,
      company: text,
      department: text,
      state: text,
      city: text,
      postal_code: text,
      phone: text,
      fax: text,
      address: fc.constantFrom('Street 1\n12345 Town', 'A "quoted"\r\nline', 'plain'),
      language: fc.constantFrom('de', 'fr-CH', 'en'),
      country: fc.constantFrom(...countries),
    },
    { requiredKeys: [] },
  ),
  who: fc.constantFrom(...emails, ...refusers, undefined),
  country: maybe(fc.constantFrom(...countries)),
  language: maybe(fc.constantFrom('de', 'en')),
  quantity: maybe(fc.constantFrom(1, 20, 0.5, 1e12, 0.1)),
  message: maybe(fc.constantFrom('How much?', 'Line 1\nLine "2", and 3\r\n\tend', '=cmd|x', '漢字 😀')),
})

/** Events as they may come in, each with an id and a time of its own; in the order of their arrival. */
export function leadEvents(count: number): fc.Arbitrary<readonly (WireEvent & { readonly id: string })[]> {
  return fc.array(drawn, { minLength: count, maxLength: count }).map((all) =>
    all.map((one, index) => {
      const id = `0199b1c2-6f0e-7c1a-8d55-${index.toString(16).padStart(12, '0')}`
      // The millisecond tells events apart: which of two writers came later is then never in doubt.
      const at = new Date(Date.parse(`${one.day}T00:00:00Z`) + one.minute * 60_000 + index).toISOString()
      return {
        id,
        at,
        type: one.type,
        catalog: one.catalog,
        channel: one.channel,
        ...given('part', one.part),
        ...given('country', one.country),
        ...given('language', one.language),
        ...(one.type === 'cad_download' ? { format: 'STEP AP214' } : {}),
        ...(one.type === 'document_open'
          ? { document: { name: 'data "sheet".pdf', kind: 'datasheet' } }
          : {}),
        ...(one.type === 'quote_request'
          ? { quote: { ...given('quantity', one.quantity), ...given('message', one.message) } }
          : {}),
        ...(one.who === undefined ? {} : { person: { email: one.who, ...one.said, ...consentOf(one.who) } }),
      }
    }),
  )
}

function consentOf(email: string) {
  return refusers.includes(email) ? {} : { consent: { manufacturer: true, at: agreedAt, text: '2026-01' } }
}

function given<Key extends string, Value>(key: Key, value: Value | undefined): Partial<Record<Key, Value>> {
  const some: Partial<Record<Key, Value>> = {}
  if (value !== undefined) some[key] = value
  return some
}
