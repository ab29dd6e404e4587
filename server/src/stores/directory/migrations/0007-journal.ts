import type { Kysely } from 'kysely'

/**
 * Groups are durable in the directory store before the event store is told of them. The table this one replaces held
 * changes that were told twice at most after a crash; a clean stop leaves nothing in it that is not stored.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('journal')
    .addColumn('contract', 'integer', (column) => column.notNull().references('contracts.number'))
    .addColumn('first_seq', 'bigint', (column) => column.notNull())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .addColumn('lines', 'text', (column) => column.notNull())
    .addColumn('erased', 'text', (column) => column.notNull())
    .addColumn('recorded_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('journal_key', ['contract', 'last_seq'])
    .execute()
  await db.schema.dropTable('outbox').execute()
}
