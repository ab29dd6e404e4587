import { expect, test } from 'vitest'
import { createServiceAccount } from '@catalytics/contract/service-accounts.ts'
import { wordsOfFault } from './faults.ts'
import {
  convertedField,
  faultsBySchema,
  field,
  fieldAt,
  firstValues,
  lineAt,
  listField,
  ownFaults,
  sentBy,
} from './fields.ts'
import { missing } from './new-password.ts'

const fields = {
  name: field({ label: 'Name', id: 'name', first: '', check: missing }),
  networks: listField({ label: 'Networks', id: 'networks', first: ['10.0.0.0/8', '::1'] }),
  key: field({ label: 'Key', id: 'key', at: 'segments.0.key', first: 'bolts' }),
  months: convertedField({ label: 'Months', id: 'months', first: '12', sent: Number, words: String }),
}

test('a field says what it has at first, and what is sent for it', () => {
  const first = firstValues(fields)

  expect(first).toEqual({ name: '', networks: '10.0.0.0/8\n::1', key: 'bolts', months: '12' })
  expect(sentBy(fields, { ...first, networks: 'a, b\nc', months: '24' })).toEqual({
    name: '',
    networks: ['a', 'b', 'c'],
    key: 'bolts',
    months: 24,
  })
})

test('everything that is wrong is found before anything is sent, all at once', () => {
  const body = { name: ' ', scopes: [], networks: ['10.0.0.0/8', 'nowhere'], password: 'short' }

  const faults = faultsBySchema(createServiceAccount, body)

  expect(faults.map((fault) => [fault.field, wordsOfFault(fault)])).toEqual([
    ['name', 'A value is needed here.'],
    ['scopes', 'Choose at least one.'],
    ['networks.1', 'It must be a network or an address, such as 203.0.113.0/24 or 2001:db8::/32.'],
    ['password', 'It must have at least 15 characters.'],
  ])
  expect(faultsBySchema(createServiceAccount, { name: 'CRM', scopes: ['leads:read'] })).toEqual([])
})

test('a field may have a check of its own', () => {
  expect(ownFaults(fields, firstValues(fields))).toEqual([
    { field: 'name', why: { reason: 'missing', params: {} } },
  ])
  expect(ownFaults(fields, { ...firstValues(fields), name: 'CRM' })).toEqual([])
})

test.each([
  ['name', 'name'],
  ['networks.1', 'networks'],
  ['segments.0.key', 'key'],
  ['key', 'key'],
  ['names', undefined],
  ['segments.1.key', undefined],
])('what is wrong at %s is wrong in the field %s', (at, name) => {
  expect(fieldAt(fields, at)).toBe(name)
})

test('of a typed list, the line that is wrong is known', () => {
  const typed = 'a, b\n\nc'

  expect([0, 1, 2].map((entry) => lineAt(fields, 'networks', `networks.${entry}`, typed))).toEqual([0, 0, 2])
  expect(lineAt(fields, 'networks', 'networks', typed)).toBeUndefined()
  expect(lineAt(fields, 'name', 'name', 'a')).toBeUndefined()
})
