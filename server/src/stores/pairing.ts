import { ClickHouseError } from '@clickhouse/client'
import { z } from 'zod'
import { AppError, OperatorError } from '../lib/errors.ts'
import type { Db } from './directory/directory.ts'
import type { EventStore } from './events/event-store.ts'
import { installationTable } from './events/schema.ts'

/*
 * Both stores keep the random id of their installation. Contracts have small numbers, so the rows of another installation
 * may well look like those of this one; its id does not.
 */

const idRow = z.object({ id: z.string() })

/** The installation of the directory store. @throws AppError `damaged` where it does not say */
async function ownId(db: Db): Promise<string> {
  const rows = await db.selectFrom('installation').select('id').limit(2).execute()
  const [row] = rows
  if (row === undefined || rows.length > 1)
    throw new OperatorError('damaged', `The two stores cannot be compared: ${namelessInWords}. ${howToName}`)
  return idRow.parse(row).id
}

/** Whether the directory store does not say which installation it is of. */
export async function isNameless(db: Db): Promise<boolean> {
  return (await db.selectFrom('installation').select('id').limit(2).execute()).length !== 1
}

export const namelessInWords = 'the directory store does not say which installation it is of'

/** What to do about a directory store without an identity. */
export const howToName =
  'Its table installation must have one row. Put back the one id that the table installation of the event store has, or restore a backup, which holds both stores, into a new data folder and empty databases.'

/** The installations that the event store was written by: none before it was told, more than one never. */
async function idsIn(events: EventStore): Promise<readonly string[]> {
  try {
    const rows = await events.rows(`SELECT DISTINCT id FROM ${installationTable}`, {})
    return rows.map((row) => idRow.parse(row).id)
  } catch (error) {
    const cause = error instanceof AppError ? error.cause : error
    // Of an earlier version, or empty.
    if (cause instanceof ClickHouseError && /^UNKNOWN_(DATABASE|TABLE)$/.test(cause.type ?? '')) return []
    throw error
  }
}

/** Whether the event store says that it belongs to another installation than the directory store. */
export async function areStrangers(db: Db, events: EventStore): Promise<boolean> {
  const ids = await idsIn(events)
  return ids.length > 0 && ids.join() !== (await ownId(db))
}

/** Tells an event store that knows of no installation yet which one it belongs to. */
export async function pair(db: Db, events: EventStore): Promise<void> {
  if ((await idsIn(events)).length > 0) return
  await events.command(`INSERT INTO ${installationTable} SELECT {id: String}`, { id: await ownId(db) })
}

/** Gives an event store that was just filled to the installation that is about to be in the directory store. */
export async function pairAnew(db: Db, events: EventStore): Promise<void> {
  await events.command(`TRUNCATE TABLE ${installationTable}`)
  await pair(db, events)
}

export const strangersInWords = 'the event store was written by another installation'

/** What to do about stores of two installations. */
export const howToPair =
  'Lead DATABASE_URL and CLICKHOUSE_URL (or the data folder) to the two stores of one installation. Where nothing in the event store is needed, give this installation an empty one. Else: Restore a backup, which holds both, into a new data folder and empty databases (./catalytics restore FILE --data FOLDER).'

/** Why nothing may be taken in or told. */
export function notOfThisInstallation(): AppError {
  return new OperatorError(
    'damaged',
    `The two stores do not belong together: ${strangersInWords}. ${howToPair}`,
  )
}
