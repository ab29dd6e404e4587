import { Kysely, sql, type Transaction } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Pool } from 'pg'
import { AppError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import * as foundation from './migrations/0001-foundation.ts'
import { postgresDialect } from './postgres.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'

/** The directory store, or a transaction on it: the first argument of every store function. */
export type Db = Kysely<Tables> | Transaction<Tables>

export type Directory = {
  readonly db: Kysely<Tables>
  readonly kind: 'sqlite' | 'postgres'
  /** Only on PostgreSQL: for locks that live as long as a connection. */
  readonly pool: Pool | undefined
  answers(): Promise<boolean>
  /** Makes removed content leave the disk as well. SQLite has overwritten it in the file; its log is cut off here. */
  scrub(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the directory store and brings its tables to this version.
 *
 * @param target a file for SQLite or a `postgres://` URL
 * @throws AppError `unavailable` when the store cannot be reached or its tables are of a newer version
 */
export async function openDirectory(
  target: { readonly file: string } | { readonly url: string },
  log: Log,
): Promise<Directory> {
  const kind = 'url' in target ? 'postgres' : 'sqlite'
  const server =
    'url' in target
      ? postgresDialect(target.url, (error) =>
          log.warn({ error: error.message }, 'an idle directory connection broke'),
        )
      : undefined
  const dialect = 'url' in target ? server?.dialect : sqliteDialect(target.file)
  if (dialect === undefined) throw new TypeError('no dialect')
  const db = new Kysely<Tables>({ dialect })
  try {
    await migrate(db, kind)
  } catch (cause) {
    await db.destroy()
    throw new AppError('unavailable', `The directory store (${kind}) cannot be opened: ${reason(cause)}`, {
      cause,
    })
  }
  const scrub = async () => {
    await (
      kind === 'sqlite'
        ? sql`PRAGMA wal_checkpoint(TRUNCATE)`
        : sql`VACUUM people, quote_messages, quarantine`
    ).execute(db)
  }
  const answers = () =>
    sql`SELECT 1`.execute(db).then(
      () => true,
      () => false,
    )
  return { db, kind, pool: server?.pool, answers, scrub, close: () => db.destroy() }
}

/** Applies the migrations up to `until` (all of them when absent). Each one runs in a transaction of its own kind. */
export async function migrate(db: Kysely<Tables>, kind: Directory['kind'], until?: string): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations(kind)) } })
  const { error } = until === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(until)
  if (error !== undefined) throw error
}

export const migrationNames = ['0001-foundation'] as const

function migrations(kind: Directory['kind']): Record<(typeof migrationNames)[number], Migration> {
  const autoNumber = kind === 'sqlite' ? 'integer' : 'serial'
  return { '0001-foundation': { up: (db) => foundation.up(db, autoNumber) } }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'unknown reason'
}
