import { globSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Step } from './steps.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** What `npm run check` runs: two at a time, the long ones first. Limits are for machines that others share. */
export const checkSteps: readonly Step[] = [
  vitest('unit', 'unit and architecture tests', 10),
  { name: 'types', command: [bin('tsc'), '-b'], limitMs: minutes(10) },
  { name: 'lint', command: [bin('oxlint'), '.'], limitMs: minutes(10) },
  { name: 'format', command: [bin('oxfmt'), '--check', '.'], limitMs: minutes(10) },
]

/**
 * What `npm test` runs on top, one after the other: these use both cores themselves. The limits are for machines that
 * others share: several times what it takes on a quiet one.
 */
export const testSteps: readonly Step[] = [
  { name: 'unused files, exports and packages', command: [bin('knip')], limitMs: minutes(10) },
  // Starting a process takes longer than most tests: those about something else share an engine and an application. The
  // bars only go down; 80 of each is where they are to be.
  { ...vitest('int', 'integration tests', 40), mostStarts: { engines: 180, servers: 95 } },
  ...(globSync('e2e/**/*.spec.ts', { cwd: root }).length > 0 ? [vitest('e2e', 'end-to-end tests', 30)] : []),
]

function vitest(project: string, name: string, limitMinutes: number): Step {
  const report = join(root, '.tsbuild/reports', `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  return {
    name,
    command: [bin('vitest'), 'run', '--project', project, ...reporters],
    limitMs: minutes(limitMinutes),
    report,
  }
}

function bin(name: string): string {
  return join(root, 'node_modules/.bin', name)
}

function minutes(count: number): number {
  return count * 60_000
}
