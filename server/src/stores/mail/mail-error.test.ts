import { expect, test } from 'vitest'
import { discreet } from './mail-error.ts'

test.each([
  ['550 5.1.1 <ann@one.example>: no such user', '550 5.1.1 <…>: no such user'],
  ['550 ann@one.example, bob@two.example unknown', '550 … … unknown'],
  ['550-first line\r\n550 second\u0000 line', '550-first line 550 second line'],
  ['', ''],
])('%j is kept as %j', (said, kept) => {
  expect(discreet(said)).toBe(kept)
})

test('a long answer is cut', () => {
  expect(discreet('x'.repeat(5000))).toHaveLength(300)
})
