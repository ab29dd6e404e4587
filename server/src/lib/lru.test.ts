import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Lru } from './lru.ts'

test('what was used last stays; what was used longest ago goes', () => {
  const lru = new Lru<string, number>(2)
  lru.set('a', 1)
  lru.set('b', 2)
  lru.get('a')
  lru.set('c', 3)

  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([1, undefined, 3])
})

test('setting again counts as use and replaces', () => {
  const lru = new Lru<string, number>(2)
  lru.set('a', 1)
  lru.set('b', 2)
  lru.set('a', 3)
  lru.set('c', 4)

  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([3, undefined, 4])
})

test('deleted and cleared entries are gone', () => {
  const lru = new Lru<string, number>(3)
  lru.set('a', 1)
  lru.set('b', 2)
  lru.delete('a')
  expect([lru.get('a'), lru.get('b')]).toEqual([undefined, 2])

  lru.clear()
  expect(lru.get('b')).toBeUndefined()
})

test('it behaves as a plain list that is kept in the order of use', () => {
  const step = fc.record({ key: fc.integer({ min: 0, max: 6 }), set: fc.boolean() })
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 1, max: 4 }), (steps, capacity) => {
      const lru = new Lru<number, number>(capacity)
      const answers: (number | undefined)[] = []
      const expected: (number | undefined)[] = []
      let model: (readonly [number, number])[] = []
      for (const [at, { key, set }] of steps.entries()) {
        const others = model.filter(([own]) => own !== key)
        const known = model.find(([own]) => own === key)
        if (set) {
          lru.set(key, at)
          model = [...others, [key, at] as const].slice(-capacity)
        } else {
          answers.push(lru.get(key))
          expected.push(known?.[1])
          if (known !== undefined) model = [...others, known]
        }
      }
      expect(answers).toEqual(expected)
    }),
  )
})
