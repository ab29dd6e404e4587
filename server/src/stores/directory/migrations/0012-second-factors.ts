import type { Kysely } from 'kysely'

/** A second factor of users: time-based codes, codes for when the device is lost, and the step between password and code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('users').addColumn('totp_secret', 'text').execute()
  await db.schema.alterTable('users').addColumn('totp_pending', 'text').execute()
  await db.schema.alterTable('users').addColumn('totp_last_step', 'bigint').execute()
  await db.schema
    .createTable('recovery_codes')
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('recovery_codes_key', ['user', 'hash'])
    .execute()
  await db.schema
    .createTable('sign_in_tickets')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('user', 'text', (column) => column.notNull().references('users.id').onDelete('cascade'))
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('tries_left', 'integer', (column) => column.notNull())
    .execute()
}
