import { sql } from 'kysely'
import { z } from 'zod'
import type { BackupProgress } from '@catalytics/contract/installation.ts'
import type { Clock } from '../../lib/clock.ts'
import { OperatorError, type AppError } from '../../lib/errors.ts'
import { appliedMigrations, unfinishedRestore, type Directory } from '../directory/directory.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventColumns, eventMigrations, fenceTable } from '../events/schema.ts'
import { pairAnew } from '../pairing.ts'
import type { Archive } from './archive.ts'
import { fillDirectory } from './directory-fill.ts'
import { countEvents } from './event-rows.ts'
import type { Manifest } from './manifest.ts'
import { backupTables } from './tables.ts'

type Target = { readonly directory: Directory; readonly events: EventStore; readonly clock: Clock }

/**
 * Fills empty stores from a backup and counts what arrived. The directory store, which says what there is, comes last
 * and at once; until then a mark in it keeps servers from starting on half of the data.
 *
 * @throws AppError `conflict` when a store is not empty or its tables are of another version; then nothing was touched
 */
export async function restoreBackup(
  target: Target,
  archive: Archive,
  onProgress: (progress: BackupProgress) => void,
): Promise<void> {
  await requireSameTables(target, archive.manifest)
  await requireEmpty(target)
  const { db } = target.directory
  await db.schema.createTable(unfinishedRestore).addColumn('mark', 'integer').execute()
  try {
    // What is left of another life of the store would refuse numbers of this one.
    await target.events.command(`TRUNCATE TABLE ${fenceTable}`)
    await fillEvents(target.events, archive, onProgress)
    await db.transaction().execute(async (tx) => {
      await fillDirectory(tx, target.directory.kind, archive, target.clock)
      // Before it is done: cut off here, the mark is still there.
      await pairAnew(tx, target.events)
      await tx.schema.dropTable(unfinishedRestore).execute()
    })
  } catch (error) {
    // Where this fails too, the mark stays, and what matters is why the restore failed.
    await emptied(target).catch(() => undefined)
    throw error
  }
}

async function emptied({ directory: { db }, events }: Target): Promise<void> {
  await events.command('TRUNCATE TABLE events')
  await pairAnew(db, events)
  await db.schema.dropTable(unfinishedRestore).execute()
}

async function requireSameTables({ directory }: Target, { version, ...told }: Manifest): Promise<void> {
  const ours = [...(await appliedMigrations(directory)), ...eventMigrations.map((one) => one.name)]
  const theirs = [...told.directory.migrations, ...told.events.migrations]
  if (ours.join() === theirs.join() && told.events.columns.join() === eventColumns.join()) return
  throw new OperatorError(
    'conflict',
    `This backup was made by Catalytics ${version}, whose tables differ from this version's. Restore it with that version; this one brings the tables up to date when it starts on them.`,
  )
}

const counted = z.object({ rows: z.coerce.number() })

async function requireEmpty({ directory, events }: Target): Promise<void> {
  const inEvents = await countEvents(events)
  if (inEvents > 0) throw notEmpty(`the event store has ${inEvents} rows`)
  for (const { name } of backupTables) {
    // A server that was started once has left its next hour's upkeep there, and the id was made with the tables.
    if (name === 'jobs' || name === 'installation') continue
    const { rows } = await sql`SELECT count(*) AS rows FROM ${sql.table(name)}`.execute(directory.db)
    const found = counted.parse(rows[0]).rows
    if (found > 0) throw notEmpty(`the directory store has ${found} rows of ${name}`)
  }
}

function notEmpty(what: string): AppError {
  return new OperatorError(
    'conflict',
    `A backup is restored into empty stores only; ${what}. Give another data folder (and databases), or move this one away first.`,
  )
}

async function fillEvents(
  events: EventStore,
  archive: Archive,
  onProgress: (progress: BackupProgress) => void,
): Promise<void> {
  let rows = 0
  const waiting = [...archive.partsOf('events')]
  async function fill(): Promise<void> {
    for (let part = waiting.shift(); part !== undefined; part = waiting.shift()) {
      const lines = await archive.lines(part)
      await events.insert('events', eventColumns, lines, { queryId: `catalytics-restore-${part.name}` })
      rows += part.rows
      onProgress({ rows, of: archive.manifest.events.rows })
    }
  }
  // Two at a time: one is unpacked while the other is stored. Neither may still store when this is over.
  const both = [fill(), fill()]
  for (const one of both) one.catch(() => (waiting.length = 0))
  await Promise.allSettled(both)
  await Promise.all(both)
  await compareContracts(events, archive.manifest)
}

const tallyRow = z.object({
  contract: z.number(),
  rows: z.coerce.number(),
  last_seq: z.coerce.number(),
})

async function compareContracts(events: EventStore, { contracts }: Manifest): Promise<void> {
  const query = `SELECT contract, count() AS rows, max(seq) AS last_seq
FROM events GROUP BY contract ORDER BY contract`
  const found = (await events.rows(query, {}, { timeLimitSeconds: 0 })).map((row) => tallyRow.parse(row))
  const expected = contracts.filter((contract) => contract.rows > 0)
  const same = expected.every((contract, index) => {
    const arrived = found[index]
    return (
      arrived?.contract === contract.number &&
      arrived.rows === contract.rows &&
      arrived.last_seq === contract.last_seq
    )
  })
  if (same && found.length === expected.length) return
  throw new OperatorError(
    'internal',
    'The event store does not hold what the backup says. Nothing was restored.',
  )
}
