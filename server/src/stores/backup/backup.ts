import { z } from 'zod'
import { contractId, contractNumber } from '@catalytics/contract/ids.ts'
import type { BackupProgress } from '@catalytics/contract/installation.ts'
import type { Clock } from '../../lib/clock.ts'
import { OperatorError } from '../../lib/errors.ts'
import { ownVersion } from '../../lib/version.ts'
import { appliedMigrations, type Db, type Directory } from '../directory/directory.ts'
import { openSnapshot, type Snapshot } from '../directory/snapshot.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventColumns, eventMigrations } from '../events/schema.ts'
import type { Sequence } from '../sequence/sequence.ts'
import { writeDirectoryRows } from './directory-rows.ts'
import { countEvents, readEvents, writeEventRows, type Tally } from './event-rows.ts'
import type { Manifest } from './manifest.ts'
import { openParts } from './parts.ts'

export type BackupSource = {
  readonly directory: Directory
  readonly events: EventStore
  readonly sequence: Sequence
  readonly clock: Clock
}

type Report = { readonly onProgress: (progress: BackupProgress) => void; readonly signal: AbortSignal }

/** {@link writeBackup} of one installation. */
export type BackUp = (put: (bytes: Uint8Array) => Promise<void>, report: Report) => Promise<Manifest>

/**
 * Writes a backup of both stores as they are at one moment, while they are in use: writers wait until both readers have
 * begun, and go on while they read.
 *
 * @param put takes the bytes of the archive in order; when it fails, so does the backup
 */
export async function writeBackup(
  source: BackupSource,
  put: (bytes: Uint8Array) => Promise<void>,
  { onProgress, signal }: Report,
): Promise<Manifest> {
  const stop = new AbortController()
  const stopped = AbortSignal.any([signal, stop.signal])
  const migrations = await appliedMigrations(source.directory)
  const { snapshot, chunks, of, madeAt } = await source.sequence.hold(async () => {
    const opened = await openSnapshot(source.directory)
    try {
      const counted = await countEvents(source.events)
      const begun = await readEvents(source.events, stopped)
      return { snapshot: opened, chunks: begun, of: counted, madeAt: source.clock() }
    } catch (error) {
      await opened.close()
      throw error
    }
  })
  let rows = 0
  const parts = openParts(put, madeAt)
  const onRows = (more: number) => {
    rows += more
    onProgress({ rows, of })
  }
  // Both at once: neither store may be left waiting for its reader.
  const [inDirectory, inEvents] = await bothOrNeither(
    stop,
    readDirectory(snapshot),
    writeEventRows(chunks, parts, onRows),
  )
  // An answer that breaks off in the middle must not pass for all there was.
  if (rows !== of)
    throw new OperatorError('unavailable', `The event store gave ${rows} of ${of} rows. Try again.`)
  return await parts.finish({
    format: 'catalytics-backup-1',
    version: ownVersion(),
    made_at: madeAt.toISOString(),
    directory: { migrations: [...migrations], tables: inDirectory.tables },
    events: { migrations: eventMigrations.map((one) => one.name), columns: [...eventColumns], rows },
    contracts: inDirectory.contracts.map((contract) => withTally(contract, inEvents)),
  })

  async function readDirectory(opened: Snapshot) {
    try {
      const contracts = await contractsIn(opened.db)
      return { contracts, tables: await writeDirectoryRows(opened.db, parts, stopped) }
    } finally {
      await opened.close()
    }
  }
}

const contractRow = z.object({ number: contractNumber, id: contractId, name: z.string() })

async function contractsIn(db: Db) {
  const rows = await db.selectFrom('contracts').select(['number', 'id', 'name']).orderBy('number').execute()
  return rows.map((row) => contractRow.parse(row))
}

function withTally(contract: z.infer<typeof contractRow>, tallies: ReadonlyMap<number, Tally>) {
  const { rows, lastSeq } = tallies.get(contract.number) ?? { rows: 0, lastSeq: 0 }
  return { ...contract, rows, last_seq: lastSeq }
}

/** When one fails the other is stopped, and nothing of either goes on when this rejects. */
async function bothOrNeither<One, Other>(
  stop: AbortController,
  one: Promise<One>,
  other: Promise<Other>,
): Promise<[One, Other]> {
  const both = Promise.all([one, other])
  try {
    return await both
  } catch (error) {
    stop.abort(error)
    await Promise.allSettled([one, other])
    throw error
  }
}
