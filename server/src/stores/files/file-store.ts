import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A folder for files that the product makes; names are flat. */
export type FileStore = {
  readonly folder: string
  pathOf(name: string): string
  /** Removes a file; does nothing when it is not there. */
  remove(name: string): Promise<void>
}

export function openFileStore(folder: string): FileStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (name: string) => {
    if (basename(name) !== name || name.startsWith('.')) throw new TypeError('a file name, not a path')
    return join(folder, name)
  }
  return { folder, pathOf, remove: (name) => rm(pathOf(name), { force: true }) }
}
