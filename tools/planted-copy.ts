import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const left = new Set<string>()
// Also when a signal ends the run.
process.on('exit', () => {
  for (const copy of left) removeCopy(copy)
})

// Products (`dist`) come along: tests read them, and they are made again only when their sources differ.
const notCopied = new Set(['node_modules', '.git', '.tsbuild', 'data', 'coverage'])

/**
 * Copies the tree below `root` as it lies there, committed or not, into a folder of its own, which is removed by
 * {@link removeCopy} or at the end of the process. Packages are shared; the workspaces among them are the copy's own.
 *
 * @returns the copy's folder
 */
export function copyTree(root: string): string {
  const copy = mkdtempSync(join(realpathSync(tmpdir()), 'catalytics-planted-'))
  left.add(copy)
  cpSync(root, copy, { recursive: true, filter: (path) => !notCopied.has(basename(path)) })
  linkPackages(join(root, 'node_modules'), join(copy, 'node_modules'))
  const clients = 'checks/api-clients/node_modules'
  if (existsSync(join(root, clients))) symlinkSync(join(root, clients), join(copy, clients))
  mkdirSync(join(copy, '.tsbuild'))
  return copy
}

export function removeCopy(copy: string): void {
  rmSync(copy, { recursive: true, force: true })
  left.delete(copy)
}

/** A link stays as it is written: those of workspaces lead back into the tree that they stand in. */
function linkPackages(from: string, to: string): void {
  mkdirSync(to)
  for (const name of readdirSync(from)) {
    const place = join(from, name)
    if (lstatSync(place).isSymbolicLink()) symlinkSync(readlinkSync(place), join(to, name))
    else if (name === '.bin' || name === '@catalytics') linkPackages(place, join(to, name))
    else symlinkSync(place, join(to, name))
  }
}
