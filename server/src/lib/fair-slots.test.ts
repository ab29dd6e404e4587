import { expect, test } from 'vitest'
import { openFairSlots } from './fair-slots.ts'

/** Work that goes on until it is let go. */
function held() {
  const begun: string[] = []
  const goOn: (() => void)[] = []
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => goOn.push(() => resolve(name)))
  }
  return { begun, goOn, work }
}
const soon = () => new Promise((resolve) => setImmediate(resolve))

test('one who asks for much waits for themselves, and nobody else does', async () => {
  const { begun, goOn, work } = held()
  const slots = openFairSlots(2, 10)

  const asked = ['a1', 'a2', 'a3', 'a4', 'b1'].map((name) => slots(name.slice(0, 1), work(name)))
  await soon()
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  goOn[1]?.()
  await soon()
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3'])
  while (goOn.length > 0) {
    for (const go of goOn.splice(0)) go()
    await soon()
  }

  expect(await Promise.all(asked)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1'])
})

test('no more wait than is agreed; a failure gives its slot back', async () => {
  const { goOn, work } = held()
  const slots = openFairSlots(1, 1)
  const first = slots('a', () => Promise.reject(new Error('no')))
  await expect(first).rejects.toThrow('no')

  const going = slots('a', work('a1'))
  const waiting = slots('a', work('a2'))
  await expect(slots('a', work('a3'))).rejects.toMatchObject({
    code: 'too_many_requests',
    retryAfterSeconds: 2,
  })
  await soon()
  goOn[0]?.()
  await soon()
  goOn[1]?.()

  expect(await Promise.all([going, waiting])).toEqual(['a1', 'a2'])
})
