import type { Server } from 'node:net'
import type { Log } from '../lib/log.ts'
import { openFilesAtMost } from '../lib/open-files.ts'

/** What stores, files and the operator's socket need of the files that the process may open. */
const keptForOthers = 256
const mostConnections = 10_000
const fewestConnections = 64

const tellEveryMs = 60_000

/**
 * Takes no more connections than leave the stores and the operator room to open files: whoever holds all of them, with
 * half a request each, must not take the rest of the server along.
 */
export function limitConnections(server: Server, log: Log): void {
  server.maxConnections = connectionsAtMost(openFilesAtMost())
  let toldAt = -Infinity
  server.on('drop', () => {
    if (performance.now() - toldAt < tellEveryMs) return
    toldAt = performance.now()
    log.warn(
      { connections: server.maxConnections },
      'as many connections are open as may be: new ones are refused',
    )
  })
}

export function connectionsAtMost(openFiles: number | undefined): number {
  const left = (openFiles ?? Infinity) - keptForOthers
  return Math.max(fewestConnections, Math.min(mostConnections, left))
}
