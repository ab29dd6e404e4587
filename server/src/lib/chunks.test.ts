import { expect, test } from 'vitest'
import { chunksOf } from './chunks.ts'

test.each([
  [[], 2, []],
  [[1], 2, [[1]]],
  [[1, 2], 2, [[1, 2]]],
  [[1, 2, 3, 4, 5], 2, [[1, 2], [3, 4], [5]]],
])('%j in slices of %i', (items, size, slices) => {
  expect([...chunksOf(items, size)]).toEqual(slices)
})
