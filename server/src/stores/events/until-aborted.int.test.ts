import { beforeAll, expect, test } from 'vitest'
import { sharedEvents } from '../../../test/engine-events.ts'
import type { EventStore } from './event-store.ts'
import { untilAborted } from './until-aborted.ts'

let events: EventStore
beforeAll(async () => {
  events = await sharedEvents()
})

const endless = 'SELECT sum(sipHash64(number)) FROM numbers(2000000000000)'

async function isRunning(): Promise<boolean> {
  const query =
    "SELECT 1 FROM system.processes WHERE query LIKE '%sipHash64(number)%' AND query NOT LIKE '%system.processes%'"
  return (await events.rows(query, {})).length > 0
}

async function drained(pieces: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of pieces);
}

test.each([
  ['rows', (of: EventStore) => of.rows(endless, {})],
  ['bytes', (of: EventStore) => of.bytes(endless, {}, 'CSV')],
  ['a stream', (of: EventStore) => drained(of.stream(endless, {}, 'CSV'))],
] as const)('%s: who goes leaves no statement behind', async (_kind, ask) => {
  const gone = new AbortController()
  const asked = ask(untilAborted(events, gone.signal)).catch((error: unknown) => error)
  await expect.poll(isRunning).toBe(true)

  const reason = new Error('gone')
  gone.abort(reason)

  expect(await asked).toBe(reason)
  await expect.poll(isRunning).toBe(false)
})

test('who has gone already is not answered, though it would be their turn', async () => {
  const gone = AbortSignal.abort(new Error('gone'))

  await expect(untilAborted(events, gone).rows('SELECT 1', { contract: 1 })).rejects.toThrow('gone')
})

test('faults of those who stay are theirs', async () => {
  const stays = new AbortController().signal

  await expect(untilAborted(events, stays).rows('SELECT nothing', {})).rejects.toMatchObject({
    code: 'unavailable',
  })
})
