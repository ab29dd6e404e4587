import { expect, test } from 'vitest'
import { randomBase62, toBase62 } from './random.ts'

test('random text has the length asked for, and every character is about as likely', () => {
  const text = randomBase62(62_000)
  const counts = Map.groupBy(text, (character) => character)

  expect(text).toMatch(/^[0-9A-Za-z]{62000}$/)
  expect(counts.size).toBe(62)
  // A thousand of each are expected; six standard deviations are 190.
  for (const all of counts.values()) expect(Math.abs(all.length - 1000)).toBeLessThan(190)
})

test('short ones differ', () => {
  expect(new Set(Array.from({ length: 1000 }, () => randomBase62(16))).size).toBe(1000)
  expect(randomBase62(0)).toBe('')
})

test.each([
  [0, 3, '000'],
  [61, 1, 'z'],
  [62, 2, '10'],
  [0xffffffff, 6, '4gfFC3'],
])('%i in base62, %i wide, is %s', (value, width, text) => {
  expect(toBase62(value, width)).toBe(text)
})
