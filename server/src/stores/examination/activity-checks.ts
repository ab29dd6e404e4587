import { setImmediate as nextTurn } from 'node:timers/promises'
import { z } from 'zod'
import { beforeFirst, sealOf } from '../directory/activity-chain.ts'
import type { Directory } from '../directory/directory.ts'
import type { Diagnosis } from './diagnosis.ts'

type Db = Directory['db']

const todo =
  'Entries of the log were changed by something other than Catalytics. Keep a copy of the stores as they are, find out who had access, and compare with the last backup.'

/** Every contract's log is as it was written: no entry changed, missing, added, or cut off at the end. */
export async function checkActivity({ db }: Directory): Promise<Diagnosis> {
  let entries = 0
  const contracts = await db.selectFrom('contracts').select(['number', 'id']).orderBy('number').execute()
  for (const { number, id } of contracts) {
    const log = await readLog(db, number)
    if (log.fault !== undefined) return { detail: `the log of contract ${id}: ${log.fault}`, todo }
    entries += log.entries
  }
  return { detail: `${entries} entries of ${contracts.length} contracts, each as it was written` }
}

const headRow = z.object({ number: z.number(), hash: z.string() })
// Small: with SQLite a page is read on the event loop, and a server's requests wait for it.
const pageRows = 500

async function readLog(
  db: Db,
  contract: number,
): Promise<{ readonly entries: number; readonly fault?: string }> {
  const found = await db
    .selectFrom('activity_heads')
    .select(['number', 'hash'])
    .where('contract', '=', contract)
    .executeTakeFirst()
  // Read first: entries that a running server adds from now on lie behind it.
  const head = found === undefined ? { number: 0, hash: beforeFirst } : headRow.parse(found)
  let last = { number: 0, hash: beforeFirst, id: '' }
  while (last.number < head.number) {
    const page = await db
      .selectFrom('activity')
      .selectAll()
      .where('contract', '=', contract)
      .where('number', '>', last.number)
      .where('number', '<=', head.number)
      .orderBy('number')
      .limit(pageRows)
      .execute()
    for (const { hash, ...entry } of page) {
      if (entry.number !== last.number + 1) return broken(last.number, `entry ${last.number + 1} is missing`)
      if (sealOf(last.hash, entry) !== hash)
        return broken(last.number, `entry ${entry.number} (${entry.id}) is not as it was written`)
      last = { number: entry.number, hash, id: entry.id }
    }
    if (page.length === 0)
      return broken(last.number, `its end is missing, from entry ${last.number + 1} to ${head.number}`)
    await nextTurn()
  }
  if (last.hash !== head.hash)
    return broken(last.number, `entry ${last.number} (${last.id}) is not the one that was written last`)
  const beyond = await firstBeyond(db, contract)
  return beyond === undefined
    ? { entries: last.number }
    : broken(last.number, `entry ${beyond.number} (${beyond.id}) was added by something else`)
}

function broken(entries: number, fault: string) {
  return { entries, fault }
}

/** In one statement, so that what is being written meanwhile and its recorded end are of one moment. */
async function firstBeyond(db: Db, contract: number) {
  return await db
    .selectFrom('activity')
    .leftJoin('activity_heads', 'activity_heads.contract', 'activity.contract')
    .select(['activity.number', 'activity.id'])
    .where('activity.contract', '=', contract)
    .where((where) =>
      where.or([
        where('activity_heads.number', 'is', null),
        where('activity.number', '>', where.ref('activity_heads.number')),
        where('activity.number', '<', 1),
      ]),
    )
    .orderBy('activity.number')
    .executeTakeFirst()
}
