import type { Kysely } from 'kysely'

/** Whose turn a job uses up, and when each of them was served last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('jobs')
    .addColumn('turn', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema
    .createTable('job_turns')
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('turn', 'text', (column) => column.notNull())
    .addColumn('served_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('job_turns_key', ['lane', 'turn'])
    .execute()
}
