import type { z } from 'zod'
import type { Clock } from '../lib/clock.ts'
import { timeOrderedId } from '../lib/ids.ts'
import type { Log } from '../lib/log.ts'
import type { Db } from '../stores/directory/directory.ts'
import * as store from './jobs.store.ts'

/** Something that is done in the background, may be done twice, and may be stopped at any time. */
type JobSpec<Input> = {
  readonly kind: string
  readonly input: z.ZodType<Input>
  /** Tells one piece of work from another: asked for twice, it is one job. */
  readonly key: (input: Input) => string
  readonly run: (input: Input, signal: AbortSignal) => Promise<void>
  /**
   * How long to wait after so many failed attempts, in milliseconds: it is tried for as long as it fails, and ends
   * itself. Five attempts within six minutes where absent.
   */
  readonly backOffMs?: (attempts: number) => number
  /** Told when the last attempt has failed too. */
  readonly giveUp?: (input: Input) => Promise<void>
}

/** A job as the worker sees it: what it is about is text from the store. */
type StoredJob = {
  readonly kind: string
  readonly runStored: (input: string, signal: AbortSignal) => Promise<void>
  readonly giveUpStored: (input: string) => Promise<void>
  /** Undefined: not again. */
  readonly waitMs: (attempts: number) => number | undefined
}
export type Job<Input> = StoredJob & { readonly key: (input: Input) => string }

export function defineJob<Input>({ kind, input, key, run, backOffMs, giveUp }: JobSpec<Input>): Job<Input> {
  const parse = (text: string) => input.parse(JSON.parse(text))
  return {
    kind,
    key,
    runStored: (text, signal) => run(parse(text), signal),
    giveUpStored: async (text) => giveUp?.(parse(text)),
    waitMs: backOffMs ?? fiveTimes,
  }
}

const attemptsAtMost = 5

function fiveTimes(attempts: number): number | undefined {
  return attempts >= attemptsAtMost ? undefined : 1000 * 4 ** attempts
}

export type Jobs = {
  /** Asks for a job, now or at a time (epoch milliseconds); with `db` a transaction, as part of it. */
  enqueue<Input>(db: Db, job: Job<Input>, input: Input, runAt?: number): Promise<void>
  /** Works off jobs of these kinds; jobs of one call do not hold up those of another. */
  start(jobs: readonly StoredJob[]): void
  /** Stops the running jobs; what they left is taken up at the next start. */
  stop(): Promise<void>
}

const leaseMs = 60_000
const idleMs = 1000

/** The queue in the directory store, worked off by this process and any other on the same store. */
export function openJobs(deps: { readonly db: Db; readonly clock: Clock; readonly log: Log }): Jobs {
  const stopping = new AbortController()
  const sleeping = new Set<() => void>()
  let loops: readonly Promise<void>[] = []

  async function work(jobs: readonly StoredJob[]): Promise<void> {
    const byKind = new Map(jobs.map((job) => [job.kind, job]))
    while (!stopping.signal.aborted) {
      const now = deps.clock().getTime()
      const claimed = await store
        .claimDue(deps.db, [...byKind.keys()], now, now + leaseMs)
        .catch(() => undefined)
      const job = claimed === undefined ? undefined : byKind.get(claimed.kind)
      if (claimed === undefined || job === undefined) await idle()
      else await attempt(job, claimed).catch((error: unknown) => unnoted(job, error))
    }
  }

  /** The store took no note of how the job went, on a full disk for one: its lease runs out, and it is done again. */
  async function unnoted(job: StoredJob, error: unknown): Promise<void> {
    deps.log.error({ job: job.kind, error: String(error) }, 'what became of a job could not be stored')
    await idle()
  }

  async function attempt(job: StoredJob, claimed: store.ClaimedJob): Promise<void> {
    const renew = setInterval(() => {
      void store.renewLease(deps.db, claimed.id, deps.clock().getTime() + leaseMs).catch(() => undefined)
    }, leaseMs / 3)
    try {
      await job.runStored(claimed.input, stopping.signal)
      await store.removeJob(deps.db, claimed.id)
    } catch (error) {
      if (stopping.signal.aborted) await store.release(deps.db, claimed.id)
      else await failed(job, claimed, error)
    } finally {
      clearInterval(renew)
    }
  }

  async function failed(job: StoredJob, claimed: store.ClaimedJob, error: unknown): Promise<void> {
    const waitMs = job.waitMs(claimed.attempts)
    const last = waitMs === undefined
    deps.log.error({ job: job.kind, attempts: claimed.attempts, last, error: String(error) }, 'a job failed')
    if (waitMs === undefined) {
      await job.giveUpStored(claimed.input)
      await store.removeJob(deps.db, claimed.id)
    } else {
      await store.postpone(deps.db, claimed.id, deps.clock().getTime() + waitMs)
    }
  }

  /** Resolves when a job was asked for, at the latest after a while: others on the same store ask too. */
  function idle(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, idleMs)
    sleeping.add(resolve)
    return promise.finally(() => {
      clearTimeout(timer)
      sleeping.delete(resolve)
    })
  }

  function wake(): void {
    for (const resolve of sleeping) resolve()
  }

  return {
    async enqueue(db, job, input, runAt) {
      await store.insertJob(db, {
        id: timeOrderedId(),
        kind: job.kind,
        key: job.key(input),
        input: JSON.stringify(input),
        run_at: runAt ?? deps.clock().getTime(),
      })
      wake()
    },
    start(jobs) {
      // Two at a time: a long export must not hold up an erasure.
      loops = [...loops, work(jobs), work(jobs)]
    },
    async stop() {
      stopping.abort()
      wake()
      await Promise.all(loops)
    },
  }
}
