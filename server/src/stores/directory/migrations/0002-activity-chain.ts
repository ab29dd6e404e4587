import { sql, type Kysely } from 'kysely'
import { beforeFirst, sealOf } from '../activity-chain.ts'
import type { ActivityTable } from '../schema.ts'

type Tables = {
  readonly activity: ActivityTable
  readonly activity_heads: { readonly contract: number; readonly number: number; readonly hash: string }
}

/** The log becomes a chain: numbered per contract, each entry sealed with the one before, its end kept beside it. */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<Tables>()
  await db.schema
    .alterTable('activity')
    .addColumn('number', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('activity').addColumn('actor_name', 'text').execute()
  await db.schema.alterTable('activity').addColumn('role', 'text').execute()
  await db.schema
    .alterTable('activity')
    .addColumn('hash', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema
    .createTable('activity_heads')
    .addColumn('contract', 'integer', (column) => column.primaryKey().references('contracts.number'))
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute()
  await sql`UPDATE activity SET actor_name =
    (SELECT name FROM service_accounts WHERE service_accounts.client_id = activity.actor)`.execute(db)
  await sealAll(db)
  await db.schema
    .createIndex('activity_number')
    .unique()
    .on('activity')
    .columns(['contract', 'number'])
    .execute()
  await db.schema
    .createIndex('activity_type')
    .on('activity')
    .columns(['contract', 'type', 'number'])
    .execute()
}

const atOnce = 1000

/** What was written before has the order of its ids, which are ordered by time. */
async function sealAll(db: Kysely<Tables>): Promise<void> {
  const heads = new Map<number, { number: number; hash: string }>()
  for (let after = ''; ;) {
    const page = db.selectFrom('activity').selectAll().where('id', '>', after).orderBy('id').limit(atOnce)
    const rows = await page.execute()
    for (const { hash: _none, ...row } of rows) {
      const head = heads.get(row.contract) ?? { number: 0, hash: beforeFirst }
      const number = head.number + 1
      const hash = sealOf(head.hash, { ...row, number })
      await db.updateTable('activity').set({ number, hash }).where('id', '=', row.id).execute()
      heads.set(row.contract, { number, hash })
    }
    after = rows.at(-1)?.id ?? ''
    if (rows.length < atOnce) break
  }
  for (const [contract, head] of heads)
    await db
      .insertInto('activity_heads')
      .values({ contract, ...head })
      .execute()
}
