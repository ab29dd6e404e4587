import type { Kysely } from 'kysely'

/** Whether the address of a user was proved, and who made the account. Of those that are there nothing is known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('email_proved_at', 'bigint').execute()
  await db.schema.alterTable('users').addColumn('made_by', 'text').execute()
  await db.schema.alterTable('users').addColumn('made_in', 'integer').execute()
  await db.schema
    .alterTable('password_links')
    .addColumn('mailed', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
