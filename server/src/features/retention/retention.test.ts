import { expect, test } from 'vitest'
import { firstDayKept } from './retention.ts'

test.each([
  ['2026-11-22', 1, '2026-10-22'],
  ['2026-11-22', 12, '2025-11-22'],
  ['2026-11-22', 240, '2006-11-22'],
  ['2026-01-15', 1, '2025-12-15'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-03-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2023-02-28'],
  ['2026-12-31', 6, '2026-06-30'],
  ['2026-01-01', 13, '2024-12-01'],
])('on %s, what is kept for %i months begins on %s', (today, months, first) => {
  expect(firstDayKept(today, months)).toBe(first)
})
