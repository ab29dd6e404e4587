import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { sharedEvents } from '../../../test/engine-events.ts'
import type { EventStore } from './event-store.ts'

let events: EventStore
beforeAll(async () => {
  events = await sharedEvents()
})

const ages = 'SELECT sum(cityHash64(number)) AS sum FROM numbers(1000000000000)'
const endless = 'SELECT number FROM numbers(1000000000000)'

async function running(): Promise<number> {
  const [row] = await events.rows(
    "SELECT count() AS count FROM system.processes WHERE query LIKE '%1000000000000%' AND query NOT LIKE '%system.processes%'",
    {},
  )
  return z.object({ count: z.number() }).parse(row).count
}

test.each([
  ['rows', (signal: AbortSignal) => events.rows(ages, {}, { signal })],
  ['bytes', (signal: AbortSignal) => events.bytes(ages, {}, 'JSONEachRow', { signal })],
  ['a stream', (signal: AbortSignal) => readAll(signal)],
])('%s that nobody wants any more have ended in the engine when it is told', async (_how, read) => {
  const gone = new AbortController()
  const asked = read(gone.signal).catch(() => running())
  await expect.poll(running).toBe(1)

  gone.abort()

  expect(await asked).toBe(0)
})

test('a stream that is broken off has ended in the engine when the loop over it has', async () => {
  for await (const chunk of events.stream(endless, {}, 'TabSeparated')) {
    expect(chunk.length).toBeGreaterThan(0)
    expect(await running()).toBe(1)
    break
  }

  expect(await running()).toBe(0)
})

async function readAll(signal: AbortSignal): Promise<number> {
  let bytes = 0
  for await (const chunk of events.stream(endless, {}, 'TabSeparated', { signal })) bytes += chunk.length
  return bytes
}
