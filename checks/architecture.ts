import type { Allowed } from './allowed-imports.ts'
import { checkContent } from './architecture.content.ts'
import { checkDirection, checkRoomEdges, findCycles } from './architecture.imports.ts'
import { checkRoomSizes, checkSize } from './architecture.sizes.ts'
import { checkStores } from './architecture.stores.ts'
import type { Finding } from './findings.ts'
import { placeOf } from './places.ts'
import { parseSource, type Source } from './source.ts'

/**
 * Checks a tree of source files against the rules of ARCHITECTURE.md. Pure, so that every rule can be shown to
 * catch something.
 *
 * @param files path from the root of the repository to the file's text
 */
export function checkArchitecture(files: ReadonlyMap<string, string>, allowed: Allowed): readonly Finding[] {
  const findings: Finding[] = []
  const sources: Source[] = []
  for (const [path, text] of files) {
    findings.push(...checkPlace(path))
    try {
      sources.push(parseSource(path, text))
    } catch (error) {
      findings.push({
        path,
        line: 1,
        rule: 'syntax',
        message: error instanceof Error ? error.message : String(error),
      })
    }
  }
  findings.push(
    ...sources.flatMap(checkDirection),
    ...checkRoomEdges(sources, allowed.roomEdges),
    ...findCycles(sources),
    ...sources.flatMap(checkContent),
    ...checkStores(sources, allowed.storeFunctions),
    ...sources.flatMap(checkSize),
    ...checkRoomSizes([...files.keys()], allowed.roomFiles),
  )
  return findings.toSorted((a, b) => a.path.localeCompare(b.path, 'en') || a.line - b.line)
}

const holdingPens = new Set(['utils', 'util', 'common', 'helpers', 'shared', 'types', 'services', 'managers'])

function checkPlace(path: string): readonly Finding[] {
  const findings: Finding[] = []
  const pen = path
    .split('/')
    .slice(0, -1)
    .find((folder) => holdingPens.has(folder))
  if (pen !== undefined) {
    const message = `No folder is named "${pen}": say what is in it.`
    findings.push({ path, line: 1, rule: 'folder-name', message })
  }
  if (placeOf(path) === undefined) {
    const message =
      'The tree has no place for this file (checks/places.ts); a file of a room starts with its name.'
    findings.push({ path, line: 1, rule: 'place', message })
  }
  return findings
}
