import { Kysely, sql } from 'kysely'
import type { Db, Directory } from './directory.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'

/** The directory store as it was at one moment, however it changes while it is read. */
export type Snapshot = {
  readonly db: Db
  close(): Promise<void>
}

/**
 * Keeps the directory store of this moment for reading. Close it soon: until then SQLite's log only grows and removed
 * content stays on the disk, and PostgreSQL lends a connection.
 */
export async function openSnapshot(directory: Directory): Promise<Snapshot> {
  // SQLite: a connection of its own, because a transaction would keep everybody else out of the one there is.
  const own =
    directory.file === undefined
      ? undefined
      : new Kysely<Tables>({ dialect: sqliteDialect(directory.file, { readOnly: true }) })
  const transaction = await (own ?? directory.db)
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute()
  async function close(): Promise<void> {
    await transaction.rollback().execute()
    await own?.destroy()
  }
  try {
    // Both stores settle what a transaction sees at its first question.
    await sql`SELECT count(*) FROM contracts`.execute(transaction)
  } catch (error) {
    await close()
    throw error
  }
  return { db: transaction, close }
}
