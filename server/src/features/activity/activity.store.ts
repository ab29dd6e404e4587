import { activityEntry, type ActivityEntry, type ActivityQuery } from '@catalytics/contract/activity.ts'
import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import { isoInstant } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { ActivityTable } from '../../stores/directory/schema.ts'

export async function insertEntry(
  db: Db,
  contract: ContractNumber,
  entry: Omit<ActivityTable, 'contract'>,
): Promise<void> {
  await db
    .insertInto('activity')
    .values({ contract, ...entry })
    .execute()
}

/** Newest first; ids are ordered by time, so they are the page mark. Undefined without such a contract. */
export async function entriesOf(
  db: Db,
  contract: ContractId,
  query: ActivityQuery,
): Promise<ActivityEntry[] | undefined> {
  const owner = await db
    .selectFrom('contracts')
    .select('number')
    .where('id', '=', contract)
    .executeTakeFirst()
  if (owner === undefined) return undefined
  let select = db
    .selectFrom('activity')
    .select(['id', 'at', 'type', 'actor_kind', 'actor', 'address', 'details'])
    .where('contract', '=', owner.number)
  if (query.type !== undefined) select = select.where('type', '=', query.type)
  if (query.before !== undefined) select = select.where('id', '<', query.before)
  const rows = await select.orderBy('id', 'desc').limit(query.limit).execute()
  return rows.map((row) =>
    activityEntry.parse({ ...row, at: isoInstant(row.at), details: JSON.parse(row.details) as unknown }),
  )
}
