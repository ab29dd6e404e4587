import { expect, test } from 'vitest'
import { sayIn } from '@catalytics/contract/words/say.ts'

const tree = {
  greeting: 'Hello, {{name}}',
  rows_one: '{{count, number}} row',
  rows_other: '{{count, number}} rows of {{all, number}}',
  rows_many: '{{count, number}} de lignes',
  scopes: { 'leads:read': { label: 'Read leads' } },
}

test.each([
  [1, '1 row'],
  [0, '0 rows of 1,234'],
  [12_480, '12,480 rows of 1,234'],
])('a text for %d has the form of that number', (count, text) => {
  expect(sayIn(tree, 'en', 'rows', { count, all: 1234 })).toBe(text)
})

test('a language has forms of its own', () => {
  expect(sayIn(tree, 'fr', 'rows', { count: 0 })).toBe('0 row')
  expect(sayIn(tree, 'fr', 'rows', { count: 1_000_000 })).toBe('1\u202F000\u202F000 de lignes')
})

test('values stand as they are, whatever is in them', () => {
  expect(sayIn(tree, 'de', 'greeting', { name: '<b>$& {{name}}</b>' })).toBe('Hello, <b>$& {{name}}</b>')
  expect(sayIn(tree, 'en', 'scopes.leads:read.label')).toBe('Read leads')
})

test('a text that is not there is a fault', () => {
  expect(() => sayIn(tree, 'en', 'nothing')).toThrow('nothing')
})
