import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** A small bug, kept as a patch, that the named tests have to notice. */
export type PlantedBug = {
  /** Name of the patch file without its ending. */
  readonly name: string
  /** What is wrong once it is applied. */
  readonly planted: string
  /** The test files that must fail, as paths from the root. */
  readonly tests: readonly string[]
  /** The files that it changes, as paths from the root. */
  readonly changes: readonly string[]
  readonly file: string
}

/** The folder of the patches, from the root of the repository. */
export const plantedFolder = 'checks/planted'

/**
 * Reads the patches of a folder, in the order of their names.
 *
 * @throws Error naming a patch that has no `Planted:` line, no `Tests:` line, or no change
 */
export function readPlantedBugs(folder: string): readonly PlantedBug[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.patch'))
  return files.toSorted().map((name) => readPlantedBug(join(folder, name)))
}

function readPlantedBug(file: string): PlantedBug {
  const text = readFileSync(file, 'utf8')
  const [head = ''] = text.split('\n\n', 1)
  const planted = /^Planted: (.+)$/m.exec(head)?.[1]
  const tests = /^Tests: (.+)$/m
    .exec(head)?.[1]
    ?.split(/\s+/)
    .filter((path) => path !== '')
  const changes = [...text.matchAll(/^\+\+\+ b\/(.+)$/gm)].flatMap(([, path]) => path ?? [])
  if (planted === undefined) throw new Error(`${file} has no line "Planted: what is wrong"`)
  if (tests === undefined) throw new Error(`${file} has no line "Tests: path of a test"`)
  if (changes.length === 0) throw new Error(`${file} changes no file ("+++ b/path" as git diff writes it)`)
  return { name: basename(file, '.patch'), planted, tests, changes, file }
}

/**
 * Applies a patch to the tree below `root`, or only looks whether it would apply.
 *
 * @returns why it does not apply, in git's words; undefined when it does
 */
export function applyPatch(
  root: string,
  file: string,
  { check }: { readonly check: boolean },
): string | undefined {
  // One line of context is enough: neighbouring lines move, and `--recount` forgives edited hunks.
  const args = ['apply', '-C1', '--recount', ...(check ? ['--check'] : []), file]
  // Not the repository around a copy: below its root git would skip every path, and say that all is well.
  const { GIT_DIR: _, GIT_WORK_TREE: __, ...rest } = process.env
  const env = { ...rest, GIT_CEILING_DIRECTORIES: dirname(root) }
  try {
    execFileSync('git', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' })
    return undefined
  } catch (error) {
    return error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
  }
}
