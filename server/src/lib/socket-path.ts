import { closeSync, openSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

// sockaddr_un.sun_path holds 108 bytes with its final NUL.
const longest = 107

/**
 * A path under which a Unix socket can be made or reached, however deep its folder: too long ones go through an open
 * handle on the folder. Close it when the socket is connected or no longer listened on.
 */
export function reachablePath(path: string): { readonly path: string; close(): void } {
  if (Buffer.byteLength(path) <= longest) return { path, close: () => {} }
  const folder = openSync(dirname(path), 'r')
  return { path: join('/proc/self/fd', String(folder), basename(path)), close: () => closeSync(folder) }
}
