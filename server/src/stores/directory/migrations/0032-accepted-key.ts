import type { Kysely } from 'kysely'

/** The id of the key with which the operator goes on, where the one that has sealed or hashed is lost for good. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('installation').addColumn('accepted_key', 'text').execute()
}
