import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compileCacheFolder } from '../../../lib/compile-cache.ts'
import { startEngine } from './engine-process.ts'
import { newFolder, openTestEngine, quiet, type TestEngine } from './engine.fixture.ts'

let on: TestEngine

beforeAll(async () => {
  on = await openTestEngine()
})

afterAll(() => on.close())

describe('the child', () => {
  test('killed at any time, it comes back at the same place with all that was acknowledged', async () => {
    const pid = on.engine.pid() ?? 0
    let acknowledged = 0
    const inserting = (async () => {
      for (;;) {
        await on.writer.insert({
          table: 'parts',
          values: [{ id: 5_000_000 + acknowledged }],
          format: 'JSONEachRow',
        })
        acknowledged += 1
      }
    })()
    await expect.poll(() => acknowledged).toBeGreaterThan(10)
    process.kill(pid, 'SIGKILL')
    await expect(inserting).rejects.toThrow(/ECONN|socket hang up/)

    await expect.poll(() => on.reader.ping()).toEqual({ success: true })

    expect(on.engine.pid()).not.toBe(pid)
    const found = await on.count('id BETWEEN 5000000 AND 5999999')
    expect(found - acknowledged).toBeGreaterThanOrEqual(0)
    expect(found - acknowledged).toBeLessThanOrEqual(1)
  })

  test('restart resolves when a new one answers', async () => {
    const pid = on.engine.pid()
    const asked = on.reader.query({ query: 'SELECT sleep(3)' }).catch((thrown: unknown) => thrown)
    await delay(50)

    await on.engine.restart()

    expect(on.engine.pid()).not.toBe(pid)
    expect(await on.reader.ping()).toEqual({ success: true })
    expect(await asked).toBeInstanceOf(Error)
  })

  test('one at a time holds a folder; stop lets a running statement finish', async () => {
    const place = await newFolder()
    const first = await startEngine({ folder: place, log: quiet })
    const client = on.open({ ...first.reader, url: first.url })
    const asked = client
      .query({ query: 'SELECT sleep(1) AS slept', format: 'JSONEachRow' })
      .then((answer) => answer.json())
    const starting = startEngine({ folder: place, log: quiet })

    expect(await Promise.race([starting, delay(500, 'waits')])).toBe('waits')
    await first.stop()
    const second = await starting

    expect(await asked).toEqual([{ slept: 0 }])
    expect(first.pid()).toBeUndefined()
    await second.stop()
    await rm(place, { recursive: true, force: true })
  })

  test('it dies with its parent, even in the middle of planning a query', async () => {
    const place = await newFolder()
    const parent = fork(fileURLToPath(new URL('./parent.fixture.ts', import.meta.url)), [place])
    const [started] = await once(parent, 'message')
    const client = on.open(started)
    // A scalar subquery is computed while the query is planned, which blocks the child's main thread.
    const query = 'SELECT (SELECT sum(cityHash64(number)) FROM numbers(100000000000))'
    const asked = client.query({ query }).then(
      () => 'answered',
      () => 'gone',
    )
    expect(await Promise.race([asked, delay(500, 'planning')])).toBe('planning')

    parent.kill('SIGKILL')

    expect(await Promise.race([asked, delay(5000, 'still there')])).toBe('gone')
    const heir = await startEngine({ folder: place, log: quiet })
    await heir.stop()
    await rm(place, { recursive: true, force: true })
  })

  test('keeps what it has compiled where the command line keeps it', async () => {
    const environment = await readFile(`/proc/${on.engine.pid()}/environ`, 'utf8')

    expect(environment.split('\0')).toContain(`NODE_COMPILE_CACHE=${compileCacheFolder}`)
  })

  test('a start that cannot succeed says why', async () => {
    await expect(startEngine({ folder: '/dev/null/x', log: quiet })).rejects.toThrow(
      /ENOTDIR|not a directory/,
    )
  })
})
