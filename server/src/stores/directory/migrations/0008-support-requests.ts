import type { Kysely } from 'kysely'

/** What users asked the operator for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('support_requests')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('contract', 'integer', (column) => column.references('contracts.number'))
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('message', 'text', (column) => column.notNull())
    .addColumn('diagnostics', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('mail', 'text')
    .execute()
  await db.schema
    .createIndex('support_requests_user')
    .on('support_requests')
    .columns(['user', 'created_at'])
    .execute()
}
