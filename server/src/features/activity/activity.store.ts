import { z } from 'zod'
import { activityEntry, type ActivityEntry, type ActivityType } from '@catalytics/contract/activity.ts'
import { contractNumber, type ContractId, type ContractNumber } from '@catalytics/contract/ids.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { isoInstant } from '../../lib/clock.ts'
import type { LastChange } from '../../lib/versions.ts'
import { beforeFirst, sealOf, type SealedEntry } from '../../stores/directory/activity-chain.ts'
import { jsonText, readableRows } from '../../stores/directory/columns.ts'
import type { Db } from '../../stores/directory/directory.ts'

/** Statements have a limit of parameters. */
const listSize = 500

export type NewEntry = Omit<SealedEntry, 'contract' | 'number'> & {
  readonly subject?: string | null
}

/**
 * Puts an entry at the end of the contract's log. The contract's row of `activity_heads` is locked until the transaction
 * ends, so that one after the other is sealed, whichever process writes.
 */
export async function appendEntry(tx: Db, contract: ContractNumber, entry: NewEntry): Promise<void> {
  const { number, hash: previous } = await tx
    .insertInto('activity_heads')
    .values({ contract, number: 1, hash: beforeFirst })
    .onConflict((conflict) =>
      conflict.column('contract').doUpdateSet((row) => ({ number: row('activity_heads.number', '+', 1) })),
    )
    .returning(['number', 'hash'])
    .executeTakeFirstOrThrow()
  const sealed = { ...entry, contract, number }
  const hash = sealOf(previous, sealed)
  await tx
    .insertInto('activity')
    .values({ ...sealed, hash })
    .execute()
  await tx.updateTable('activity_heads').set({ hash }).where('contract', '=', contract).execute()
}

/** Who changed one of these last, as the log calls them, and when; undefined where the log does not say. */
export async function lastChange(
  db: Db,
  contract: ContractNumber,
  subjects: readonly string[],
): Promise<LastChange | undefined> {
  const row = await db
    .selectFrom('activity')
    .select(['at', 'actor', 'actor_name'])
    .where('contract', '=', contract)
    .where('subject', 'in', subjects)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { by: row.actor_name ?? row.actor, at: isoInstant(row.at) }
}

/** What the contract calls a service account; null where it has none under this id. */
export async function accountName(db: Db, contract: ContractNumber, client: string): Promise<string | null> {
  const row = await db
    .selectFrom('service_accounts')
    .select('name')
    .where('contract', '=', contract)
    .where('client_id', '=', client)
    .executeTakeFirst()
  return row?.name ?? null
}

/** How those who act in the contract are called now: service accounts by name, users by e-mail address. */
export async function actorNames(
  db: Db,
  contract: ContractNumber,
  actors: readonly string[],
): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const some of chunksOf(actors, listSize)) {
    const accounts = await db
      .selectFrom('service_accounts')
      .select(['client_id', 'name'])
      .where('contract', '=', contract)
      .where('client_id', 'in', some)
      .execute()
    for (const { client_id, name } of accounts) names.set(client_id, name)
    const users = await db.selectFrom('users').select(['id', 'email']).where('id', 'in', some).execute()
    for (const { id, email } of users) names.set(id, email)
  }
  return names
}

const deletionRow = z.object({
  details: jsonText.pipe(z.object({ account: z.string(), name: z.string() })),
})

/** The names that the contract's deleted service accounts had, by their ids. */
export async function deletedAccounts(db: Db, contract: ContractNumber): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('activity')
    .select('details')
    .where('contract', '=', contract)
    .where('type', '=', 'service_account_deleted')
    .execute()
  const known = readableRows(deletionRow, rows)
  return new Map(known.map(({ details: { account, name } }) => [account, name]))
}

export type LogOwner = {
  readonly number: ContractNumber
  readonly name: string
  readonly time_zone: string
  /** Number of the log's last entry; 0 while it is empty. */
  readonly last: number
}

export async function ownerOf(db: Db, contract: ContractId): Promise<LogOwner | undefined> {
  const row = await db
    .selectFrom('contracts')
    .leftJoin('activity_heads', 'activity_heads.contract', 'contracts.number')
    .select(['contracts.number', 'name', 'time_zone', 'activity_heads.number as last'])
    .where('id', '=', contract)
    .executeTakeFirst()
  return row && { ...row, number: contractNumber.parse(row.number), last: row.last ?? 0 }
}

/** Which entries are meant. An empty list of types means all. */
export type Filter = {
  readonly types: readonly ActivityType[]
  readonly actor: string | undefined
  /** Epoch milliseconds, included and excluded; null without an end. */
  readonly from: number | null
  readonly to: number | null
}

export type Page = {
  /** The id of an entry: only older ones follow. */
  readonly before: string | undefined
  /** The number of the last entry to be shown. */
  readonly upTo: number
  readonly limit: number
}

export async function hasEntry(db: Db, contract: ContractNumber, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('activity')
    .select('number')
    .where('contract', '=', contract)
    .where('id', '=', id)
    .executeTakeFirst()
  return row !== undefined
}

/** Newest first. */
export async function entriesOf(
  db: Db,
  contract: ContractNumber,
  filter: Filter,
  { before, upTo, limit }: Page,
): Promise<ActivityEntry[]> {
  let select = db
    .selectFrom('activity')
    .select(['id', 'number', 'at', 'type', 'actor_kind', 'actor', 'actor_name', 'role', 'address', 'details'])
    .where('contract', '=', contract)
    .where('number', '<=', upTo)
  if (before !== undefined) {
    select = select.where('number', '<', (entry) =>
      entry.selectFrom('activity').select('number').where('id', '=', before).where('contract', '=', contract),
    )
  }
  const { types, actor, from, to } = filter
  if (types.length > 0) select = select.where('type', 'in', types)
  if (from !== null) select = select.where('at', '>=', from)
  if (to !== null) select = select.where('at', '<', to)
  if (actor !== undefined)
    select = select.where((where) => where.or([where('actor', '=', actor), where('actor_name', '=', actor)]))
  const rows = await select.orderBy('number', 'desc').limit(limit).execute()
  return rows.map((row) =>
    activityEntry.parse({ ...row, at: isoInstant(row.at), details: JSON.parse(row.details) as unknown }),
  )
}
