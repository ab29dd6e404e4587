import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byCodePoint } from './code-points.ts'

test('the order is that of the code points, also beyond the 65,536th', () => {
  const sorted = ['😀', 'b', '\uffee', 'ä', 'a', 'B', '', 'a😀', 'a\uffee'].toSorted(byCodePoint)

  expect(sorted).toEqual(['', 'B', 'a', 'a\uffee', 'a😀', 'b', 'ä', '\uffee', '😀'])
})

test('it is an order: as the lists of code points compare', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (a, b) => {
      const [left, right] = [points(a), points(b)]
      const at = left.findIndex((point, index) => point !== right[index])
      const expected = at < 0 ? left.length - right.length : (left[at] ?? 0) - (right[at] ?? -1)
      expect(Math.sign(byCodePoint(a, b))).toBe(Math.sign(expected))
    }),
  )
})

function points(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) ?? 0)
}
