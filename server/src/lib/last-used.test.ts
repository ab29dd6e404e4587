import { expect, test } from 'vitest'
import { LastUsed } from './last-used.ts'

test('what was used lately stays; what was not used for long goes', () => {
  const kept = new LastUsed<number, string>(4)
  const own = kept.of('own')
  own.set(1, 'one')
  own.set(2, 'two')
  own.set(3, 'three')
  expect(own.get(1)).toBe('one')
  own.set(4, 'four')

  expect([1, 2, 3, 4].map((key) => own.get(key))).toEqual(['one', undefined, 'three', 'four'])
})

test('groups do not know each other’s entries, and share the room', () => {
  const kept = new LastUsed<number, string>(4)
  kept.of('a').set(1, 'of a')
  kept.of('b').set(1, 'of b')
  expect([kept.of('a').get(1), kept.of('b').get(1), kept.of('c').get(1)]).toEqual(['of a', 'of b', undefined])

  for (const key of [2, 3, 4, 5]) kept.of('b').set(key, 'new')
  expect([kept.of('a').get(1), kept.of('b').get(1)]).toEqual([undefined, undefined])
})

test('the latest value counts, also of an entry from before', () => {
  const own = new LastUsed<number, string>(2).of('own')
  own.set(1, 'first')
  own.set(1, 'second')
  expect(own.get(1)).toBe('second')
  own.set(2, 'other')
  own.set(1, 'third')
  expect(own.get(1)).toBe('third')
})

test('never holds more than its capacity', () => {
  const own = new LastUsed<number, number>(10).of('own')
  for (let key = 0; key < 1000; key += 1) own.set(key, key)
  const held = Array.from({ length: 1000 }, (_, key) => key).filter((key) => own.get(key) === key)
  expect(held.length).toBeLessThanOrEqual(10)
  expect(held.length).toBeGreaterThanOrEqual(5)
})
