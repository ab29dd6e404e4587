import type { Allowed } from './allowed-imports.ts'
import { checkContent } from './architecture.content.ts'
import { checkDirection, checkRoomEdges, findCycles } from './architecture.imports.ts'
import { checkStores } from './architecture.stores.ts'
import { placeOf } from './places.ts'
import { parseSource, type Source } from './source.ts'

/** One thing that breaks a rule of ARCHITECTURE.md. */
export type Finding = {
  /** From the root of the repository; the allow-table where an entry of it is unused. */
  readonly path: string
  readonly line: number
  readonly rule: Rule
  /** What is wrong and what to do. */
  readonly message: string
}

/** Every rule; each one has a planted violation. */
export const rules = [
  'place',
  'folder-name',
  'direction',
  'package',
  'room-edge',
  'cycle',
  'default-export',
  'environment',
  'time-and-chance',
  'secret-comparison',
  'other-door',
  'sql',
  'table-owner',
  'store-parameters',
  'size',
  'syntax',
] as const
export type Rule = (typeof rules)[number]

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
  )
  return findings.toSorted((a, b) => a.path.localeCompare(b.path, 'en') || a.line - b.line)
}

/** Findings as an editor and a person read them, one a line. */
export function describeFindings(findings: readonly Finding[]): string {
  return findings.map(({ path, line, rule, message }) => `${path}:${line} [${rule}] ${message}`).join('\n')
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
