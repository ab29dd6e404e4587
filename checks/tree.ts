import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

// As .gitignore has them, and git's own.
const notOurs = new Set(['node_modules', '.git', '.tsbuild', 'data', 'dist', 'coverage'])

/** Every file of the repository below `folder`, as paths from the root with `/`; what git ignores is left out. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (notOurs.has(entry.name) || entry.isSymbolicLink()) return []
    return entry.isDirectory() ? filesBelow(path) : [path]
  })
}

export function readText(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}
