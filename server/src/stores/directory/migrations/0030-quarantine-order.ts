import type { Kysely } from 'kysely'

/** The order of a contract's refused events: pages and the limit ask for it, and would sort all of them each time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.createIndex('quarantine_order').on('quarantine').columns(['contract', 'id']).execute()
}
