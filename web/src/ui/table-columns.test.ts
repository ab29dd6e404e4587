import { expect, test } from 'vitest'
import { collatorOf } from '../lib/collate.ts'
import { orderedBy } from './table-columns.ts'

const order = <Value extends string | number>(values: readonly Value[], descending = false) =>
  orderedBy(values, (value) => value, descending, collatorOf('de'))

test('names are ordered as people read them: accents beside their letters, numbers by their size', () => {
  expect(order(['Zoe', 'Lager 10', 'Östen', 'lager 9', 'Otto', 'Ärmel'])).toEqual([
    'Ärmel',
    'lager 9',
    'Lager 10',
    'Östen',
    'Otto',
    'Zoe',
  ])
})

test('figures are ordered by their size, and the other way round', () => {
  expect(order([9, 10, -1])).toEqual([-1, 9, 10])
  expect(order([9, 10, -1], true)).toEqual([10, 9, -1])
})

test('rows that are alike stay as they come, in both directions', () => {
  const rows = [
    { name: 'a', place: 1 },
    { name: 'a', place: 2 },
  ]
  for (const descending of [false, true])
    expect(orderedBy(rows, ({ name }) => name, descending, collatorOf('en'))).toEqual(rows)
})

test('100,000 rows are ordered', { timeout: 60_000 }, () => {
  const rows = Array.from({ length: 100_000 }, (_, place) => `Bolt ${(place * 7919) % 100_000}`)

  const [first, second] = orderedBy(rows, (name) => name, false, collatorOf('fr'))

  expect([first, second]).toEqual(['Bolt 0', 'Bolt 1'])
})
