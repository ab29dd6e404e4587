import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createContract } from '@catalytics/contract/contracts.ts'
import { contractNumber } from '@catalytics/contract/ids.ts'
import { eventDatabase } from '../../../test/shared-engines.ts'
import { openSlowLine, type SlowLine } from '../../../test/slow-line.ts'
import { operator } from '../../features/activity/activity.ts'
import { addContract } from '../../features/contracts/contracts.ts'
import { systemClock } from '../../lib/clock.ts'
import { openLog } from '../../lib/log.ts'
import { openDirectory, type Directory } from '../directory/directory.ts'
import { startEngine } from '../events/engine/engine-process.ts'
import { connectEventStore, engineEventStore, type EventStore } from '../events/event-store.ts'
import { hasJournal } from './sequence.journal.ts'
import { openSequence, type Sequence } from './sequence.ts'

const contract = contractNumber.parse(1)
const log = openLog('silent')
const requestTimeoutMs = 1500

let folder: string
let directory: Directory
let url: string
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
  url = eventDatabase()
  // Its tables are made before a test gives anything little time.
  await (await connectEventStore(url, log)).close()
  line = await openSlowLine(url)
})

afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
  await line.close()
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
  return openWriter(await connectEventStore(url, log), writer)
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
const d = '00000000-0000-4000-8000-00000000000d'

const storedRow = z.object({ seq: z.coerce.number(), id: z.string() }).transform((row) => [row.seq, row.id])

async function stored(found = connectEventStore(url, log, { asFound: true })) {
  const events = await found
  try {
    const rows = await events.rows('SELECT seq, toString(id) AS id FROM events ORDER BY seq', {})
    return rows.map((row) => storedRow.parse(row))
  } finally {
    await events.close()
  }
}

async function journalLength(): Promise<number> {
  return (await directory.db.selectFrom('journal').select('last_seq').execute()).length
}

/** Waits until the event store has everything, and gives the highest number. */
function told(sequence: Sequence): Promise<number> {
  return sequence.turn(contract, async (turn) => {
    await turn.shown()
    return turn.lastSeq
  })
}

describe('groups', () => {
  test('are durable before the event store knows of them, and visible to whoever asks', async () => {
    const sequence = await viaLine('one')
    line.hold('requests')
    expect(await store(sequence, a)).toEqual({ firstSeq: 1, lastSeq: 1 })
    expect(await store(sequence, b, c)).toEqual({ firstSeq: 2, lastSeq: 3 })
    expect(await stored()).toEqual([])

    const through = sequence.through(contract)
    await expect.poll(() => line.held()).toBe(1)
    void line.release()

    expect(await through).toBe(3)
    expect(await stored()).toEqual([
      [1, a],
      [2, b],
      [3, c],
    ])
    await expect.poll(() => hasJournal(directory.db, contract)).toBe(false)
  })

  test('are complete through a number that can be asked for, right after a restore too', async () => {
    const sequence = await direct('one')
    await store(sequence, a, b)
    await told(sequence)
    await directory.db.insertInto('sequence_gaps').values({ contract, after: 2, through: 1002 }).execute()
    await directory.db.updateTable('sequences').set({ reserved: 1002 }).execute()

    expect(await sequence.through(contract)).toBe(2)
    expect(await sequence.reached(contract, 2)).toBe(true)
    // A second restore before anything was written.
    await directory.db.insertInto('sequence_gaps').values({ contract, after: 1002, through: 2002 }).execute()
    await directory.db.updateTable('sequences').set({ reserved: 2002 }).execute()
    expect(await sequence.through(contract)).toBe(2)
    await store(sequence, c)
    expect(await sequence.through(contract)).toBe(2003)
  })

  test('are told soon where nobody asks, several as one insert', async () => {
    const sequence = await direct('one')
    await Promise.all([store(sequence, a), store(sequence, b), store(sequence, c)])

    await expect.poll(() => stored()).toHaveLength(3)
    const events = await connectEventStore(url, log, { asFound: true })
    const parts =
      "SELECT count() AS parts FROM system.parts WHERE database = currentDatabase() AND active AND table = 'events' AND rows > 0"
    expect(await events.rows(parts, {})).toEqual([{ parts: 1 }])
    await events.close()
  })

  test('that a process left in the journal are told by the next one, under new numbers', async () => {
    const first = await viaLine('first', 60_000)
    line.hold('requests')
    await store(first, a)
    await store(first, b, c)
    await expect.poll(() => line.held()).toBe(1)

    const second = await direct('second')
    await second.resume()

    await expect
      .poll(() => stored())
      .toEqual([
        [4, a],
        [5, b],
        [6, c],
      ])
    expect(await line.release()).toContain('not_fenced')
    expect(await stored()).toHaveLength(3)
  })

  test('that the next process took up and died with are told by the one after that', async () => {
    const first = await viaLine('first', 60_000)
    line.hold('requests')
    await store(first, a)
    await expect.poll(() => line.held()).toBe(1)
    const second = await viaLine('second')
    await expect(store(second, b)).rejects.toMatchObject({ code: 'unavailable' })

    const third = await direct('third')
    await store(third, c)
    await told(third)

    expect((await stored()).map(([, id]) => id)).toEqual([a, c])
    await line.release()
    expect((await stored()).map(([, id]) => id)).toEqual([a, c])
  })

  test('that erase somebody are told after the rows that they blank, though all of them wait', async () => {
    const sequence = await viaLine('one', 60_000)
    line.hold('requests')
    await store(sequence, a)
    await expect.poll(() => line.held()).toBe(1)
    const at = '2025-01-01 00:00:00'
    const person = 7
    await sequence.turn(contract, (turn) =>
      turn.commit({
        events: [{ id: b, at, received_at: at, person, company: 'Acme', session: 'visitor' }],
        changes: [],
        people: person,
        write: () => Promise.resolve(),
      }),
    )
    const erased = sequence.turn(contract, (turn) =>
      turn.commit({
        events: [],
        changes: [{ kind: 'lead_erased', person }],
        people: turn.people,
        write: () => Promise.resolve(),
      }),
    )
    await expect.poll(() => journalLength()).toBe(3)

    void line.release()
    await erased

    const events = await connectEventStore(url, log, { asFound: true })
    const rows = await events.rows(
      'SELECT toString(kind) AS kind, person, company, session FROM events WHERE person > 0 ORDER BY seq',
      {},
    )
    await events.close()
    expect(rows).toEqual([
      { kind: 'event', person, company: '', session: '' },
      { kind: 'lead_erased', person, company: '', session: '' },
    ])
  })

  test('wait while the event store takes nothing, and those before them have waited for long', async () => {
    const sequence = await viaLine('one', 60_000)
    line.hold('requests')
    await store(sequence, a)
    await expect.poll(() => line.held()).toBe(1)
    await pause(1100)

    let done = false
    const late = store(sequence, b).finally(() => (done = true))
    await pause(200)
    expect(done).toBe(false)
    void line.release()

    expect(await late).toEqual({ firstSeq: 2, lastSeq: 2 })
  })
})

