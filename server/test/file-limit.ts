import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Lets no file of a process grow past `bytes` (RLIMIT_FSIZE), as on a disk that takes no more; Infinity lifts it again.
 * Node ignores the signal that comes with it, so its writes, and those of what it hosts, fail with EFBIG.
 */
export async function limitFiles(pid: number, bytes: number): Promise<void> {
  const soft = Number.isFinite(bytes) ? String(bytes) : 'unlimited'
  await promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${soft}:unlimited`])
}
