import { sql } from 'kysely'
import { z } from 'zod'
import { emailIdentity } from '@catalytics/contract/email.ts'
import { hasUnfinishedRestore, migrationNames, type Directory } from '../directory/directory.ts'
import { sqliteFaults } from '../directory/sqlite-integrity.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventMigrations } from '../events/schema.ts'
import type { StorePlace } from '../open-stores.ts'
import type { Diagnosis } from './diagnosis.ts'

export async function checkDirectory(place: StorePlace, directory: Directory): Promise<Diagnosis> {
  // Says more about a store that cannot be reached than the question whether it can.
  await sql`SELECT 1`.execute(directory.db)
  if (directory.file !== undefined) {
    const faults = await sqliteFaults(directory.file)
    if (faults.length > 0) {
      return {
        detail: `the file is damaged: ${faults.slice(0, 3).join('; ')}`,
        todo: `Stop the server, keep a copy of ${place.dataDir}, and restore the last backup into a new folder.`,
      }
    }
  }
  if (await hasUnfinishedRestore(directory)) {
    const todo = 'Run ./catalytics restore again, into an empty data folder (or empty databases).'
    return { detail: 'a restore into it was interrupted', todo }
  }
  const twins = await usersTwice(directory)
  if (twins.length > 0)
    return {
      detail: `${twins.join(', ')}: another user has the same address in another spelling`,
      todo: 'They cannot sign in by this address. Remove them from their contracts, and invite the other user there.',
    }
  return { detail: directory.kind === 'sqlite' ? 'SQLite finds no damage' : 'PostgreSQL answers' }
}

const named = z.object({ name: z.string() })

/** Users whose address is written in a way in which nobody is looked up any more. */
async function usersTwice({ db }: Directory): Promise<readonly string[]> {
  const rows = await db.selectFrom('users').select('email').execute()
  return rows.flatMap(({ email }) => (emailIdentity(email) === email ? [] : [email]))
}

/** What the stores have been through is what this version knows. */
export async function checkMigrations(directory: Directory, events: EventStore): Promise<Diagnosis> {
  const { rows } = await sql`SELECT name FROM kysely_migration`.execute(directory.db)
  const applied = [...rows, ...(await events.rows('SELECT name FROM event_migrations', {}))].map(
    (row) => named.parse(row).name,
  )
  const known: readonly string[] = [...migrationNames, ...eventMigrations.map((one) => one.name)]
  const newer = applied.filter((name) => !known.includes(name))
  const waiting = known.filter((name) => !applied.includes(name))
  if (newer.length > 0) {
    const detail = `the tables were made by a newer version (${newer.join(', ')})`
    return { detail, todo: 'Run that version, or restore a backup that this version made.' }
  }
  if (waiting.length > 0) return { detail: `the next start brings ${waiting.join(', ')}` }
  return { detail: `the tables are of this version (${known.join(', ')})` }
}
