import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createContract } from '@catalytics/contract/contracts.ts'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { openSlowLine, type SlowLine } from '../../../test/slow-line.ts'
import { operator } from '../../features/activity/activity.ts'
import { addContract } from '../../features/contracts/contracts.ts'
import { systemClock } from '../../lib/clock.ts'
import { openLog } from '../../lib/log.ts'
import { openDirectory, type Directory } from '../directory/directory.ts'
import { startEngine, type Engine } from '../events/engine/engine-process.ts'
import { connectEventStore, engineEventStore, type EventStore } from '../events/event-store.ts'
import { openSequence, type Sequence } from './sequence.ts'

const contract = contractNumber.parse(1)
const log = openLog('silent')
const requestTimeoutMs = 1500

let folder: string
let directory: Directory
let engine: Engine
let line: SlowLine
const undo: (() => unknown)[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sequence-'))
  directory = await openDirectory({ file: join(folder, 'directory.db') }, log)
  await addContract(
    { db: directory.db, clock: systemClock },
    operator,
    createContract.parse({ name: 'Acme' }),
  )
  engine = await startEngine({ folder: join(folder, 'events'), log })
  const url = new URL(engine.url)
  Object.assign(url, engine.writer)
  line = await openSlowLine(url.href)
})

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
  await line.close()
  await engine.stop()
  await directory.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A process with a sequence of its own. */
function openWriter(events: EventStore, writer: string): Sequence {
  const sequence = openSequence({ directory, events, clock: systemClock, writer })
  undo.push(
    () => events.close(),
    () => sequence.close(),
  )
  return sequence
}

async function viaLine(writer: string, timeoutMs = requestTimeoutMs): Promise<Sequence> {
  return openWriter(await connectEventStore(line.url, log, { requestTimeoutMs: timeoutMs }), writer)
}

async function direct(writer: string): Promise<Sequence> {
  const url = new URL(engine.url)
  Object.assign(url, engine.writer)
  return openWriter(await connectEventStore(url.href, log), writer)
}

function store(sequence: Sequence, ...ids: readonly string[]) {
  return sequence.turn(contract, (turn) =>
    turn.commit({
      events: ids.map((id) => ({ id, at: '2025-01-01 00:00:00', received_at: '2025-01-01 00:00:00' })),
      changes: [],
      people: turn.people,
      write: () => Promise.resolve(),
    }),
  )
}

const a = '00000000-0000-4000-8000-00000000000a'
const b = '00000000-0000-4000-8000-00000000000b'
const c = '00000000-0000-4000-8000-00000000000c'

const storedRow = z.object({ seq: z.coerce.number(), id: z.string() }).transform((row) => [row.seq, row.id])

async function stored() {
  const events = await engineEventStore(engine, { asFound: true })
  try {
    const rows = await events.rows('SELECT seq, toString(id) AS id FROM events ORDER BY seq', {})
    return rows.map((row) => storedRow.parse(row))
  } finally {
    await events.close()
  }
}

describe('a write whose answer does not come', () => {
  test('in our own engine: the engine is replaced, and the write has not happened', async () => {
    const events = await engineEventStore(engine, { requestTimeoutMs })
    const sequence = openWriter(events, 'one')
    await store(sequence, a)
    const stuck = engine.pid() ?? 0
    process.kill(stuck, 'SIGSTOP')

    await expect(store(sequence, b)).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 })

    expect(engine.pid()).not.toBe(stuck)
    expect(await store(sequence, b)).toEqual({ firstSeq: 3, lastSeq: 3 })
    expect(await stored()).toEqual([
      [1, a],
      [3, b],
    ])
  })

  test('of a server, lost on the way back: the rows are found, and the write is acknowledged', async () => {
    const sequence = await viaLine('one')
    await store(sequence, a)
    line.hold('answers')

    expect(await store(sequence, b)).toEqual({ firstSeq: 2, lastSeq: 2 })

    expect(await stored()).toEqual([
      [1, a],
      [2, b],
    ])
  })

  test('of a server, because the write is still on its way: it is refused when it arrives', async () => {
    const sequence = await viaLine('one')
    await store(sequence, a)
    line.hold('requests')

    const sent = store(sequence, b)
    await expect(sent).rejects.toMatchObject({ code: 'unavailable' })
    expect(await line.release()).toContain('not_fenced')

    expect(await store(sequence, b)).toEqual({ firstSeq: 3, lastSeq: 3 })
    expect(await stored()).toEqual([
      [1, a],
      [3, b],
    ])
  })
})

describe('a store that takes no word of a fence either', () => {
  test('nobody is told anything before it is known how the write ended', async () => {
    const sequence = await viaLine('one')
    await store(sequence, a)
    line.hold('requests', /INSERT\+INTO/)

    await expect(store(sequence, b)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(store(sequence, c)).rejects.toMatchObject({ code: 'unavailable' })
    await line.release()

    const { firstSeq } = await store(sequence, c)
    expect(firstSeq).toBeGreaterThan(2)
    // The first write may have arrived before its fence; then it is there, under its number, and will be found.
    expect((await stored()).filter(([, id]) => id !== b)).toEqual([
      [1, a],
      [firstSeq, c],
    ])
    expect((await stored()).filter(([, id]) => id === b)).toBeOneOf([[], [[2, b]]])
  })
})

describe('a writer that another one takes over from', () => {
  test('while it sleeps: its write is refused when it wakes, and it goes on behind the other', async () => {
    const sleeper = await viaLine('sleeper', 60_000)
    const other = await direct('other')
    await store(sleeper, a)
    line.hold('requests')
    const asleep = store(sleeper, b)
    await expect.poll(() => line.held()).toBe(1)

    expect(await store(other, b, c)).toEqual({ firstSeq: 3, lastSeq: 4 })
    const late = line.release()

    await expect(asleep).rejects.toMatchObject({ code: 'unavailable' })
    expect(await late).toContain('not_fenced')
    expect(await store(sleeper, a)).toEqual({ firstSeq: 5, lastSeq: 5 })
    expect(await stored()).toEqual([
      [1, a],
      [3, b],
      [4, c],
      [5, a],
    ])
  })

  test('after a group that is stored, costs no fence', async () => {
    const [one, two] = [await direct('one'), await direct('two')]
    await store(one, a)
    await store(two, b)
    await store(one, c)

    const events = await engineEventStore(engine, { asFound: true })
    expect(await events.rows('SELECT * FROM event_fences', {})).toEqual([])
    await events.close()
    expect((await stored()).map(([seq]) => seq)).toEqual([1, 2, 3])
  })
})
