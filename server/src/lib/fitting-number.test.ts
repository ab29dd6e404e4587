import { expect, test } from 'vitest'
import { fitting } from './fitting-number.ts'

test.each([
  [0n, 0],
  [9_007_199_254_740_991n, 9_007_199_254_740_991],
  [-9_007_199_254_740_991n, -9_007_199_254_740_991],
  [9_007_199_254_740_992n, 9_007_199_254_740_992n],
  [-9_007_199_254_740_992n, -9_007_199_254_740_992n],
  [9_999_999_999_999_999n, 9_999_999_999_999_999n],
])('%s is %s', (value, expected) => {
  expect(fitting(value)).toBe(expected)
})
