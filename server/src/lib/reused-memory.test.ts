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

test('what comes back after a rush is not kept for ever', () => {
  const memory = openReusedMemory(250)
  const rush = [memory.take(100), memory.take(100), memory.take(100)]

  for (const piece of rush) memory.giveBack(piece)

  const again = [memory.take(100), memory.take(100), memory.take(100)]
  const kept = again.filter(({ buffer }) => rush.some((piece) => piece.buffer === buffer))
  expect(kept.length).toBe(2)
  // What is taken makes room for what is given back later.
  const [first = memory.take(1)] = kept
  memory.giveBack(first)
  expect(memory.take(100).buffer).toBe(first.buffer)
})
