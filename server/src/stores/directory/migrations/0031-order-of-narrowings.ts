import { sql, type Kysely } from 'kysely'

/**
 * Files are held against the order of decisions, no longer against their time. The old instants serve as numbers: later
 * decisions have larger ones. A file has the number of the last decision before its data were chosen.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('narrowings').renameColumn('at', 'number').execute()
  await db.schema.alterTable('lead_exports').renameColumn('selected_at', 'narrowing').execute()
  await sql`UPDATE lead_exports SET narrowing = (
    SELECT coalesce(max(narrowings.number), 0) FROM narrowings
    WHERE narrowings.contract = lead_exports.contract
      AND narrowings.number < coalesce(lead_exports.narrowing, lead_exports.created_at)
  )`.execute(db)
}
