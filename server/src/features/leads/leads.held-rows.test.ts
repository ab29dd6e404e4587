import { expect, test } from 'vitest'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { openHeldRows, type HeldRowsLimits } from './leads.held-rows.ts'

const limits: HeldRowsLimits = { account: 2000, contract: 4000, waiting: 2, patienceMs: 60_000 }
const [acme, other] = [contractNumber.parse(1), contractNumber.parse(2)]

/** Asks in the order given; `in` says who has room. */
function asking(given: Partial<HeldRowsLimits> = {}) {
  const held = openHeldRows({ ...limits, ...given })
  const begun: string[] = []
  const ask = (name: string, rows: number, contract = acme) => {
    const gone = new AbortController()
    const room = held.take(contract, name.slice(0, 1), rows, gone.signal).then((release) => {
      begun.push(name)
      return release
    })
    room.catch(() => undefined)
    return { room, leave: () => gone.abort() }
  }
  return { begun, ask }
}
const soon = () => new Promise((resolve) => setImmediate(resolve))

test('an account has two large answers, a contract four; small ones of others pass', async () => {
  const { begun, ask } = asking()

  const first = ask('a1', 1000)
  for (const name of ['a2', 'a3', 'b1', 'b2', 'c1']) ask(name, 1000)
  ask('x1', 1000, other)
  await soon()
  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2', 'x1'])
  ;(await first.room)()
  await soon()

  expect(begun).toEqual(['a1', 'a2', 'b1', 'b2', 'x1', 'a3'])
})

test('those of an account keep their order, and a large one is not passed over for ever', async () => {
  const { begun, ask } = asking({ contract: 2000 })

  const first = ask('a1', 1500)
  ask('b1', 1000)
  ask('c1', 100)
  await soon()
  expect(begun).toEqual(['a1'])
  ;(await first.room)()
  await soon()

  expect(begun).toEqual(['a1', 'b1', 'c1'])
})

test('who leaves while they wait gives their place up', async () => {
  const { begun, ask } = asking({ waiting: 1 })
  const first = ask('a1', 2000)
  const second = ask('a2', 2000)
  await soon()

  second.leave()
  await expect(second.room).rejects.toMatchObject({ code: 'invalid' })
  ask('a3', 2000)
  ;(await first.room)()
  await soon()

  expect(begun).toEqual(['a1', 'a3'])
})

test('who leaves when their answer is being made holds its rows until that has ended', async () => {
  const { begun, ask } = asking()
  const first = ask('a1', 2000)
  ask('a2', 2000)
  await soon()

  first.leave()
  await soon()
  expect(begun).toEqual(['a1'])
  ;(await first.room)()
  await soon()

  expect(begun).toEqual(['a1', 'a2'])
})

test('no more wait than is agreed, and none for longer', async () => {
  const { ask } = asking({ patienceMs: 20 })
  ask('a1', 2000)
  const waiting = [ask('a2', 100), ask('a3', 100)]

  await expect(ask('a4', 100).room).rejects.toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 5 })
  for (const { room } of waiting) await expect(room).rejects.toMatchObject({ code: 'too_many_requests' })
})

test('what was given back twice is free once', async () => {
  const { begun, ask } = asking()
  const first = ask('a1', 1000)
  ask('a2', 1000)
  const giveBack = await first.room
  giveBack()
  giveBack()
  ask('a3', 1000)
  ask('a4', 1000)
  await soon()

  expect(begun).toEqual(['a1', 'a2', 'a3'])
})
