import { expect, test } from 'vitest'
import { openReusedMemory } from './reused-memory.ts'

test('what was given back is taken again, whole, and once', () => {
  const memory = openReusedMemory()
  const first = memory.take(100)
  const part = first.subarray(10, 20)

  memory.giveBack(part)

  const again = memory.take(80)
  expect(again.buffer).toBe(first.buffer)
  expect(again.length).toBe(100)
  expect(memory.take(80).buffer).not.toBe(first.buffer)
})

test('nobody gets less than they asked for', () => {
  const memory = openReusedMemory()
  memory.giveBack(memory.take(10))

  expect(memory.take(11).length).toBeGreaterThanOrEqual(11)
})
