import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyTree, removeCopy } from './planted-copy.ts'
import { applyPatch, type PlantedBug } from './planted-patches.ts'
import { type Outcome, runSteps, type Step } from './steps.ts'
import { failuresOf } from './vitest-report.ts'

/** `red`: each named test file has a failed test. `broken`: the patch proves nothing, whatever the tests did. */
export type Verdict = {
  readonly verdict: 'red' | 'not noticed' | 'broken'
  /** The first test that failed, the files that stayed green, or what is broken. */
  readonly reason: string
  readonly durationMs: number
}

/**
 * Applies a bug in a copy of the tree below `root` and runs the tests that it names.
 *
 * @param limitMs the tests are ended after this time, and the bug counts as broken
 */
export async function tryBug(root: string, bug: PlantedBug, limitMs: number): Promise<Verdict> {
  const began = performance.now()
  const copy = copyTree(root)
  try {
    const refusal = applyPatch(copy, bug.file, { check: false })
    const found =
      refusal === undefined
        ? await testIn(copy, bug, limitMs)
        : broken(`the patch does not apply: ${refusal}`)
    return { ...found, durationMs: performance.now() - began }
  } finally {
    removeCopy(copy)
  }
}

/** Of these test files, those that fail without any bug. */
export async function failingWithoutBug(
  root: string,
  tests: readonly string[],
  limitMs: number,
): Promise<ReadonlySet<string>> {
  const copy = copyTree(root)
  try {
    const build = await buildProducts(copy, { changes: [], tests }, limitMs)
    if (build !== undefined && build.failed > 0)
      throw new Error(`a product cannot be built, without any bug: ${build.output}`)
    const { passed } = await runTests(copy, tests, limitMs)
    return new Set(tests.filter((path) => !passed.includes(path)))
  } finally {
    removeCopy(copy)
  }
}

type Found = Omit<Verdict, 'durationMs'>

async function testIn(copy: string, bug: PlantedBug, limitMs: number): Promise<Found> {
  const build = await buildProducts(copy, bug, limitMs)
  if (build !== undefined && build.failed > 0) return broken(`a product cannot be built: ${build.output}`)

  const { outcome, failed, passed, broken: unloaded } = await runTests(copy, bug.tests, limitMs)
  if (bug.tests.every((path) => failed.has(path))) {
    const [first] = failed.values()
    return { verdict: 'red', reason: first ?? '' }
  }
  const silent = bug.tests.filter((path) => passed.includes(path))
  // A file that could not be loaded, or whose set-up failed, says nothing about the bug.
  if (unloaded.length > 0 || silent.length + failed.size < bug.tests.length) return broken(outcome.output)
  return { verdict: 'not noticed', reason: silent.join(', ') }
}

function broken(reason: string): Found {
  // The end says what was wrong; the whole of it may be hundreds of lines.
  return { verdict: 'broken', reason: reason.slice(-4000) }
}

/** Tests read the tracker and the browser application as they are built; both are made again where the bug is in them. */
async function buildProducts(
  copy: string,
  bug: Pick<PlantedBug, 'changes' | 'tests'>,
  limitMs: number,
): Promise<Outcome | undefined> {
  const tools = [
    ...(bug.changes.some((path) => path.startsWith('tracker/')) ? ['tools/build-tracker.ts'] : []),
    ...(bug.tests.some((path) => path.startsWith('e2e/')) ? ['tools/build-web.ts'] : []),
  ]
  const steps = tools.map((tool): Step => ({ name: tool, command: [process.execPath, tool], limitMs }))
  const outcomes = await runSteps(steps, { width: 1, cwd: copy, done: () => undefined })
  return outcomes.find(({ failed }) => failed > 0) ?? outcomes[0]
}

type Run = {
  readonly outcome: Outcome
  /** Path of each file with a failed test, with the name of the first. */
  readonly failed: ReadonlyMap<string, string>
  readonly passed: readonly string[]
  readonly broken: readonly string[]
}

async function runTests(copy: string, tests: readonly string[], limitMs: number): Promise<Run> {
  const report = join(copy, '.tsbuild/planted.json')
  const projects = [...new Set(tests.map(projectOf))].flatMap((name) => ['--project', name])
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const command = [
    join(copy, 'node_modules/.bin/vitest'),
    'run',
    ...projects,
    ...reporters,
    ...tests,
  ] as const
  const step: Step = { name: 'tests', command, limitMs, report }
  const [outcome] = await runSteps([step], { width: 1, cwd: copy, done: () => undefined })
  if (outcome === undefined) throw new Error('a step without an outcome')
  return { outcome, ...failuresOf(readReport(report), copy) }
}

function projectOf(path: string): string {
  if (path.startsWith('e2e/') && path.endsWith('.spec.ts')) return 'e2e'
  return path.endsWith('.int.test.ts') ? 'int' : 'unit'
}

function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
