import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'

const shared = '/dev/shm'
/** As `statfs` names a file system that is memory (TMPFS_MAGIC of linux/magic.h). */
const tmpfs = 0x01021994
/** Twice what all tests together need at a time. */
const roomForTests = 4 * 1024 ** 3

/**
 * A folder in memory for temporary files, gone when this process ends; undefined where there is none or it is small.
 * Thousands of tests each wait for a disk to have taken what they store; a power cut is nothing that they try.
 */
export function memoryFolder({ bytesAtLeast = roomForTests } = {}): string | undefined {
  if (!hasRoom(bytesAtLeast)) return undefined
  const folder = mkdtempSync(join(shared, 'catalytics-tests-'))
  // PostgreSQL runs as another user in a folder of its own below this one.
  chmodSync(folder, 0o711)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function hasRoom(bytesAtLeast: number): boolean {
  try {
    const { type, bavail, bsize } = statfsSync(shared)
    return type === tmpfs && bavail * bsize >= bytesAtLeast
  } catch {
    return false
  }
}