describe('a write whose answer does not come', () => {
  test('in our own engine: the engine is replaced, and what it was told is told again', async () => {
    const engine = await startEngine({ folder: join(folder, 'events'), log })
    undo.push(() => engine.stop())
    await (await engineEventStore(engine)).close()
    const events = await engineEventStore(engine, { requestTimeoutMs })
    const sequence = openWriter(events, 'one')
    await store(sequence, a)
    await told(sequence)
    const stuck = engine.pid() ?? 0
    process.kill(stuck, 'SIGSTOP')

    await store(sequence, b)
    await expect(told(sequence)).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 })

    expect(engine.pid()).not.toBe(stuck)
    expect(await store(sequence, c)).toEqual({ firstSeq: 4, lastSeq: 4 })
    await told(sequence)
    expect(await stored(engineEventStore(engine, { asFound: true }))).toEqual([
      [1, a],
      [3, b],
      [4, c],
    ])
  })

  test('of a server, lost on the way back: the rows are found', async () => {
    const sequence = await viaLine('one')
    await store(sequence, a)
    await told(sequence)
    line.hold('answers')

    await store(sequence, b)
    expect(await told(sequence)).toBe(2)

    expect(await stored()).toEqual([
      [1, a],
      [2, b],
    ])
  })

  test('of a server, because the write is still on its way: it is refused when it arrives', async () => {
    const sequence = await viaLine('one')
    await store(sequence, a)
    await told(sequence)
    line.hold('requests')

    await store(sequence, b)
    await expect(told(sequence)).rejects.toMatchObject({ code: 'unavailable' })
    expect(await line.release()).toContain('not_fenced')

    expect(await store(sequence, c)).toEqual({ firstSeq: 4, lastSeq: 4 })
    await told(sequence)
    expect(await stored()).toEqual([
      [1, a],
      [3, b],
      [4, c],
    ])
  })
})

describe('a store that takes no word of a fence either', () => {
  test('nothing more is taken before it is known how the write ended', async () => {
    const sequence = await viaLine('one')
    await store(sequence, a)
    await told(sequence)
    line.hold('requests', /INSERT\+INTO/)

    await store(sequence, b)
    await expect(told(sequence)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(store(sequence, c)).rejects.toMatchObject({ code: 'unavailable' })
    await line.release()

    const { firstSeq } = await store(sequence, c)
    expect(firstSeq).toBeGreaterThan(2)
    await told(sequence)
    // The first write may have arrived before its fence; else it was told again under a new number.
    const rows = await stored()
    expect(rows.map(([, id]) => id)).toEqual([a, b, c])
    expect(rows[2]).toEqual([firstSeq, c])
  })
})

describe('a writer that another one takes over from', () => {
  test('while it sleeps: its write is refused when it wakes, and it goes on behind the other', async () => {
    const sleeper = await viaLine('sleeper', 60_000)
    const other = await direct('other')
    await store(sleeper, a)
    await told(sleeper)
    line.hold('requests')
    await store(sleeper, b)
    const asleep = told(sleeper)
    await expect.poll(() => line.held()).toBe(1)

    expect(await store(other, c)).toEqual({ firstSeq: 4, lastSeq: 4 })
    await told(other)
    const late = line.release()

    await expect(asleep).rejects.toMatchObject({ code: 'unavailable' })
    expect(await late).toContain('not_fenced')
    expect(await store(sleeper, d)).toEqual({ firstSeq: 5, lastSeq: 5 })
    await told(sleeper)
    expect(await stored()).toEqual([
      [1, a],
      [3, b],
      [4, c],
      [5, d],
    ])
  })

  test('after a group that is stored, costs no fence', async () => {
    const [one, two] = [await direct('one'), await direct('two')]
    for (const [sequence, id] of [
      [one, a],
      [two, b],
      [one, c],
    ] as const) {
      await store(sequence, id)
      await told(sequence)
    }

    const events = await connectEventStore(url, log, { asFound: true })
    expect(await events.rows('SELECT * FROM event_fences', {})).toEqual([])
    await events.close()
    expect((await stored()).map(([seq]) => seq)).toEqual([1, 2, 3])
  })
})
