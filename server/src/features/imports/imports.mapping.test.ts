import { describe, expect, test } from 'vitest'
import { event } from '@catalytics/contract/events.ts'
import type { ImportMapping } from '@catalytics/contract/imports.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'
import type { Cell } from '../../stores/files/readers/rows.ts'
import { importEventId } from './imports.ids.ts'
import { compileMapping, parseMapping } from './imports.mapping.ts'

const base = {
  type: { const: 'quote_request' },
  at: { column: 'When' },
  catalog: { const: 'bearings' },
  'channel.kind': { const: 'network' },
  'channel.key': { const: 'partnet' },
} as const

const person = {
  'person.email': { column: 'Mail' },
  'person.company': { column: 'Company' },
  'person.country': { column: 'Country' },
  'person.consent.manufacturer': { column: 'Agreed' },
  'person.consent.text': { const: '2026-01' },
} as const

function mappingOf(fields: ImportMapping['event']): ImportMapping {
  return parseMapping({ time_zone: 'Europe/Paris', event: { ...base, ...fields } })
}

function map(fields: ImportMapping['event'], cells: Record<string, Cell>) {
  const when: Cell = '2026-03-01T09:00:00Z'
  return compileMapping(mappingOf(fields), { columns: null })({ row: 2, cells: { When: when, ...cells } })
}

const sent = {
  type: 'quote_request',
  at: '2026-03-01T09:00:00.000Z',
  catalog: 'bearings',
  channel: { kind: 'network', key: 'partnet' },
}

describe('rows become events', () => {
  test('every kind of field, in wire form', () => {
    const fields = {
      'part.number': { column: 'Code' },
      'part.family': { column: 'Name' },
      'part.configuration.d': { column: 'Bore' },
      'part.configuration.a.b': { const: 7 },
      'quote.quantity': { column: 'Pieces' },
      'quote.message': { template: '{Name}: {Pieces} pcs' },
      country: { column: 'Country' },
      ...person,
    }
    const cells = {
      Code: 21166,
      Name: ' Deep groove ',
      Bore: 12.5,
      Pieces: '1,234.5',
      Country: 'Allemagne',
      Mail: ' A@Example.com',
      Company: null,
      Agreed: 'ja',
    }
    const { event: made, unmapped } = map(fields, cells)
    expect(made).toEqual({
      ...sent,
      part: { number: '21166', family: 'Deep groove', configuration: { d: '12.5', 'a.b': '7' } },
      quote: { quantity: 1234.5, message: 'Deep groove: 1,234.5 pcs' },
      country: 'DE',
      person: { email: 'A@Example.com', country: 'DE', consent: { manufacturer: true, text: '2026-01' } },
    })
    expect(unmapped).toEqual([])
    expect(event.safeParse(made).success).toBe(true)
  })

  test('empty cells leave fields out, and objects that would be empty too', () => {
    const fields = { 'part.number': { column: 'Code' }, 'quote.quantity': { column: 'Pieces' } }
    expect(map(fields, { Code: '  ', Pieces: null }).event).toEqual(sent)
  })

  test.each<[string, Record<string, Cell>, unknown]>([
    ['no e-mail: no person', { Mail: ' ', Company: 'Acme', Agreed: true }, undefined],
    [
      'no answer: no consent',
      { Mail: 'a@b.de', Company: 'Acme', Agreed: '' },
      { email: 'a@b.de', company: 'Acme' },
    ],
    [
      'a no stays a no',
      { Mail: 'a@b.de', Agreed: 0 },
      { email: 'a@b.de', consent: { manufacturer: false, text: '2026-01' } },
    ],
    [
      'no yes is made of other words',
      { Mail: 'a@b.de', Agreed: 'perhaps' },
      { email: 'a@b.de', consent: { manufacturer: 'perhaps', text: '2026-01' } },
    ],
  ])('%s', (_name, cells, expected) => {
    expect(map(person, cells).event).toEqual(expected === undefined ? sent : { ...sent, person: expected })
  })

  test('a document without a name is none', () => {
    const fields = { 'document.name': { column: 'File' }, 'document.kind': { const: 'datasheet' } }
    expect(map(fields, { File: '' }).event).toEqual(sent)
    expect(map(fields, { File: 'a.pdf' }).event).toEqual({
      ...sent,
      document: { name: 'a.pdf', kind: 'datasheet' },
    })
  })

  test.each<[Cell, string | undefined]>([
    [13607, 'customer-13607@retail.example'],
    [' 13607 ', 'customer-13607@retail.example'],
    [null, undefined],
    ['', undefined],
  ])('a template with CustomerID %o gives %s', (cell, email) => {
    const fields = { 'person.email': { template: 'customer-{CustomerID}@retail.example' } }
    expect(map(fields, { CustomerID: cell }).event).toEqual(
      email === undefined ? sent : { ...sent, person: { email } },
    )
  })

  test('a template joins date and time cells', () => {
    const fields = { at: { template: '{Day} {Time}' } }
    const cells = { Day: { wallMs: Date.UTC(2026, 6, 1) }, Time: { wallMs: Date.UTC(1899, 11, 31, 9, 30) } }
    expect(map(fields, cells).event).toMatchObject({ at: '2026-07-01T07:30:00.000Z' })
  })

  test('what is no date or number goes through for the validation to refuse', () => {
    const { event: made } = map(
      { 'quote.quantity': { column: 'Pieces' } },
      { When: '1/2/2026', Pieces: '12 pcs' },
    )
    expect(made).toMatchObject({ at: '1/2/2026', quote: { quantity: '12 pcs' } })
    expect(event.safeParse(made).success).toBe(false)
  })

  test.each<[string, Cell]>([
    ['an infinite instant', new Date(Number.NaN)],
    ['an infinite day', { wallMs: Number.NaN }],
    ['the last wall time that a computer knows', { wallMs: 8.64e15 }],
    ['the first one', { wallMs: -8.64e15 }],
  ])('a date out of range is left out of a text and counted, and is no time: %s', (_name, cell) => {
    const fields = {
      'part.number': { column: 'Code' },
      'part.family': { template: 'F-{Code}' },
      'person.consent.at': { column: 'Code' },
      ...person,
    }
    const { event: made, unmapped } = map(fields, { When: cell, Code: cell, Mail: 'a@b.de', Agreed: 'ja' })

    expect(made).toEqual({
      ...sent,
      at: 'date out of range',
      person: {
        email: 'a@b.de',
        consent: { manufacturer: true, text: '2026-01', at: 'date out of range' },
      },
    })
    expect(unmapped).toEqual([
      { field: 'part.number', value: 'date out of range' },
      { field: 'part.family', value: 'date out of range' },
    ])
  })

  test('control characters inside a text go through untouched', () => {
    expect(map({ 'part.family': { column: 'Name' } }, { Name: 'a\u0007b' }).event).toHaveProperty(
      'part.family',
      'a\u0007b',
    )
  })
})

