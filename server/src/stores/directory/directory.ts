import { Kysely, sql, type Transaction } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import type { Pool } from 'pg'
import { AppError, OperatorError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { reasonOf } from '../../lib/reason.ts'
import { keepLogRoom } from './log-room.ts'
import * as foundation from './migrations/0001-foundation.ts'
import * as activityChain from './migrations/0002-activity-chain.ts'
import * as siteKeys from './migrations/0003-site-keys.ts'
import * as mails from './migrations/0004-mails.ts'
import * as accounts from './migrations/0005-accounts.ts'
import * as invitations from './migrations/0006-invitations.ts'
import * as journal from './migrations/0007-journal.ts'
import * as supportRequests from './migrations/0008-support-requests.ts'
import * as signInOrigins from './migrations/0009-sign-in-origins.ts'
import * as retention from './migrations/0010-retention.ts'
import * as passwordLinks from './migrations/0011-password-links.ts'
import * as secondFactors from './migrations/0012-second-factors.ts'
import * as secondFactorDuty from './migrations/0013-second-factor-duty.ts'
import * as sealedMails from './migrations/0014-sealed-mails.ts'
import * as sequenceGaps from './migrations/0015-sequence-gaps.ts'
import * as eventCounts from './migrations/0016-event-counts.ts'
import * as erasedAddresses from './migrations/0017-erased-addresses.ts'
import * as provedAddresses from './migrations/0018-proved-addresses.ts'
import * as versions from './migrations/0019-versions.ts'
import * as turnsOfJobs from './migrations/0022-turns-of-jobs.ts'
import * as oneIdentity from './migrations/0024-one-identity.ts'
import * as narrowings from './migrations/0028-narrowings.ts'
import * as installation from './migrations/0029-installation.ts'
import * as quarantineOrder from './migrations/0030-quarantine-order.ts'
import * as orderOfNarrowings from './migrations/0031-order-of-narrowings.ts'
import * as acceptedKey from './migrations/0032-accepted-key.ts'
import * as personVersion from './migrations/0033-person-version.ts'
import { postgresDialect } from './postgres.ts'
import type { Tables } from './schema.ts'
import { sqliteDialect } from './sqlite.ts'

/** The directory store, or a transaction on it: the first argument of every store function. */
export type Db = Kysely<Tables> | Transaction<Tables>

export type Directory = {
  readonly db: Kysely<Tables>
  readonly kind: 'sqlite' | 'postgres'
  /** Only with SQLite. */
  readonly file: string | undefined
  /** Only on PostgreSQL: for locks that live as long as a connection. */
  readonly pool: Pool | undefined
  answers(): Promise<boolean>
  /**
   * Makes removed content leave the disk as well. SQLite has overwritten it in the file; its log is cut off here, unless
   * somebody still reads an older state: then false.
   */
  scrub(): Promise<boolean>
  close(): Promise<void>
}

/** A file for SQLite or a `postgres://` URL. */
export type DirectoryTarget = { readonly file: string } | { readonly url: string }

/**
 * Opens the directory store and brings its tables to this version.
 *
 * @throws AppError `unavailable` when the store cannot be reached or its tables are of a newer version, `conflict` when
 *   a restore into it was interrupted
 */
export async function openDirectory(target: DirectoryTarget, log: Log): Promise<Directory> {
  const directory = connectDirectory(target, log)
  try {
    await refuseUnfinished(directory)
    await migrate(directory.db, directory.kind)
    if (directory.file !== undefined) keepLogRoom(directory.file)
    return directory
  } catch (cause) {
    await directory.close()
    if (cause instanceof AppError) throw cause
    const message = `The directory store (${directory.kind}) cannot be opened: ${reasonOf(cause)}`
    throw new OperatorError('unavailable', message, { cause })
  }
}

/** The directory store as it is found, without touching its tables. */
export function connectDirectory(target: DirectoryTarget, log: Log): Directory {
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
  const answers = () =>
    sql`SELECT 1`.execute(db).then(
      () => true,
      () => false,
    )
  return {
    db,
    kind,
    file: 'file' in target ? target.file : undefined,
    pool: server?.pool,
    answers,
    scrub: () => ('file' in target ? scrubSqlite(db, target.file) : scrubPostgres(db)),
    close: () => db.destroy(),
  }
}

async function scrubPostgres(db: Kysely<Tables>): Promise<boolean> {
  await sql`VACUUM people, quote_messages, quarantine, journal`.execute(db)
  return true
}

async function scrubSqlite(db: Kysely<Tables>, file: string): Promise<boolean> {
  return await db.connection().execute(async (one) => {
    // Waiting for readers would hold up the event loop, and with it everybody; whoever asks tries again.
    await sql`PRAGMA busy_timeout = 0`.execute(one)
    const { rows } = await sql<{ busy: number }>`PRAGMA wal_checkpoint(TRUNCATE)`.execute(one)
    await sql`PRAGMA busy_timeout = 5000`.execute(one)
    keepLogRoom(file)
    return rows.every((row) => row.busy === 0)
  })
}

/** A table that is there while a restore fills the stores, and goes with its last transaction. */
export const unfinishedRestore = 'unfinished_restore'

export async function hasUnfinishedRestore({ db }: Directory): Promise<boolean> {
  const tables = await db.introspection.getTables()
  return tables.some((table) => table.name === unfinishedRestore)
}

async function refuseUnfinished(directory: Directory): Promise<void> {
  if (!(await hasUnfinishedRestore(directory))) return
  throw new OperatorError(
    'conflict',
    'A restore into these stores was interrupted, so they are not complete. Give it empty ones and run it again.',
  )
}

/** Applies the migrations up to `until` (all of them when absent), in one transaction: all of them or none. */
export async function migrate(db: Kysely<Tables>, kind: Directory['kind'], until?: string): Promise<void> {
  const migrator = migratorOf(db, kind)
  const { error } = until === undefined ? await migrator.migrateToLatest() : await migrator.migrateTo(until)
  if (error !== undefined) throw error instanceof Error ? error : new Error('unknown fault', { cause: error })
}

/** The migrations that the store has been through, in their order. */
export async function appliedMigrations({ db, kind }: Directory): Promise<readonly string[]> {
  const found = await migratorOf(db, kind).getMigrations()
  return found.filter((migration) => migration.executedAt !== undefined).map((migration) => migration.name)
}

function migratorOf(db: Kysely<Tables>, kind: Directory['kind']): Migrator {
  return new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations(kind)) } })
}

