import { randomBytes } from 'node:crypto'
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { hasCode } from '../../lib/error-codes.ts'

const mebibyte = 1024 * 1024
/** Some five hundred small transactions, such as entries of the ledger, find room in it. */
const logBytes = 8 * mebibyte

/**
 * Sees to it that SQLite's log is so large on the disk already that, when there is no room for anything else, what is
 * small and cannot wait still can be written: who received which data, for one. SQLite writes from the beginning of the
 * log again whenever it has been taken over, and takes what lies behind its own pages for nothing. To be called when it
 * was cut off; where there is no room now, that is for the next time.
 */
export function keepLogRoom(file: string): void {
  const log = `${file}-wal`
  const size = statSync(log, { throwIfNoEntry: false })?.size
  if (size === undefined || size >= logBytes) return
  // Bytes that no file system can make smaller. Appended: SQLite writes at places that it knows.
  const chunk = randomBytes(mebibyte)
  const target = openSync(log, 'a')
  try {
    for (let missing = logBytes - size; missing > 0; missing -= chunk.length)
      writeSync(target, chunk, 0, Math.min(missing, chunk.length))
  } catch (error) {
    if (!hasCode(error, 'ENOSPC', 'EFBIG', 'EDQUOT')) throw error
  } finally {
    closeSync(target)
  }
}
