import { rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSlowLine } from '../../../../test/slow-line.ts'
import { openLog } from '../../../lib/log.ts'
import { connectEventStore, engineEventStore } from '../event-store.ts'
import { startEngine, type Engine } from './engine-process.ts'
import { newFolder, quiet } from './engine.fixture.ts'

let folder: string
let engine: Engine
beforeAll(async () => {
  folder = await newFolder()
  engine = await startEngine({ folder, log: quiet })
})
afterAll(async () => {
  await engine.stop()
  await rm(folder, { recursive: true, force: true })
})

async function timed(asked: Promise<unknown>) {
  const from = performance.now()
  const outcome = await asked.then(
    () => 'answered',
    (error: unknown) => error,
  )
  return { outcome, ms: performance.now() - from }
}

describe('an engine that hangs', () => {
  test('is replaced within seconds, and whoever asked is told at once', async () => {
    const events = await engineEventStore(engine)
    const hung = engine.pid() ?? 0
    process.kill(hung, 'SIGSTOP')

    const read = timed(events.rows('SELECT 1', {}))
    const written = timed(events.command('SYSTEM FLUSH LOGS'))

    for (const { outcome, ms } of [await read, await written]) {
      expect(outcome).toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 })
      expect(ms).toBeLessThan(30_000)
    }
    await expect.poll(() => events.rows('SELECT 1 AS one', {}).catch(() => [])).toEqual([{ one: 1 }])
    expect(engine.pid()).not.toBe(hung)
    await events.close()
  }, 40_000)

  test.each([
    ['a long query', 'SELECT sleepEachRow(1) FROM numbers(9) SETTINGS max_block_size = 1'],
    // It blocks the child's main thread.
    [
      'a query whose planning takes long',
      'SELECT (SELECT sum(cityHash64(number)) FROM numbers(12000000000))',
    ],
  ])(
    'is not one that has %s',
    async (_what, query) => {
      const events = await engineEventStore(engine)
      const before = engine.pid()
      const reading = (async () => {
        for await (const _chunk of events.stream(query, {}, 'TabSeparated')) await delay(0)
      })()

      const told = await Promise.race([timed(reading), delay(9000, { outcome: 'still running', ms: 9000 })])

      expect(told.outcome).toMatch(/still running|answered/)
      expect(engine.pid()).toBe(before)
      await engine.restart()
      await reading.catch(() => undefined)
      await events.close()
    },
    40_000,
  )

  test('while it starts is given up', async () => {
    const place = await newFolder()
    // The limit is over before any engine can be ready.
    const starting = startEngine({ folder: place, log: quiet, startLimitMs: 50 })

    await expect(starting).rejects.toThrow('did not answer within 0.05 seconds of its start')
    await rm(place, { recursive: true, force: true })
  })
})

test('a server that hangs is given up for as long as it does, and left alone', async () => {
  const url = new URL(engine.url)
  Object.assign(url, engine.writer)
  const line = await openSlowLine(url.href)
  const events = await connectEventStore(line.url, openLog('silent'))
  const pid = engine.pid()
  line.hold('requests', /./s)

  const asked = [events.rows('SELECT 1', {}), events.command('SYSTEM FLUSH LOGS')].map(timed)
  for (const { outcome, ms } of await Promise.all(asked)) {
    expect(outcome).toMatchObject({ code: 'unavailable', retryAfterSeconds: 2 })
    expect(ms).toBeLessThan(30_000)
  }
  const later = await timed(events.rows('SELECT 1', {}))
  expect(later.outcome).toMatchObject({ code: 'unavailable' })
  expect(later.ms).toBeLessThan(2000)
  expect(await events.ping()).toBe(false)

  void line.release()
  await expect.poll(() => events.ping()).toBe(true)
  expect(await events.rows('SELECT 1 AS one', {})).toEqual([{ one: 1 }])
  expect(engine.pid()).toBe(pid)
  await events.close()
  await line.close()
}, 40_000)
