import type { Kysely } from 'kysely'

/** For how long a contract's actions are kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('contracts').addColumn('retention_months', 'integer').execute()
}
