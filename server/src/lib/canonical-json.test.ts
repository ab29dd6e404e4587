import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, sortedJson } from './canonical-json.ts'

describe('canonical JSON', () => {
  test.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ a: { z: [3, { y: 1, x: 2 }], b: null } }, '{"a":{"b":null,"z":[3,{"x":2,"y":1}]}}'],
    [{ B: 1, a: 2, A: 3, '10': 4, '9': 5 }, '{"9":5,"10":4,"A":3,"B":1,"a":2}'],
    [{ a: undefined, b: 1 }, '{"b":1}'],
    [JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
    [[], '[]'],
    ['text', '"text"'],
  ])('%j', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  test('of an object of texts, is the same by either way', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (texts) => {
        expect(sortedJson(texts)).toBe(canonicalJson(texts))
      }),
    )
  })

  test('the order of keys makes no difference, anything else does', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue()),
        (a, b) => {
          const turned = Object.fromEntries(Object.entries(a).toReversed())
          expect(canonicalJson(turned)).toBe(canonicalJson(a))
          expect(JSON.parse(canonicalJson(a))).toEqual(JSON.parse(JSON.stringify(a)))
          expect(canonicalJson(a) === canonicalJson(b)).toBe(sameJson(a, b))
        },
      ),
    )
  })
})

function sameJson(a: unknown, b: unknown): boolean {
  try {
    expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)))
    return true
  } catch {
    return false
  }
}