describe('values', () => {
  const country = {
    country: { column: 'Country', values: { EIRE: 'Ireland', Unspecified: null, '': 'FR', 49: 'DE' } },
  }

  test.each<[Cell, string | undefined, readonly string[]]>([
    ['EIRE', 'IE', []],
    [' eire ', 'IE', []],
    ['Unspecified', undefined, []],
    ['', 'FR', []],
    [49, 'DE', []],
    ['Spanien', 'ES', []],
    ['European Community', undefined, ['European Community']],
    ['constructor', undefined, ['constructor']],
  ])('%o is %s', (cell, code, unmapped) => {
    const mapped = map(country, { Country: cell })
    expect(mapped.event).toEqual(code === undefined ? sent : { ...sent, country: code })
    expect(mapped.unmapped).toEqual(unmapped.map((value) => ({ field: 'country', value })))
  })

  test('null for an e-mail makes the event anonymous', () => {
    const fields = { 'person.email': { column: 'Mail', values: { 'n/a': null } } }
    expect(map(fields, { Mail: 'N/A' }).event).toEqual(sent)
  })

  test('a value can be a yes or a number', () => {
    const fields = {
      'quote.quantity': { column: 'Pieces', values: { dozen: 12 } },
      'person.email': { column: 'Mail' },
      'person.consent.manufacturer': { column: 'Agreed', values: { checked: true } },
    }
    expect(map(fields, { Pieces: 'dozen', Mail: 'a@b.de', Agreed: 'checked' }).event).toMatchObject({
      quote: { quantity: 12 },
      person: { consent: { manufacturer: true } },
    })
  })
})

