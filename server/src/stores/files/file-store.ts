import { mkdirSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'

/** A folder for files that the product makes; names are flat. */
export type FileStore = {
  readonly folder: string
  pathOf(name: string): string
  /** Removes a file, and what a process that was killed has left of it; does nothing where there is neither. */
  remove(name: string): Promise<void>
}

export function openFileStore(folder: string): FileStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (name: string) => {
    if (basename(name) !== name || name.startsWith('.')) throw new TypeError('a file name, not a path')
    return join(folder, name)
  }
  return {
    folder,
    pathOf,
    async remove(name) {
      const whole = basename(pathOf(name))
      const own = (found: string) => found === whole || found.startsWith(`${whole}.part`)
      for (const found of (await readdir(folder)).filter(own)) await rm(pathOf(found), { force: true })
    },
  }
}
