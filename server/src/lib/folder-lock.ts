import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteCodeOf } from './error-codes.ts'
import { OperatorError } from './errors.ts'

/**
 * Takes a folder for this process alone, until `release` or the end of the process, however it ends.
 *
 * The lock is SQLite's own lock on an open file (fcntl): the kernel drops it with the process, so nothing stale can
 * block, and no clock or process number takes part.
 *
 * @throws AppError `conflict` when another process holds the folder, `unavailable` when it cannot be locked at all
 */
export function lockFolder(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let file: DatabaseSync | undefined
  try {
    file = new DatabaseSync(join(folder, 'lock'))
    file.exec(
      'PRAGMA busy_timeout = 0; PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE',
    )
    const held = file
    return { release: () => held.close() }
  } catch (cause) {
    file?.close()
    if (sqliteCodeOf(cause) !== busy) {
      const why = cause instanceof Error ? cause.message : String(cause)
      throw new OperatorError(
        'unavailable',
        `The data folder ${folder} cannot be locked (${why}). Make room on its disk, and see that the folder and its file “lock” belong to the user who runs Catalytics and can be written.`,
        { cause },
      )
    }
    throw new OperatorError(
      'conflict',
      `The data folder ${folder} is in use by another Catalytics process. Stop that one first, or choose another folder with DATA_DIR or --data.`,
      { cause },
    )
  }
}

/** SQLITE_BUSY. */
const busy = 5
