import { beforeAll, expect, test } from 'vitest'
import { newEvents } from '../../../test/engine-events.ts'
import type { EventStore } from './event-store.ts'

let events: EventStore
beforeAll(async () => {
  events = await newEvents()
})

const slow = 'SELECT sleep(1.5), {contract: UInt32}'

test.each([
  ['rows', () => events.rows(slow, { contract: 1 })],
  ['bytes', () => events.bytes(slow, { contract: 1 }, 'CSV')],
  ['a page, streamed', () => read(events.stream(slow, { contract: 1 }, 'CSV', { inTurn: true }))],
] as const)('however many questions (%s) one contract asks, another’s is answered', async (_kind, ask) => {
  let answered = 0
  // Twice as many as there are read sessions.
  const loud = Array.from({ length: 16 }, async () => {
    await ask()
    answered += 1
  })

  expect(await events.rows('SELECT {contract: UInt32} AS contract', { contract: 2 })).toEqual([
    { contract: 2 },
  ])

  expect(answered).toBe(0)
  await Promise.all(loud)
})

async function read(stream: AsyncIterable<Buffer>): Promise<void> {
  for await (const piece of stream) expect(piece.length).toBeGreaterThan(0)
}

test('bytes are the answer as the engine writes it', async () => {
  const bytes = await events.bytes(
    'SELECT toUInt32(number), {contract: UInt32} FROM numbers(3)',
    { contract: 7 },
    'CSV',
  )

  expect(bytes.toString()).toBe('0,7\r\n1,7\r\n2,7\r\n')
})
