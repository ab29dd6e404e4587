import { relative } from 'node:path'
import { z } from 'zod'

/** Tests of a step, and what has to be said about them. */
export type Count = {
  readonly passed: number
  readonly failed: number
  /** What no test says by itself: one that was skipped, a file that could not be loaded ... */
  readonly problems: readonly string[]
  /** Each test that failed, with its file and the first line of why. */
  readonly failures: readonly string[]
}

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
})

/**
 * Counts the tests of Vitest's JSON report. More than a failed test counts as failed: a test that was skipped, since a
 * skipped test says nothing; a file that could not be loaded; a run that failed although its tests passed (errors
 * outside of tests); a run without a report.
 *
 * @param text the report, or undefined when there is none
 * @param status Vitest's exit status
 * @param root the folder that paths are told from
 */
export function countTests(text: string | undefined, status: number, root: string): Count {
  const parsed = report.safeParse(text === undefined ? undefined : parseJson(text))
  if (!parsed.success)
    return {
      passed: 0,
      failed: 1,
      problems: [`vitest ended with status ${status} and left no report`],
      failures: [],
    }

  const files = parsed.data.testResults
  const tests = files.flatMap((file) => file.assertionResults)
  const passed = tests.filter((test) => test.status === 'passed').length
  const failed = tests.filter((test) => test.status === 'failed').length
  const skipped = tests.filter((test) => test.status !== 'passed' && test.status !== 'failed')
  // Not one of its tests says why: it could not be loaded, or a hook failed.
  const broken = files.filter(
    (file) => file.status !== 'passed' && file.assertionResults.every((test) => test.status === 'passed'),
  )
  const problems = [
    ...skipped.map((test) => `skipped, which counts as failed: ${test.fullName}`),
    ...broken.map((file) => `failed outside of its tests: ${file.name}`),
  ]
  if (status !== 0 && failed + problems.length === 0) {
    problems.push(`vitest ended with status ${status} although its tests passed`)
  }
  const failures = files.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map(
        (test) => `${relative(root, file.name)}: ${test.fullName}: ${reasonsOf(test.failureMessages ?? [])}`,
      ),
  )
  return { passed, failed: failed + problems.length, problems, failures }
}

/** The first lines of the faults of a test: a hook that failed may have led to more than one. */
function reasonsOf(messages: readonly string[]): string {
  return messages.map((message) => message.split('\n', 1)[0]?.slice(0, 300)).join(' | ')
}

/** What became of each test file of a run. */
export type Failures = {
  /** Path of each file with a failed test, with the name of the first one. */
  readonly failed: ReadonlyMap<string, string>
  readonly passed: readonly string[]
  /** Files that failed although none of their tests did: not loaded, or a hook failed. */
  readonly broken: readonly string[]
}

/**
 * Sorts the test files of Vitest's JSON report by what became of them.
 *
 * @param text the report, or undefined when there is none
 * @param root the folder that paths are told from
 */
export function failuresOf(text: string | undefined, root: string): Failures {
  const parsed = report.safeParse(text === undefined ? undefined : parseJson(text))
  const failed = new Map<string, string>()
  const passed: string[] = []
  const broken: string[] = []
  for (const { name, status, assertionResults } of parsed.success ? parsed.data.testResults : []) {
    const path = relative(root, name)
    const first = assertionResults.find((test) => test.status === 'failed')
    if (first !== undefined) failed.set(path, first.fullName)
    else if (status === 'passed') passed.push(path)
    else broken.push(path)
  }
  return { failed, passed, broken }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
