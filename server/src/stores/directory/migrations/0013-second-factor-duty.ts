import type { Kysely } from 'kysely'

/** Contracts that only somebody with a second factor may use, and sessions for which somebody else has vouched. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('contracts')
    .addColumn('second_factor_required', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('sessions')
    .addColumn('vouched', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
