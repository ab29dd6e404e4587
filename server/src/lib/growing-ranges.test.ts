import { expect, test } from 'vitest'
import { openRanges } from './growing-ranges.ts'

test('ranges reach further as long as they hold too little, and never beyond the end', () => {
  const ranges = openRanges(1_000_000, 100)

  expect(ranges.end(0)).toBe(200)
  expect(ranges.end(5000)).toBe(5200)
  ranges.widen()
  expect(ranges.end(5000)).toBe(5800)
  expect(ranges.end(999_900)).toBe(1_000_000)
  for (let time = 0; time < 2000; time += 1) ranges.widen()
  expect(ranges.end(3)).toBe(1_000_000)
})
