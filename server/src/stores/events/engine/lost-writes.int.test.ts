import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { limitFiles } from '../../../../test/file-limit.ts'
import { openTestEngine, type TestEngine } from './engine.fixture.ts'

/*
 * A process whose files may not grow past a limit stands for a disk that takes no more. chDB goes on as if it had
 * written; these tests are about what we make of that.
 */

let on: TestEngine

beforeAll(async () => {
  on = await openTestEngine()
})

beforeEach(async () => {
  await on.writer.command({ query: 'DROP TABLE IF EXISTS kept SYNC' })
  await on.writer.command({
    query: `CREATE TABLE kept (id UInt64, text String) ENGINE = MergeTree ORDER BY id
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, old_parts_lifetime = 5, cleanup_delay_period = 1,
        max_cleanup_delay_period = 2, cleanup_delay_period_random_add = 0`,
  })
  for (const part of [0, 1, 2]) await insert(part * 1000, 1000)
})

afterAll(async () => {
  await on.close()
})

function insert(from: number, count: number): Promise<unknown> {
  const values = Array.from({ length: count }, (_, index) => ({
    id: from + index,
    text: `row ${from + index}`,
  }))
  return on.writer.insert({ table: 'kept', values, format: 'JSONEachRow' })
}

async function limitFilesTo(bytes: number): Promise<number> {
  const pid = on.engine.pid() ?? 0
  await limitFiles(pid, bytes)
  return pid
}

async function kept(): Promise<unknown> {
  const answer = await on.reader.query({
    query: 'SELECT count() AS rows, sum(id) AS ids, uniqExact(text) AS texts FROM kept',
    format: 'JSONEachRow',
  })
  return await answer.json()
}

const all = [{ rows: 3000, ids: 4_498_500, texts: 3000 }]

async function expectReplaced(pid: number): Promise<void> {
  await expect.poll(() => on.engine.pid()).not.toBe(pid)
  await expect.poll(() => kept().catch(() => 'no answer')).toEqual(all)
}

test.each([0, 500, 4000])(
  'an insert cut off at %i bytes is not answered, and leaves nothing',
  async (bytes) => {
    const pid = await limitFilesTo(bytes)

    await expect(insert(3000, 1000)).rejects.toThrow(/socket hang up|ECONNRESET/)

    await expectReplaced(pid)
  },
)

test('a merge that was cut off is undone: the parts it came from are taken again', async () => {
  const pid = await limitFilesTo(2000)

  // In the background nobody would be told; whoever waits for it gets no answer either.
  await expect(on.writer.command({ query: 'OPTIMIZE TABLE kept FINAL' })).rejects.toThrow(
    /socket hang up|ECONNRESET/,
  )

  await expectReplaced(pid)
})

test('a change whose note was cut off does not keep the engine from starting', async () => {
  const pid = await limitFilesTo(30)
  const change = { query: "ALTER TABLE kept UPDATE text = '' WHERE id = 1" }

  await expect(on.writer.command(change)).rejects.toThrow(/socket hang up|ECONNRESET/)

  await expectReplaced(pid)
})
