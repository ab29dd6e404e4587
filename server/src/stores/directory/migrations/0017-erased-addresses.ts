import type { Kysely } from 'kysely'
import { systemClock } from '../../../lib/clock.ts'
import type { PeopleTable } from '../schema.ts'

/**
 * Addresses whose older consent counts no more: of people who were erased, or forgotten after they had withdrawn. And no
 * decision is later than its receipt: what was stored with a time to come counts as made now.
 */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  await untyped.schema
    .createTable('erased_addresses')
    .addColumn('contract', 'integer', (column) => column.notNull().references('contracts.number'))
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('key_id', 'text', (column) => column.notNull())
    .addColumn('until_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('erased_addresses_key', ['contract', 'hash'])
    .execute()
  const db = untyped.withTables<{ readonly people: PeopleTable }>()
  const now = systemClock().getTime()
  await db
    .updateTable('people')
    .set({ consent_decided_at: now })
    .where('consent_decided_at', '>', now)
    .execute()
}
