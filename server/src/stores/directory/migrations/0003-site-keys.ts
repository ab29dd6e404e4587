import type { Kysely } from 'kysely'

/** Public keys with which the pages of a site send events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('site_keys')
    .addColumn('contract', 'integer', (column) => column.notNull().references('contracts.number'))
    .addColumn('site', 'text', (column) => column.notNull())
    .addColumn('public_key', 'text', (column) => column.notNull().unique())
    .addColumn('origins', 'text', (column) => column.notNull())
    .addColumn('enabled', 'integer', (column) => column.notNull())
    .addColumn('last_event_at', 'bigint')
    .addPrimaryKeyConstraint('site_keys_key', ['contract', 'site'])
    .execute()
}
