import type { Kysely } from 'kysely'

/** Decisions after which less of a contract may leave, and from when the data of a file is that is held against them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('narrowings')
    .addColumn('contract', 'integer', (column) => column.notNull().references('contracts.number'))
    .addColumn('cause', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('narrowings_key', ['contract', 'cause'])
    .execute()
  await db.schema.alterTable('lead_exports').addColumn('selected_at', 'bigint').execute()
}
