import type { Kysely } from 'kysely'

/**
 * What the event store must hold of each contract. A contract that was there before has no row until the next start,
 * which counts what it finds.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_counts')
    .addColumn('contract', 'integer', (column) => column.primaryKey().references('contracts.number'))
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .addColumn('rows', 'bigint', (column) => column.notNull())
    .addColumn('removing', 'bigint', (column) => column.notNull())
    .execute()
}