describe('a mapping that cannot work says why', () => {
  test.each<[string, unknown, string]>([
    ['no mapping', null, 'the mapping'],
    ['no event', {}, 'event'],
    ['a zone that is none', { time_zone: 'London', event: base }, 'time_zone: is not an IANA time zone'],
    ['an unknown key', { zone: 'Europe/London', event: base }, 'zone'],
    ['a required field missing', { event: { ...base, catalog: undefined } }, 'event.catalog'],
    [
      'a mistyped field',
      { event: { ...base, 'part.nubmer': { column: 'A' } } },
      'event.part.nubmer: is not a field of an event; did you mean part.number?',
    ],
    [
      'no source',
      { event: { ...base, country: {} } },
      'event.country: needs exactly one of const, column and template',
    ],
    [
      'two sources',
      { event: { ...base, country: { const: 'DE', column: 'A' } } },
      'event.country: needs exactly one',
    ],
    [
      'a type that is none',
      { event: { ...base, type: { const: 'quote' } } },
      'event.type.const: is not one of cad_download',
    ],
    [
      'a value that is no type',
      { event: { ...base, type: { column: 'A', values: { x: 'dl' } } } },
      'event.type.values.x: is not one of',
    ],
    [
      'values for a constant',
      { event: { ...base, country: { const: 'DE', values: {} } } },
      'event.country.values: goes with a column',
    ],
    [
      'a format for a text',
      { event: { ...base, country: { column: 'A', format: 'dd' } } },
      'event.country.format: is only for at',
    ],
    [
      'a template without a column',
      { event: { ...base, session: { template: 'x' } } },
      'event.session.template: needs column names in braces',
    ],
    ['an open brace', { event: { ...base, session: { template: '{A}{B' } } }, 'event.session.template'],
    [
      'a person without e-mail',
      { event: { ...base, 'person.company': { column: 'A' } } },
      'event.person.company: needs person.email beside it',
    ],
    [
      'a country that is none',
      { event: { ...base, country: { column: 'A', values: { x: 'Atlantis' } } } },
      'event.country.values.x: Atlantis is no country',
    ],
    [
      'a format that is none',
      { event: { ...base, at: { column: 'A', format: 'dd.nn.yyyy' } } },
      'event.at.format: dd.nn.yyyy has nn, which is no token',
    ],
  ])('%s', (_name, mapping, message) => {
    expect(() => compileMapping(parseMapping(mapping), { columns: null })).toThrow(message)
  })

  test('a column that the file does not have: the nearest, and all that there are', () => {
    const mapping = mappingOf({ country: { column: 'Contry' } })
    const message =
      'event.country.column: the file has no column Contry. Did you mean Country? It has When, Country, Qty.'
    expect(() => compileMapping(mapping, { columns: ['When', 'Country', '', 'Qty'] })).toThrow(message)
  })

  test('a column of a template, and one that is there twice', () => {
    const mapping = mappingOf({ session: { template: '{Visit}' } })
    expect(() => compileMapping(mapping, { columns: ['When'] })).toThrow(
      'event.session.template: the file has no column Visit',
    )
    expect(() => compileMapping(mapping, { columns: ['When', 'Visit', 'Visit'] })).toThrow(
      '2 columns called Visit',
    )
  })

  test('every column that is wrong is named at once, with its place in the body', () => {
    const mapping = mappingOf({ session: { template: '{Visit}' }, country: { column: 'Country' } })
    const refused = refusalOf(() => compileMapping(mapping, { columns: ['When', 'Visit', 'Visit'] }))

    expect(refused.faults).toEqual([
      {
        ...because('no_such_column', { columns: 'When, Visit, Visit' }),
        path: ['mapping', 'event', 'country', 'column'],
      },
      { ...because('column_repeated', { times: 2 }), path: ['mapping', 'event', 'session', 'template'] },
    ])
  })
})

function refusalOf(work: () => unknown): AppError {
  try {
    work()
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new TypeError('not refused')
}

describe('ids of events', () => {
  const sha256 = 'ab'.repeat(32)

  test('are UUIDs of version 8, stable, one per file and row', () => {
    const id = importEventId(sha256, 2)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(event.shape.id.safeParse(id).success).toBe(true)
    expect(importEventId(Buffer.from(sha256, 'hex'), 2)).toBe(id)
    expect(importEventId(sha256, 3)).not.toBe(id)
    expect(importEventId('ac'.repeat(32), 2)).not.toBe(id)
  })

  test('never change: what was imported stays recognisable', () => {
    expect(importEventId(sha256, 2)).toBe('8b266fa7-9366-8fc7-bf0f-3d282038205d')
  })
})
