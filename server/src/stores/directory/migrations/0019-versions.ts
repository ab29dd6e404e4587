import type { Kysely } from 'kysely'

/** What an entry of the log is about, and when users changed their own account: to tell who changed something last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('activity').addColumn('subject', 'text').execute()
  await db.schema
    .createIndex('activity_subject')
    .on('activity')
    .columns(['contract', 'subject', 'number'])
    .execute()
  await db.schema.alterTable('users').addColumn('changed_at', 'bigint').execute()
}
