import type { Kysely } from 'kysely'

/** Numbers that a restore passed over: readers of the life that ended may know them, nobody else does. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sequence_gaps')
    .addColumn('contract', 'integer', (column) => column.notNull().references('contracts.number'))
    .addColumn('after', 'bigint', (column) => column.notNull())
    .addColumn('through', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('sequence_gaps_pk', ['contract', 'after'])
    .execute()
}
