import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describeProcesses, killAll, processesMarked, remaining } from './processes.ts'
import { type Starts, watchStarts } from './starts.ts'
import { type Count, countTests } from './vitest-report.ts'

/** One command of a check. */
export type Step = {
  readonly name: string
  readonly command: readonly [string, ...string[]]
  /** After this long the command and everything that it started is ended. */
  readonly limitMs: number
  /** Where the command leaves Vitest's JSON report; its tests are counted. Any other step counts as one test. */
  readonly report?: string
  /** It may start so many processes of the product, which are counted. */
  readonly mostStarts?: Starts
}

export type Outcome = Count & {
  readonly step: Step
  readonly durationMs: number
  readonly output: string
  /** What was started, where the step says how much may be. */
  readonly starts: Starts | undefined
}

/**
 * Runs the steps, `width` at a time, in the order of the list. A step never asks anything (no standard input), and it
 * fails when it ends with another status than 0, runs too long, leaves processes behind, or has no readable report.
 *
 * @param done called once for each step as it ends
 */
export async function runSteps(
  steps: readonly Step[],
  {
    width,
    cwd,
    done,
  }: { readonly width: number; readonly cwd: string; readonly done: (outcome: Outcome) => void },
): Promise<readonly Outcome[]> {
  const waiting = [...steps]
  const outcomes: Outcome[] = []
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const outcome = await runStep(step, cwd)
      outcomes.push(outcome)
      done(outcome)
    }
  }
  await Promise.all(Array.from({ length: width }, work))
  return outcomes
}

export function sum(counts: readonly Count[]): { readonly passed: number; readonly failed: number } {
  return {
    passed: counts.reduce((total, { passed }) => total + passed, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  }
}

async function runStep(step: Step, cwd: string): Promise<Outcome> {
  if (step.report !== undefined) {
    rmSync(step.report, { force: true })
    mkdirSync(dirname(step.report), { recursive: true })
  }
  const began = performance.now()
  const watch = step.mostStarts === undefined ? undefined : watchStarts(cwd)
  const { status, output, problems: own } = await runCommand(step, cwd)
  const starts = watch?.stop()
  const problems = [...own, ...tooManyStarts(step.mostStarts, starts)]
  const count =
    step.report === undefined ? countStep(status) : countTests(readReport(step.report), status, cwd)
  const failed = count.failed + problems.length
  const all = [...count.problems, ...problems]
  const said = [output, ...all].filter((text) => text !== '').join('\n')
  return {
    ...count,
    problems: all,
    failed,
    step,
    durationMs: performance.now() - began,
    output: said,
    starts,
  }
}

function tooManyStarts(most: Starts | undefined, starts: Starts | undefined): readonly string[] {
  if (most === undefined || starts === undefined) return []
  return (['engines', 'servers'] as const)
    .filter((kind) => starts[kind] > most[kind])
    .map((kind) => `started ${starts[kind]} ${kind}; at most ${most[kind]} may be`)
}

function countStep(status: number): Count {
  return status === 0
    ? { passed: 1, failed: 0, problems: [], failures: [] }
    : { passed: 0, failed: 1, problems: [`exit status ${status}`], failures: [] }
}

function readReport(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

type Ended = { readonly status: number; readonly output: string; readonly problems: readonly string[] }

async function runCommand({ command: [program, ...args], limitMs }: Step, cwd: string): Promise<Ended> {
  const mark = randomUUID()
  const problems: string[] = []
  let output = ''
  const child = spawn(program, args, {
    cwd,
    // Programs of our packages ask for `node`: they get the one that our packages bring.
    env: {
      ...process.env,
      PATH: `${join(cwd, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`,
      [markName]: mark,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a process group of its own, so that all of it can be ended at once
  })
  const endGroup = (): void => endProcessGroup(child.pid)
  running.add(endGroup)
  const timer = setTimeout(() => {
    problems.push(`ended after its time limit of ${limitMs / 1000} s`)
    endGroup()
  }, limitMs)
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const status = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      problems.push(error.message)
      resolve(1)
    })
    // Not `close`: somebody left behind may hold the pipes open for ever.
    child.once('exit', (code) => resolve(code ?? 1))
  })
  clearTimeout(timer)
  const left = await remaining(2000, () => processesMarked(markName, mark))
  killAll(left)
  if (left.length > 0) problems.push(`left processes behind:\n${describeProcesses(left)}`)
  endGroup()
  running.delete(endGroup)
  return { status, output: output.trimEnd(), problems }
}

const markName = 'CATALYTICS_STEP'

// Steps have process groups of their own, so a signal to ours does not reach them by itself.
const running = new Set<() => void>()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const end of running) end()
    process.exit(130)
  })
}

function endProcessGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody of the group is left: the usual case.
  }
}
