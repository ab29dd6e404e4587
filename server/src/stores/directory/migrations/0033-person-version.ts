import type { Kysely } from 'kysely'

/** Another number each time a person's row is written, so that whoever keeps what was made of it sees that it changed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('people')
    .addColumn('version', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
}
