import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A folder that an engine may open and tidy up as it likes, while the one it shows stays as it is. */
export type LinkedCopy = { readonly folder: string; remove(): void }

/**
 * Makes folders like those of `source`, and in them a link to each file. An engine that moves, replaces or removes a
 * file does that to the link: it never writes into files that are there already.
 */
export function linkedCopy(source: string): LinkedCopy {
  const folder = mkdtempSync(prefix())
  link(resolve(source), folder)
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

const prefix = () => join(tmpdir(), 'catalytics-look-')

/** A text of an engine on a copy, with the paths of the folder that it was shown: the copy is gone when somebody reads it. */
export function asInSource(text: string, source: string): string {
  const [before = '', ...behind] = text.split(prefix())
  return [before, ...behind.map((rest) => `${resolve(source)}${rest.replace(/^\w+/, '')}`)].join('')
}

// Who uses the folder that is shown: an engine writes into these, and they say nothing of who looks at it.
const ofItsUser = /^(?:status|lock|lock-.*)$/

function link(source: string, target: string): void {
  for (const entry of readdirSync(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)]
    if (entry.isDirectory()) {
      mkdirSync(to)
      link(from, to)
    } else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(from), to)
    // Descriptions of databases and tables are read only where they are files.
    else if (entry.name.endsWith('.sql')) copyFileSync(from, to)
    else if (!ofItsUser.test(entry.name)) symlinkSync(from, to)
  }
}
