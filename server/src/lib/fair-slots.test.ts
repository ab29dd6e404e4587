import { expect, test } from 'vitest'
import { openFairSlots } from './fair-slots.ts'

/** Work that goes on until it is let go. */
function held() {
  const begun: string[] = []
  const goOn = new Map<string, () => void>()
  const work = (name: string) => () => {
    begun.push(name)
    return new Promise<string>((resolve) => goOn.set(name, () => resolve(name)))
  }
  const end = async (...names: readonly string[]) => {
    for (const name of names) goOn.get(name)?.()
    await soon()
  }
  return { begun, work, end }
}
const soon = () => new Promise((resolve) => setImmediate(resolve))
const never = { besideOthers: 1, dense: Infinity, waitingAtMost: 10 }

test('one who asks for much waits for themselves, and nobody else does', async () => {
  const { begun, work, end } = held()
  const slots = openFairSlots({ ...never, atOnce: 2 })

  const asked = ['a1', 'a2', 'a3', 'a4', 'b1'].map((name) => slots(name.slice(0, 1), work(name)))
  await soon()
  expect(begun).toEqual(['a1', 'a2', 'b1'])
  await end('a2')
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3'])
  await end('a1', 'a3', 'b1')
  await end('a4')

  expect(await Promise.all(asked)).toEqual(['a1', 'a2', 'a3', 'a4', 'b1'])
})

test('no more wait than is agreed; a failure gives its slot back', async () => {
  const { work, end } = held()
  const slots = openFairSlots({ ...never, atOnce: 1, waitingAtMost: 1 })
  const first = slots('a', () => Promise.reject(new Error('no')))
  await expect(first).rejects.toThrow('no')

  const going = slots('a', work('a1'))
  const waiting = slots('a', work('a2'))
  await expect(slots('a', work('a3'))).rejects.toMatchObject({
    code: 'too_many_requests',
    retryAfterSeconds: 2,
  })
  await soon()
  await end('a1')
  await end('a2')

  expect(await Promise.all([going, waiting])).toEqual(['a1', 'a2'])
})

/** Slots on a clock of one's own; work is dense when more than one piece went on lately. */
function onClock() {
  let at = 0
  const slots = openFairSlots({ atOnce: 3, besideOthers: 1, dense: 1, waitingAtMost: 10, now: () => at })
  return { slots, later: (ms: number) => (at += ms) }
}

test('whoever takes more than their part has fewer slots while others ask, and all of them again afterwards', async () => {
  const { begun, work, end } = held()
  const { slots, later } = onClock()
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7']) void slots('a', work(name))
  await soon()
  later(1000)
  // Alone: as one ends, the next begins.
  await end('a1')
  expect(begun).toEqual(['a1', 'a2', 'a3', 'a4'])

  void slots('b', work('b1'))
  later(500)
  await end('a2')
  await end('a3')
  expect(begun).toEqual(['a1', 'a2', 'a3', 'a4', 'b1'])
  // One slot is left to them, however long the other goes on.
  await end('a4')
  expect(begun).toEqual(['a1', 'a2', 'a3', 'a4', 'b1', 'a5'])
  // The other one takes little: as many at once as ever.
  for (const name of ['b2', 'b3']) void slots('b', work(name))
  await soon()
  expect(begun.slice(-2)).toEqual(['b2', 'b3'])

  await end('b1', 'b2', 'b3')
  later(60_000)
  await end('a5')
  expect(begun.slice(-2)).toEqual(['a6', 'a7'])
})

test('while little goes on, nobody has fewer', async () => {
  const { begun, work } = held()
  let at = 0
  const slots = openFairSlots({ atOnce: 2, besideOthers: 1, dense: 3, waitingAtMost: 10, now: () => at })
  void slots('b', work('b1'))
  void slots('a', work('a1'))
  at += 10_000
  void slots('a', work('a2'))
  await soon()

  expect(begun).toEqual(['b1', 'a1', 'a2'])
})

test('a slot that was taken is given back once', async () => {
  const { begun, work } = held()
  const slots = openFairSlots({ ...never, atOnce: 1 })
  const giveBack = await slots.take('a')
  for (const name of ['a1', 'a2']) void slots('a', work(name))
  giveBack()
  giveBack()
  await soon()

  expect(begun).toEqual(['a1'])
})
