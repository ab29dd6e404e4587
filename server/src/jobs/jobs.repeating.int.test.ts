import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { directoryKinds, newDirectory } from '../../test/both-directories.ts'
import { hourMs, minuteMs, type Clock } from '../lib/clock.ts'
import { openLog } from '../lib/log.ts'
import type { Directory } from '../stores/directory/directory.ts'
import { defineJob, openJobs, type Jobs } from './jobs.ts'

const log = openLog('silent')

describe.each(directoryKinds)('what repeats on %s', (kind) => {
  let directory: Directory
  let open: Jobs[]
  beforeEach(async () => {
    directory = await newDirectory(kind)
    open = []
  })
  afterEach(async () => {
    await Promise.all(open.map((jobs) => jobs.stop()))
  })

  /** A worker like that of one more process. */
  function worker({ clock }: { readonly clock: Clock }): Jobs {
    const jobs = openJobs({ db: directory.db, clock, log })
    open.push(jobs)
    return jobs
  }

  /** When the one job that there is is due, once it has run so many times. */
  async function due(runs: readonly number[], times: number): Promise<number> {
    let dueAt = 0
    const look = async () => {
      const hasBegun = runs.length >= times
      const rows = await directory.db.selectFrom('jobs').select(['run_at', 'lease_until']).execute()
      expect(rows).toHaveLength(1)
      dueAt = rows[0]?.run_at ?? 0
      return hasBegun && rows[0]?.lease_until === 0
    }
    await expect.poll(look, { timeout: 20_000, interval: 10 }).toBe(true)
    return dueAt
  }

  test('is tried again in its next slot after it has failed for an hour', async () => {
    const at = stillClock()
    let fails = true
    const { job, runs } = repeating(at, () => (fails ? Promise.reject(new Error('no')) : Promise.resolve()))
    await worker({ clock: at }).start([job])
    for (let attempt = 1; attempt <= 4; attempt += 1) at.set(await due(runs, attempt))
    const afterAnHour = await due(runs, 5)

    fails = false
    at.set(afterAnHour)
    at.set(await due(runs, 6))
    await due(runs, 7)

    const failed = ['00:10:00', '00:10:04', '00:10:20', '00:11:24', '00:15:40']
    expect(timesOfDay(runs)).toEqual([...failed, '01:00:00', '02:00:00'])
  })

  test('is one job in each slot, however many processes there are', async () => {
    const at = stillClock()
    const { job, runs } = repeating(at)
    for (let processes = 0; processes < 3; processes += 1) await worker({ clock: at }).start([job])

    for (let slot = 1; slot <= 4; slot += 1) at.set(await due(runs, slot))
    await worker({ clock: at }).start([job])
    await due(runs, 5)

    expect(timesOfDay(runs)).toEqual(['00:10:00', '01:00:00', '02:00:00', '03:00:00', '04:00:00'])
  })

  test('makes up for no slot that it missed, nor for a clock that was ahead', async () => {
    const at = stillClock()
    const { job, runs } = repeating(at)
    await worker({ clock: at }).start([job])
    expect(await due(runs, 1)).toBe(tenPast + 50 * minuteMs)

    at.set(tenPast + 5 * hourMs)
    expect(await due(runs, 2)).toBe(tenPast + 5 * hourMs + 50 * minuteMs)
    at.set(tenPast + hourMs)
    await worker({ clock: at }).start([job])

    expect(await due(runs, 2)).toBe(tenPast + hourMs + 50 * minuteMs)
  })

  test('runs once more at once when slots began while it ran', async () => {
    const at = stillClock()
    let takesMs = 3 * hourMs
    const { job, runs } = repeating(at, async () => {
      at.set(at().getTime() + takesMs)
      takesMs = 0
      await Promise.resolve()
    })
    await worker({ clock: at }).start([job])

    const next = await due(runs, 2)

    expect(timesOfDay([...runs, next])).toEqual(['00:10:00', '03:10:00', '04:00:00'])
  })

  test('takes the place of the slots that earlier versions queued', async () => {
    const at = stillClock()
    const { job, runs } = repeating(at)
    const row = { kind: 'again', turn: '', lease_until: 0, attempts: 0 }
    await directory.db
      .insertInto('jobs')
      .values(
        ['7', '8'].map((slot) => ({ ...row, id: slot, key: slot, input: `{"slot":${slot}}`, run_at: 0 })),
      )
      .execute()

    await worker({ clock: at }).start([job])

    expect(timesOfDay([await due(runs, 1)])).toEqual(['01:00:00'])
  })
})

const tenPast = Date.parse('2026-03-29T00:10:00Z')

/** Time that stands still but where the test sets it, so that every slot is exact. */
function stillClock() {
  let now = tenPast
  return Object.assign(() => new Date(now), { set: (time: number) => void (now = time) })
}

/** A job of every hour that notes when it was run, and does `work`. */
function repeating(clock: Clock, work: () => Promise<void> = () => Promise.resolve()) {
  const runs: number[] = []
  const job = defineJob({
    kind: 'again',
    everyMs: hourMs,
    async run() {
      runs.push(clock().getTime())
      await work()
    },
  })
  return { job, runs }
}

function timesOfDay(times: readonly number[]): readonly string[] {
  return times.map((time) => new Date(time).toISOString().slice(11, 19))
}
