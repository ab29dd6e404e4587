import { createHash } from 'node:crypto'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { hasCode } from '../../lib/error-codes.ts'
import type { PutBytes } from './table.ts'

/** A file that appears under its name only when it is complete. */
export type PartFile = {
  readonly put: PutBytes
  /** Makes it durable and gives it its name, replacing a file that had it. Size in bytes, SHA-256 in hex. */
  commit(): Promise<{ bytes: number; sha256: string }>
  /** Removes what was written; does nothing after `commit`. */
  discard(): Promise<void>
}

/**
 * Begins a file beside `path`, as `NAME.part1`: in the same folder, so that the final rename is atomic. Only this
 * user may read it, for it holds what people wrote.
 */
export async function openPartFile(path: string): Promise<PartFile> {
  const { handle, partPath } = await openUnusedPart(path)
  const hash = createHash('sha256')
  let bytes = 0
  let unfinished = true

  async function put(chunk: Uint8Array): Promise<void> {
    hash.update(chunk)
    bytes += chunk.length
    // Unlike write(), writeFile() on a handle goes on after a partial write.
    await handle.writeFile(chunk)
  }

  async function commit(): Promise<{ bytes: number; sha256: string }> {
    await handle.sync()
    await handle.close()
    await rename(partPath, path)
    unfinished = false
    await syncFolder(dirname(path))
    return { bytes, sha256: hash.digest('hex') }
  }

  async function discard(): Promise<void> {
    if (!unfinished) return
    unfinished = false
    await handle.close()
    await rm(partPath, { force: true })
  }

  return { put, commit, discard }
}

/** Exclusive creation: two processes that make the same file never write into one another's part. */
async function openUnusedPart(path: string): Promise<{ handle: FileHandle; partPath: string }> {
  for (let attempt = 1; ; attempt += 1) {
    const partPath = `${path}.part${attempt}`
    try {
      return { handle: await open(partPath, 'wx', 0o600), partPath }
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
  }
}

/** A rename is durable only once its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
