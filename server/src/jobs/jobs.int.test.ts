import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { directoryKinds, newDirectory } from '../../test/both-directories.ts'
import { movableClock, type MovableClock } from '../../test/movable-clock.ts'
import { type Clock } from '../lib/clock.ts'
import { openLog } from '../lib/log.ts'
import type { Directory } from '../stores/directory/directory.ts'
import { defineJob, openJobs, type Jobs } from './jobs.ts'

const log = openLog('silent')
const input = z.object({ n: z.number() })

describe.each(directoryKinds)('the job queue on %s', (kind) => {
  let directory: Directory
  let clock: MovableClock
  let open: Jobs[]
  beforeEach(async () => {
    directory = await newDirectory(kind)
    clock = movableClock()
    open = []
  })
  afterEach(async () => {
    await Promise.all(open.map((jobs) => jobs.stop()))
  })

  /** A worker like that of one more process. */
  function worker(options: { readonly leaseMs?: number; readonly clock?: Clock } = {}): Jobs {
    const jobs = openJobs({ db: directory.db, clock, log, ...options })
    open.push(jobs)
    return jobs
  }

  async function waiting(): Promise<number> {
    const rows = await directory.db.selectFrom('jobs').select('id').execute()
    return rows.length
  }

  test('what is asked for is done once, soon, and then forgotten', async () => {
    const { job, runs } = noting()
    const jobs = worker()
    await jobs.start([job])

    for (const n of [1, 2, 3, 2, 1]) await jobs.enqueue(directory.db, job, { n })
    await until(async () => (await waiting()) === 0)

    // One that is asked for again after it was done is done again.
    expect(new Set(runs)).toEqual(new Set([1, 2, 3]))
  })

  test('what is asked for twice before it is done is one job', async () => {
    const { job, runs } = noting()
    const jobs = worker()
    for (let asked = 0; asked < 5; asked += 1) await jobs.enqueue(directory.db, job, { n: 7 })

    await jobs.start([job])
    await until(async () => (await waiting()) === 0)

    expect(runs).toEqual([7])
  })

  test('a job is part of the transaction that asks for it', async () => {
    const { job, runs } = noting()
    const jobs = worker()
    await jobs.start([job])
    const failing = directory.db.transaction().execute(async (tx) => {
      await jobs.enqueue(tx, job, { n: 1 })
      throw new Error('not after all')
    })
    await expect(failing).rejects.toThrow('not after all')

    await directory.db.transaction().execute((tx) => jobs.enqueue(tx, job, { n: 2 }))
    await until(async () => (await waiting()) === 0 && runs.length > 0)

    expect(runs).toEqual([2])
  })

  test('one that is for later waits for its time', async () => {
    const { job, runs } = noting()
    const jobs = worker()
    await jobs.start([job])
    await jobs.enqueue(directory.db, job, { n: 1 }, clock().getTime() + 3_600_000)
    await pause(100)
    expect(runs).toEqual([])

    clock.forward(3_600_000)
    await until(async () => (await waiting()) === 0)

    expect(runs).toEqual([1])
  })

  test('one that fails is tried five times, ever later, and then given up', async () => {
    const failedAt: number[] = []
    const { job, runs, givenUp } = noting(() => {
      failedAt.push(clock().getTime())
      return Promise.reject(new Error('no'))
    })
    const jobs = worker()
    await jobs.start([job])
    await jobs.enqueue(directory.db, job, { n: 1 })

    const backOffs: number[] = []
    for (let attempt = 1; attempt < 5; attempt += 1) {
      const runAt = await postponed(attempt)
      backOffs.push(Math.round((runAt - (failedAt.at(-1) ?? 0)) / 4000) * 4)
      clock.forward(Math.max(0, runAt - clock().getTime()))
    }
    await until(async () => (await waiting()) === 0)

    expect(runs).toEqual([1, 1, 1, 1, 1])
    expect(backOffs).toEqual([4, 16, 64, 256])
    expect(givenUp).toEqual([1])
  })

  /** When the job is to be tried again, once it has failed so many times. */
  async function postponed(attempts: number): Promise<number> {
    for (;;) {
      const [row] = await directory.db
        .selectFrom('jobs')
        .select(['run_at', 'lease_until', 'attempts'])
        .execute()
      if (row?.attempts === attempts && row.lease_until === 0) return row.run_at
      await pause(10)
    }
  }

  test('two processes never run one job at the same time', async () => {
    let atIt = 0
    let most = 0
    const { job, runs } = noting(async () => {
      most = Math.max(most, (atIt += 1))
      await pause(30)
      atIt -= 1
    })
    const perKey = new Map<number, number>()
    for (const jobs of [worker(), worker(), worker()]) await jobs.start([job])

    const [first] = open
    for (let n = 0; n < 12; n += 1) await first?.enqueue(directory.db, job, { n })
    await until(async () => (await waiting()) === 0)

    for (const n of runs) perKey.set(n, (perKey.get(n) ?? 0) + 1)
    expect([...perKey.values()]).toEqual(Array.from({ length: 12 }, () => 1))
    // Three processes with two hands each.
    expect(most).toBeLessThanOrEqual(6)
  })

  test('a stop gives a running job back, and another process does it without a lost attempt', async () => {
    const { job, runs } = noting(async (_n, signal) => {
      if (runs.length === 1) await pause(60_000, undefined, { signal })
    })
    const jobs = worker()
    await jobs.start([job])
    await jobs.enqueue(directory.db, job, { n: 1 })
    await until(() => Promise.resolve(runs.length === 1))

    await jobs.stop()
    const [row] = await directory.db.selectFrom('jobs').select(['lease_until', 'attempts']).execute()
    await worker().start([job])
    await until(async () => (await waiting()) === 0)

    expect(row).toEqual({ lease_until: 0, attempts: 0 })
    expect(runs).toEqual([1, 1])
  })

  test('a stop while workers look for work does not wait until they have slept', async () => {
    const { job } = noting()
    const jobs = worker()
    const slept = pause(2000).then(() => 'asleep')
    // Time that stands still: whoever goes to sleep now does not wake up by itself.
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    try {
      await jobs.start([job])
      const stopped = jobs.stop().then(() => 'stopped')

      expect(await Promise.race([stopped, slept])).toBe('stopped')
    } finally {
      vi.runAllTimers()
      vi.useRealTimers()
    }
  })

  test('one whose process died is done by another when its lease is over, not before', async () => {
    const { job, runs } = noting()
    await worker().enqueue(directory.db, job, { n: 1 })
    // As a process leaves it that was killed.
    await directory.db
      .updateTable('jobs')
      .set({ lease_until: clock().getTime() + 60_000, attempts: 1 })
      .execute()
    await worker().start([job])
    await pause(100)
    expect(runs).toEqual([])

    clock.forward(60_000)
    await until(async () => (await waiting()) === 0)

    expect(runs).toEqual([1])
  })

  test('a long job is renewed while it goes on, so that nobody else begins it', async () => {
    const leaseMs = 1500
    const { job, runs } = noting(() => pause(2 * leaseMs))
    for (const jobs of [worker({ leaseMs }), worker({ leaseMs })]) await jobs.start([job])

    await open[0]?.enqueue(directory.db, job, { n: 1 })
    await until(async () => (await waiting()) === 0)

    expect(runs).toEqual([1])
  })

  test('whoever asks for much holds up nobody else, and all take turns', async () => {
    const order: string[] = []
    const job = turns('note', async (whose, n) => {
      order.push(`${whose}${n}`)
      await pause(20)
    })
    const jobs = worker()
    for (const whose of ['a', 'b'])
      for (let n = 0; n < 6; n += 1) await jobs.enqueue(directory.db, job, { whose, n })
    // The last to ask.
    await jobs.enqueue(directory.db, job, { whose: 'c', n: 0 })

    await jobs.start([job])
    await until(async () => (await waiting()) === 0)

    expect(order.indexOf('c0')).toBeLessThan(4)
    const last = { a: order.lastIndexOf('a5'), b: order.lastIndexOf('b5') }
    expect(Math.abs(last.a - last.b)).toBeLessThan(3)
  })

  test('nobody has all workers at once', async () => {
    const going: string[] = []
    const release = Promise.withResolvers<void>()
    const job = turns('note', async (whose) => {
      going.push(whose)
      await release.promise
    })
    const jobs = worker()
    await jobs.start([job])
    for (let n = 0; n < 30; n += 1) await jobs.enqueue(directory.db, job, { whose: 'a', n })
    await until(() => Promise.resolve(going.length > 0))

    try {
      await jobs.enqueue(directory.db, job, { whose: 'b', n: 0 })
      await until(() => Promise.resolve(going.includes('b')))

      expect(going).toEqual(['a', 'b'])
    } finally {
      // A stop waits for what is under way.
      release.resolve()
    }
  })

  test('a kind with workers of its own waits for no other', async () => {
    const release = Promise.withResolvers<void>()
    const { job: slow, runs: begun } = noting(() => release.promise)
    const done: number[] = []
    const own = defineJob({
      kind: 'own',
      input,
      key: ({ n }) => String(n),
      ownWorkers: true,
      run: ({ n }) => Promise.resolve(void done.push(n)),
    })
    const jobs = worker()
    await jobs.start([slow, own])
    for (let n = 0; n < 10; n += 1) await jobs.enqueue(directory.db, slow, { n })
    await until(() => Promise.resolve(begun.length === 2))

    await jobs.enqueue(directory.db, own, { n: 1 })
    await until(() => Promise.resolve(done.length === 1))

    expect(begun).toHaveLength(2)
    release.resolve()
  })

  test('kinds that a process does not know are left to those that do', async () => {
    const { job, runs } = noting()
    const other = defineJob({ kind: 'other', input, key: ({ n }) => String(n), run: () => Promise.resolve() })
    const jobs = worker()
    await jobs.start([job])

    await jobs.enqueue(directory.db, other, { n: 1 })
    await jobs.enqueue(directory.db, job, { n: 2 })
    // The job that was run leaves the queue a moment after its work is done.
    await until(async () => runs.length === 1 && (await waiting()) === 1)
    await pause(100)

    expect(await waiting()).toBe(1)
  })
})

/** A job that notes what it was run with, and does `work`. */
function noting(work: (n: number, signal: AbortSignal) => Promise<void> = () => Promise.resolve()) {
  const runs: number[] = []
  const givenUp: number[] = []
  const job = defineJob({
    kind: 'note',
    input,
    key: ({ n }) => String(n),
    async run({ n }, signal) {
      runs.push(n)
      await work(n, signal)
    },
    giveUp: ({ n }) => Promise.resolve(void givenUp.push(n)),
  })
  return { job, runs, givenUp }
}

/** A job that uses up somebody's turn. */
function turns(kind: string, work: (whose: string, n: number) => Promise<void>) {
  return defineJob({
    kind,
    input: z.object({ whose: z.string(), n: z.number() }),
    key: ({ whose, n }) => `${whose}${n}`,
    turnOf: ({ whose }) => whose,
    run: ({ whose, n }) => work(whose, n),
  })
}

async function until(happened: () => Promise<boolean>): Promise<void> {
  await expect.poll(happened, { interval: 10 }).toBe(true)
}
