import { existsSync } from 'node:fs'
import type { BackupProgress, BackupSummary, Examination } from '@catalytics/contract/installation.ts'
import { OperatorError } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { reasonOf } from '../../lib/reason.ts'
import type { BackUp } from '../../stores/backup/backup.ts'
import type { Manifest } from '../../stores/backup/manifest.ts'
import { openPartFile } from '../../stores/files/part-file.ts'

/** The installation as a whole: what it does with all of its stores at once is handed in. */
export type Installation = {
  readonly log: Log
  /** The file of the key; null where SECRET_KEY is set. */
  readonly keyFile: string | null
  readonly writeBackup: BackUp
  readonly examine: () => Promise<Examination>
}

/**
 * Writes a backup into a new file that only this system user can read. The file has its name when it is complete; a
 * failure leaves nothing behind.
 *
 * @throws AppError `conflict` when there is a file already, `unavailable` when it cannot be written
 */
export async function backUp(
  installation: Installation,
  path: string,
  report: Parameters<BackUp>[1],
): Promise<BackupSummary> {
  if (existsSync(path))
    throw new OperatorError('conflict', `There is a file ${path} already. Choose another name.`)
  const file = await orUnavailable(openPartFile(path))
  try {
    const told = await installation.writeBackup((bytes) => orUnavailable(file.put(bytes)), {
      ...report,
      onProgress: byPercent(report.onProgress),
    })
    const written = await orUnavailable(file.commit())
    installation.log.info({ path, ...written, events: told.events.rows }, 'backup written')
    return summaryOf(told, { path, ...written }, installation.keyFile)
  } catch (error) {
    await file.discard()
    throw error
  }
}

/** A backup as its operator is told of it. */
export function summaryOf(
  { made_at, contracts, directory }: Manifest,
  file: { readonly path: string; readonly bytes: number; readonly sha256: string },
  keyFile: string | null,
): BackupSummary {
  return {
    ...file,
    key_file: keyFile,
    made_at,
    contracts: contracts.map(({ number: _number, ...shown }) => shown),
    tables: Object.fromEntries(Object.entries(directory.tables).map(([name, { rows }]) => [name, rows])),
  }
}

async function orUnavailable<Result>(writing: Promise<Result>): Promise<Result> {
  try {
    return await writing
  } catch (cause) {
    throw new OperatorError('unavailable', `The backup could not be written: ${reasonOf(cause)}`, { cause })
  }
}

type OnProgress = (progress: BackupProgress) => void

function byPercent(onProgress: OnProgress): OnProgress {
  let told = 0
  return (progress) => {
    const percent = Math.floor((100 * progress.rows) / progress.of)
    if (percent <= told) return
    told = percent
    onProgress(progress)
  }
}
