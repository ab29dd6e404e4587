import type { Kysely } from 'kysely'
import type { MailsTable } from '../schema.ts'

/**
 * Mails that wait are sealed from now on. What waited until now is given up instead of kept readable, as a migration has
 * no key: its links must be asked for again, and whoever invited sees that.
 */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  const db = untyped.withTables<{ readonly mails: MailsTable }>()
  await db
    .updateTable('mails')
    .set((mail) => ({
      state: 'failed',
      content: null,
      answer: 'given up by an update of Catalytics: ask for it again',
      done_at: mail.ref('created_at'),
    }))
    .where('state', '=', 'queued')
    .execute()
}