export const migrationNames = [
  '0001-foundation',
  '0002-activity-chain',
  '0003-site-keys',
  '0004-mails',
  '0005-accounts',
  '0006-invitations',
  '0007-journal',
  '0008-support-requests',
  '0009-sign-in-origins',
  '0010-retention',
  '0011-password-links',
  '0012-second-factors',
  '0013-second-factor-duty',
  '0014-sealed-mails',
  '0015-sequence-gaps',
  '0016-event-counts',
  '0017-erased-addresses',
  '0018-proved-addresses',
  '0019-versions',
  '0022-turns-of-jobs',
  '0024-one-identity',
  '0028-narrowings',
  '0029-installation',
  '0030-quarantine-order',
  '0031-order-of-narrowings',
  '0032-accepted-key',
  '0033-person-version',
] as const

function migrations(kind: Directory['kind']): Record<(typeof migrationNames)[number], Migration> {
  const autoNumber = kind === 'sqlite' ? 'integer' : 'serial'
  return {
    '0001-foundation': { up: (db) => foundation.up(db, autoNumber) },
    '0002-activity-chain': { up: activityChain.up },
    '0003-site-keys': { up: siteKeys.up },
    '0004-mails': { up: mails.up },
    '0005-accounts': { up: accounts.up },
    '0006-invitations': { up: invitations.up },
    '0007-journal': { up: journal.up },
    '0008-support-requests': { up: supportRequests.up },
    '0009-sign-in-origins': { up: signInOrigins.up },
    '0010-retention': { up: retention.up },
    '0011-password-links': { up: passwordLinks.up },
    '0012-second-factors': { up: secondFactors.up },
    '0013-second-factor-duty': { up: secondFactorDuty.up },
    '0014-sealed-mails': { up: sealedMails.up },
    '0015-sequence-gaps': { up: sequenceGaps.up },
    '0016-event-counts': { up: eventCounts.up },
    '0017-erased-addresses': { up: erasedAddresses.up },
    '0018-proved-addresses': { up: provedAddresses.up },
    '0019-versions': { up: versions.up },
    '0022-turns-of-jobs': { up: turnsOfJobs.up },
    '0024-one-identity': { up: oneIdentity.up },
    '0028-narrowings': { up: narrowings.up },
    '0029-installation': { up: installation.up },
    '0030-quarantine-order': { up: quarantineOrder.up },
    '0031-order-of-narrowings': { up: orderOfNarrowings.up },
    '0032-accepted-key': { up: acceptedKey.up },
    '0033-person-version': { up: personVersion.up },
  }
}
