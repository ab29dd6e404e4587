import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atEnd } from './at-end.ts'

let folder: string | undefined

/** Where a file of this name lies, or would lie, in a folder of the test file's own; the folder goes when the file ends. */
export function filePath(name: string): string {
  folder ??= newFolder()
  return join(folder, name)
}

/** Writes such a file; its path. */
export function given(name: string, content: string | Uint8Array): string {
  const path = filePath(name)
  writeFileSync(path, content)
  return path
}

function newFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'catalytics-import-'))
  atEnd(() => {
    folder = undefined
    rmSync(made, { recursive: true })
  })
  return made
}
