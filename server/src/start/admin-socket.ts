import { rmSync } from 'node:fs'
import type { Server } from 'node:net'
import { join } from 'node:path'
import type { Closing } from '../lib/closing.ts'
import { reachablePath } from '../lib/socket-path.ts'

/** Answers the operator's own commands on a socket of the data folder, which must be ours. */
export async function openAdminSocket(server: Server, dataDir: string, closing: Closing): Promise<void> {
  const path = join(dataDir, 'admin.sock')
  // The folder is ours, so a socket in it is a dead process's.
  rmSync(path, { force: true })
  const reach = reachablePath(path)
  closing.add(() => reach.close())
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  // Only the user the server runs as may connect; the mask holds while the socket is made.
  const mask = process.umask(0o177)
  server.listen(reach.path, resolve)
  process.umask(mask)
  await promise
}
