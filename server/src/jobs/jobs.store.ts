import { z } from 'zod'
import type { Db } from '../stores/directory/directory.ts'

const claimedRow = z.object({
  id: z.string(),
  kind: z.string(),
  turn: z.string(),
  input: z.string(),
  attempts: z.number(),
})
export type ClaimedJob = z.infer<typeof claimedRow> & {
  /** When it was taken, in epoch milliseconds. */
  readonly begunAt: number
}

/** Adds a job; one of the same kind and key that is there already stands for both. */
export async function insertJob(
  db: Db,
  job: {
    readonly id: string
    readonly kind: string
    readonly key: string
    readonly turn: string
    readonly input: string
    readonly run_at: number
  },
): Promise<void> {
  await db
    .insertInto('jobs')
    .values({ ...job, lease_until: 0, attempts: 0 })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
    .execute()
}

/** The one row of a kind that repeats: it stays, and only its time moves on. */
const keyOfRepeating = ''

/**
 * Adds what repeats, first due at `run_at`. One that is there already stands for both, whoever added it; it is due
 * `at_latest` then, should the clock have been ahead of the time when it last ran.
 */
export async function keepRepeating(
  db: Db,
  {
    id,
    kind,
    run_at,
    at_latest,
  }: { readonly id: string; readonly kind: string; readonly run_at: number; readonly at_latest: number },
): Promise<void> {
  // Earlier versions queued one row for each slot.
  await db.deleteFrom('jobs').where('kind', '=', kind).where('key', '!=', keyOfRepeating).execute()
  await db
    .insertInto('jobs')
    .values({ id, kind, key: keyOfRepeating, turn: '', input: '{}', run_at, lease_until: 0, attempts: 0 })
    .onConflict((conflict) =>
      conflict
        .columns(['kind', 'key'])
        .doUpdateSet({ run_at: at_latest })
        .where('jobs.run_at', '>', at_latest),
    )
    .execute()
}

/** Where a worker takes its jobs from. */
export type Source = {
  readonly lane: string
  readonly kinds: readonly string[]
  /** How many jobs of one turn may be under way in the lane. */
  readonly atOnceOfATurn: number
}

/**
 * Takes the next job; nobody else can take it before `leaseUntil`. Those whose jobs wait take turns: first comes whoever
 * was served longest ago, then what has been due longest. Jobs of nobody's turn come before all.
 */
export async function claimDue(
  db: Db,
  { lane, kinds, atOnceOfATurn }: Source,
  now: number,
  leaseUntil: number,
): Promise<ClaimedJob | undefined> {
  if (kinds.length === 0) return undefined
  const candidate = await db
    .selectFrom('jobs')
    .leftJoin('job_turns', (join) =>
      join.onRef('job_turns.turn', '=', 'jobs.turn').on('job_turns.lane', '=', lane),
    )
    .select('jobs.id')
    .where('jobs.kind', 'in', kinds)
    .where('jobs.run_at', '<=', now)
    .where('jobs.lease_until', '<=', now)
    .where((row) =>
      row.or([
        row('jobs.turn', '=', ''),
        row(
          row
            .selectFrom('jobs as busy')
            .select((busy) => busy.fn.countAll<number>().as('count'))
            .whereRef('busy.turn', '=', 'jobs.turn')
            .where('busy.kind', 'in', kinds)
            .where('busy.lease_until', '>', now),
          '<',
          atOnceOfATurn,
        ),
      ]),
    )
    .orderBy((order) => order.fn.coalesce('job_turns.served_at', order.val(0)))
    .orderBy('jobs.run_at')
    .orderBy('jobs.id')
    .limit(1)
    .executeTakeFirst()
  if (candidate === undefined) return undefined
  // Both are checked again in the statement that takes it: of two processes only one gets a row back, and a job that
  // another one has just tried and put off is not tried early.
  const row = await db
    .updateTable('jobs')
    .set((column) => ({ lease_until: leaseUntil, attempts: column('attempts', '+', 1) }))
    .where('id', '=', candidate.id)
    .where('run_at', '<=', now)
    .where('lease_until', '<=', now)
    .returning(['id', 'kind', 'turn', 'input', 'attempts'])
    .executeTakeFirst()
  if (row === undefined) return undefined
  const claimed = claimedRow.parse(row)
  if (claimed.turn !== '') await noteTurn(db, lane, claimed.turn, now)
  return { ...claimed, begunAt: now }
}

async function noteTurn(db: Db, lane: string, turn: string, served_at: number): Promise<void> {
  await db
    .insertInto('job_turns')
    .values({ lane, turn, served_at })
    .onConflict((conflict) => conflict.columns(['lane', 'turn']).doUpdateSet({ served_at }))
    .execute()
}

export async function renewLease(db: Db, id: string, leaseUntil: number): Promise<void> {
  await db.updateTable('jobs').set({ lease_until: leaseUntil }).where('id', '=', id).execute()
}

/** Gives a job back unfinished, without counting the attempt. */
export async function release(db: Db, id: string): Promise<void> {
  await db
    .updateTable('jobs')
    .set((column) => ({ lease_until: 0, attempts: column('attempts', '-', 1) }))
    .where('id', '=', id)
    .execute()
}

export async function postpone(db: Db, id: string, runAt: number): Promise<void> {
  await db.updateTable('jobs').set({ lease_until: 0, run_at: runAt }).where('id', '=', id).execute()
}

/** Leaves what repeats for its next slot, with all attempts before it; not where another worker has done so for a later one. */
export async function beginAnew(db: Db, id: string, runAt: number): Promise<void> {
  await db
    .updateTable('jobs')
    .set({ lease_until: 0, run_at: runAt, attempts: 0 })
    .where('id', '=', id)
    .where('run_at', '<=', runAt)
    .execute()
}

export async function removeJob(db: Db, id: string): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).execute()
}
