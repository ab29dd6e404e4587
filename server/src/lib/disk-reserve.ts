import { randomBytes } from 'node:crypto'
import { closeSync, openSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Space on a disk that is kept back while there is plenty, for what must still be written when there is none. */
export type DiskReserve = {
  /** False while the reserve is given up: nothing that can wait should be written then. */
  hasRoom(): boolean
  close(): void
}

export type Space = { readonly freeBytes: number; readonly allBytes: number }

type Options = {
  readonly folder: string
  /** Told when the reserve is given up and when it is there again. */
  readonly onChange: (hasRoom: boolean, space: Space) => void
  readonly space?: () => Space
}

const mebibyte = 1024 * 1024
const lookEveryMs = 500

/**
 * Keeps a file in `folder`, a hundredth of the disk but 1 to 16 MiB. When less than its size is left beside it, the
 * file goes, so that whatever is small and cannot wait (who received which data, for one) finds room; it comes back
 * when there is three times its size.
 */
export function openDiskReserve({ folder, onChange, space = () => spaceOf(folder) }: Options): DiskReserve {
  const file = join(folder, 'reserve')
  const bytes = Math.round(Math.min(Math.max(space().allBytes / 100, mebibyte), 16 * mebibyte))
  let kept = sizeOf(file) === bytes

  function look(): void {
    const now = space()
    if (kept && now.freeBytes < bytes) {
      rmSync(file, { force: true })
      kept = false
      onChange(false, now)
    } else if (!kept && now.freeBytes >= 3 * bytes) {
      kept = fill(file, bytes)
      if (kept) onChange(true, now)
    }
  }

  look()
  const timer = setInterval(look, lookEveryMs).unref()
  return { hasRoom: () => kept, close: () => clearInterval(timer) }
}

function spaceOf(folder: string): Space {
  const { bavail, blocks, bsize } = statfsSync(folder)
  return { freeBytes: bavail * bsize, allBytes: blocks * bsize }
}

function sizeOf(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.size
}

/** Written out, not merely claimed, with bytes that no file system can make smaller. */
function fill(file: string, bytes: number): boolean {
  const chunk = randomBytes(mebibyte)
  try {
    const target = openSync(file, 'w', 0o600)
    try {
      for (let at = 0; at < bytes; at += chunk.length)
        writeSync(target, chunk, 0, Math.min(chunk.length, bytes - at))
    } finally {
      closeSync(target)
    }
    return sizeOf(file) === bytes
  } catch {
    rmSync(file, { force: true })
    return false
  }
}
