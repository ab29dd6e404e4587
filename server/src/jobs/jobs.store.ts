import { z } from 'zod'
import type { Db } from '../stores/directory/directory.ts'

const claimedRow = z.object({ id: z.string(), kind: z.string(), input: z.string(), attempts: z.number() })
export type ClaimedJob = z.infer<typeof claimedRow>

/** Adds a job; one of the same kind and key that is there already stands for both. */
export async function insertJob(
  db: Db,
  job: {
    readonly id: string
    readonly kind: string
    readonly key: string
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

/** Takes the job that has been due longest; nobody else can take it before `leaseUntil`. */
export async function claimDue(
  db: Db,
  kinds: readonly string[],
  now: number,
  leaseUntil: number,
): Promise<ClaimedJob | undefined> {
  if (kinds.length === 0) return undefined
  const candidate = await db
    .selectFrom('jobs')
    .select('id')
    .where('kind', 'in', kinds)
    .where('run_at', '<=', now)
    .where('lease_until', '<=', now)
    .orderBy('run_at')
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
    .returning(['id', 'kind', 'input', 'attempts'])
    .executeTakeFirst()
  return row === undefined ? undefined : claimedRow.parse(row)
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

export async function removeJob(db: Db, id: string): Promise<void> {
  await db.deleteFrom('jobs').where('id', '=', id).execute()
}
