import { expect, test } from 'vitest'
import { openRanges } from './growing-ranges.ts'

test('a range reaches somewhat further than where every number has a row', () => {
  const ranges = openRanges(1_000_000)
  expect(ranges.end(0, 10_000)).toBe(11_500)
  expect(ranges.end(5000, 1000)).toBe(6150)
  expect(ranges.end(5000, 1)).toBe(5115)
})

test('the next range reaches as far as what was found makes likely', () => {
  const ranges = openRanges(1_000_000)
  ranges.found(500, 1000)
  expect(ranges.end(0, 1000)).toBe(2300)
  ranges.found(100, 1000)
  expect(ranges.end(0, 1000)).toBe(9200)
})

test('where nothing is found, ranges grow fourfold, and never beyond the end', () => {
  const ranges = openRanges(1_000_000)
  const ends = [1, 2, 3].map(() => {
    ranges.found(0, 1000)
    return ranges.end(0, 1000)
  })
  expect(ends).toEqual([4600, 18_400, 73_600])
  for (let time = 0; time < 2000; time += 1) ranges.found(0, 1000)
  expect(ranges.end(3, 1)).toBe(1_000_000)
})
