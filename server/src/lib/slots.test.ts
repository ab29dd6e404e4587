import { expect, test } from 'vitest'
import { openSlots } from './slots.ts'

test('no more than the agreed number at the same time, in the order they came', async () => {
  const slots = openSlots(2)
  const began: number[] = []
  let atIt = 0
  let most = 0
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
  const works = ends.map((end, n) =>
    slots(async () => {
      began.push(n)
      most = Math.max(most, (atIt += 1))
      await end.promise
      atIt -= 1
      return n
    }),
  )

  for (const [n, end] of ends.entries()) {
    await settled()
    expect(began).toEqual([0, 1, 2, 3, 4].slice(0, n + 2))
    end.resolve()
  }

  expect(await Promise.all(works)).toEqual([0, 1, 2, 3, 4])
  expect(most).toBe(2)
})

test('work that fails gives its slot back', async () => {
  const slots = openSlots(1)

  const failing = slots(() => Promise.reject(new Error('no')))
  const next = slots(() => Promise.resolve('yes'))

  await expect(failing).rejects.toThrow('no')
  expect(await next).toBe('yes')
})

function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
