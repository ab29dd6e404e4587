import { beforeAll, expect, test, vi } from 'vitest'
import { misbehave, rudeWays } from '../bench/rude-neighbour.ts'
import { steadyCalls, type SmallCaller } from '../bench/steady-calls.ts'
import { buildTestApp, type Caller, type TestApp } from '../server/test/build-app.ts'
import { download } from '../server/test/factories.ts'

/** More than one page, and than the buffers of a connection hold. */
const rudeEvents = 12_000

// Much is asked for, perhaps on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 })

let app: TestApp
/** Accounts of the contract that misbehaves. */
let rude: readonly Caller[]
let small: SmallCaller

beforeAll(async () => {
  app = await buildTestApp({ stores: 'alone' })
  const contract = await app.given.contract()
  rude = [contract, await app.given.account(contract), await app.given.account(contract)]
  await fill(contract, rudeEvents)
  const beside = await app.given.contract()
  await fill(beside, 1000)
  small = { url: app.url(), authorization: await beside.authorization() }
})

/** Actions of leads, with as much in a row as usual. */
async function fill(contract: Caller, count: number): Promise<void> {
  const text = 'A maker of machines with a rather long name'
  for (let at = 0; at < count; at += 4000) {
    const events = Array.from({ length: Math.min(4000, count - at) }, (_, n) =>
      download(`p${(at + n) % 3000}@maker.example`, {
        part: { number: String(at + n), family: text, configuration: { d: '10', D: '30', text } },
        person: { email: `p${(at + n) % 3000}@maker.example`, company: text, address: text },
      }),
    )
    await app.given.events(contract, events)
  }
}

/**
 * A page of 10,000 of these rows has 8 MB. An account has two of them at a time, each up to four times while it is put
 * together (as the engine told it, with its people, as text, as bytes): 64. The rest is what V8 has not collected yet.
 */
const mostGrowthMb = 250

test('of sixty pages that nobody reads two are made: the others wait or are refused', async () => {
  await steadyCalls(small, { forMs: 500, prefix: 'w' })
  const before = process.memoryUsage.rss()
  let most = before
  const looking = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  const account = await rude[0]?.authorization()

  const neighbour = await misbehave({ url: app.url(), accounts: [account ?? ''], ways: ['pages'] })
  await expect.poll(() => neighbour.tally()['pages 200']).toBeGreaterThan(1)
  await expect.poll(() => neighbour.tally()['pages 429']).toBeGreaterThan(5)
  const tally = await neighbour.stop()

  clearInterval(looking)
  expect(tally['pages 200']).toBe(2)
  expect((most - before) / 1024 / 1024).toBeLessThan(mostGrowthMb)
})

/**
 * Processor time of this thread: how much else the machine has to do must not matter. The largest piece is the text of a
 * batch of 10 MB, which is parsed in one go.
 */
const mostOfATurnMs = 250
const usuallyAtMostMs = 60

test('no turn of the event loop has much to do, however a contract misbehaves', async () => {
  const accounts = await Promise.all(rude.map((account) => account.authorization()))
  const neighbour = await misbehave({ url: app.url(), accounts, ways: rudeWays })
  const turns = watchTurns()

  // One after the other, so that a busy machine has no more to do than a quiet one.
  for (let n = 0; n < 15; n += 1) await steadyCalls(small, { forMs: 1, prefix: `m${n}-` })
  for (const came of ['exports 202', 'events 200'])
    await expect.poll(() => neighbour.tally()[came]).toBeGreaterThan(0)

  const { most, usual } = turns.stop()
  const tally = await neighbour.stop()
  expect(tally['streams 200']).toBe(2)
  expect(tally['streams 429']).toBeGreaterThan(0)
  expect(most).toBeLessThan(mostOfATurnMs)
  expect(usual).toBeLessThan(usuallyAtMostMs)
})

/** The processor time in milliseconds that turns of the event loop took: the longest one, and what 95 of 100 busy ones stay below. */
function watchTurns() {
  const busy: number[] = []
  let used = process.threadCpuUsage()
  let timer = setTimeout(look, 1)
  function look(): void {
    const { user, system } = process.threadCpuUsage(used)
    const ms = (user + system) / 1000
    if (ms > 2) busy.push(ms)
    used = process.threadCpuUsage()
    timer = setTimeout(look, 1)
  }
  return {
    stop() {
      clearTimeout(timer)
      busy.sort((a, b) => a - b)
      return { most: busy.at(-1) ?? 0, usual: busy[Math.floor(busy.length * 0.95)] ?? 0 }
    },
  }
}
