import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError } from './errors.ts'

/**
 * Takes a folder for this process alone, until `release` or the end of the process, however it ends.
 *
 * The lock is SQLite's own lock on an open file (fcntl): the kernel drops it with the process, so nothing stale can
 * block, and no clock or process number takes part.
 *
 * @throws AppError `conflict` when another process holds the folder
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = new DatabaseSync(join(folder, 'lock'))
  try {
    file.exec(
      'PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE',
    )
  } catch (cause) {
    file.close()
    throw new AppError(
      'conflict',
      `The data folder ${folder} is in use by another Catalytics process. Stop that one first, or choose another folder with DATA_DIR or --data.`,
      { cause },
    )
  }
  return { release: () => file.close() }
}
