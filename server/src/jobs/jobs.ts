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
  /** Whose turn it uses up, such as a contract's: those who wait take turns, and nobody has all workers at once. */
  readonly turnOf?: (input: Input) => string
  /** Waits for no other kind: what somebody must not wait for long, such as the mail by which they sign in. */
  readonly ownWorkers?: true
  readonly run: (input: Input, signal: AbortSignal) => Promise<void>
  /**
   * How long to wait after so many failed attempts, in milliseconds: it is tried for as long as it fails, and ends
   * itself. Five attempts within six minutes where absent.
   */
  readonly backOffMs?: (attempts: number) => number
  /** Told when the last attempt has failed too. */
  readonly giveUp?: (input: Input) => Promise<void>
}

/** Something that is done anew in every slot: when it fails, once more in the next one, for ever. */
type RepeatingSpec = {
  readonly kind: string
  /** The length of a slot. Slots are counted from the epoch, so they begin at the same instants for all processes. */
  readonly everyMs: number
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** A job as the worker sees it: what it is about is text from the store. */
export type StoredJob = {
  readonly kind: string
  /** The length of a slot; undefined: done once. */
  readonly everyMs: number | undefined
  /** Kinds of one lane share its workers. */
  readonly lane: string
  readonly runStored: (input: string, signal: AbortSignal) => Promise<void>
  readonly giveUpStored: (input: string) => Promise<void>
  /** Undefined: not again. */
  readonly waitMs: (attempts: number) => number | undefined
}
export type Job<Input> = StoredJob & {
  readonly key: (input: Input) => string
  /** Empty where it is nobody's turn. */
  readonly turnOf: (input: Input) => string
}

export function defineJob(spec: RepeatingSpec): StoredJob
export function defineJob<Input>(spec: JobSpec<Input>): Job<Input>
export function defineJob<Input>(spec: RepeatingSpec | JobSpec<Input>): StoredJob | Job<Input> {
  return 'everyMs' in spec ? repeating(spec) : onRequest(spec)
}

function repeating({ kind, everyMs, run }: RepeatingSpec): StoredJob {
  return {
    kind,
    everyMs,
    lane: 'shared',
    runStored: (_nothing, signal) => run(signal),
    giveUpStored: () => Promise.resolve(),
    waitMs: fiveTimes,
  }
}

function onRequest<Input>(spec: JobSpec<Input>): Job<Input> {
  const { kind, input, key, turnOf = () => '', ownWorkers = false, run, backOffMs, giveUp } = spec
  const parse = (text: string) => input.parse(JSON.parse(text))
  return {
    kind,
    everyMs: undefined,
    key,
    turnOf,
    lane: ownWorkers ? kind : 'shared',
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
  /** Works off jobs of these kinds. Those that repeat are asked for here, once for all processes on the store. */
  start(jobs: readonly StoredJob[]): Promise<void>
  /** Stops the running jobs; what they left is taken up at the next start. */
  stop(): Promise<void>
}

const minuteLongMs = 60_000
const idleMs = 1000
/** Two at a time, so that a long job holds up nobody but whoever asked for it. */
const workersOfALane = 2

type Deps = {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  /** How long a job stays its worker's without a sign of life; a minute where absent. */
  readonly leaseMs?: number
}

/** The queue in the directory store, worked off by this process and any other on the same store. */
export function openJobs({ leaseMs = minuteLongMs, ...deps }: Deps): Jobs {
  const stopping = new AbortController()
  const sleeping = new Set<() => void>()
  let loops: readonly Promise<void>[] = []
  /** How often somebody was woken: who looked before the last time has to look again. */
  let woken = 0

  async function work(lane: string, jobs: readonly StoredJob[]): Promise<void> {
    const byKind = new Map(jobs.map((job) => [job.kind, job]))
    const from = { lane, kinds: [...byKind.keys()], atOnceOfATurn: workersOfALane - 1 }
    while (!stopping.signal.aborted) {
      const now = deps.clock().getTime()
      const lookedAt = woken
      const claimed = await store.claimDue(deps.db, from, now, now + leaseMs).catch(() => undefined)
      if (claimed !== undefined && stopping.signal.aborted) return await store.release(deps.db, claimed.id)
      const job = claimed === undefined ? undefined : byKind.get(claimed.kind)
      if (claimed === undefined || job === undefined) await idle(lookedAt)
      else await attempt(job, claimed).catch((error: unknown) => unrecorded(job, error))
    }
  }

  /** The store took no note of how the job went, on a full disk for one: its lease runs out, and it is done again. */
  async function unrecorded(job: StoredJob, error: unknown): Promise<void> {
    deps.log.error({ job: job.kind, error: String(error) }, 'what became of a job could not be stored')
    await idle(woken)
  }

  async function attempt(job: StoredJob, claimed: store.ClaimedJob): Promise<void> {
    const renew = setInterval(() => {
      void store.renewLease(deps.db, claimed.id, deps.clock().getTime() + leaseMs).catch(() => undefined)
    }, leaseMs / 3)
    try {
      await job.runStored(claimed.input, stopping.signal)
      await ended(job, claimed)
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
      await ended(job, claimed)
    } else {
      await store.postpone(deps.db, claimed.id, deps.clock().getTime() + waitMs)
    }
  }

  /**
   * Nothing more is to be done for it, or nothing more in this slot. A slot that began while it ran is due at once: what
   * came for that slot may have come too late for this run.
   */
  async function ended({ everyMs }: StoredJob, claimed: store.ClaimedJob): Promise<void> {
    if (everyMs === undefined) await store.removeJob(deps.db, claimed.id)
    else await store.beginAnew(deps.db, claimed.id, slotAfter(claimed.begunAt, everyMs))
  }

  async function keepRepeating({ kind, everyMs }: StoredJob): Promise<void> {
    if (everyMs === undefined) return
    const first = { id: timeOrderedId(), run_at: deps.clock().getTime() }
    await store.keepRepeating(deps.db, { kind, ...first, at_latest: slotAfter(first.run_at, everyMs) })
  }

  /** Resolves when a job was asked for, at the latest after a while: others on the same store ask too. */
  async function idle(lookedAt: number): Promise<void> {
    if (stopping.signal.aborted || woken > lookedAt) return
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, idleMs)
    sleeping.add(resolve)
    await promise.finally(() => {
      clearTimeout(timer)
      sleeping.delete(resolve)
    })
  }

  function wake(): void {
    woken += 1
    for (const resolve of sleeping) resolve()
  }

  return {
    async enqueue(db, job, input, runAt) {
      await store.insertJob(db, {
        id: timeOrderedId(),
        kind: job.kind,
        key: job.key(input),
        turn: job.turnOf(input),
        input: JSON.stringify(input),
        run_at: runAt ?? deps.clock().getTime(),
      })
      wake()
    },
    async start(jobs) {
      for (const job of jobs) await keepRepeating(job)
      for (const [lane, own] of Map.groupBy(jobs, (job) => job.lane))
        loops = [...loops, ...Array.from({ length: workersOfALane }, () => work(lane, own))]
    },
    async stop() {
      stopping.abort()
      wake()
      await Promise.all(loops)
    },
  }
}

/** Slots that were missed stay out: the work of one run is that of all before it. */
function slotAfter(time: number, everyMs: number): number {
  return (Math.floor(time / everyMs) + 1) * everyMs
}
