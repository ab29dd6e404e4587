import type { Outcome } from './steps.ts'

/** One line for a step that passed; for one that failed, everything that it said as well. */
export function printOutcome({ step, passed, failed, durationMs, output, starts }: Outcome): void {
  const tests = step.report === undefined ? '' : ` (${passed} passed, ${failed} failed)`
  if (failed > 0) console.log(`\n${output}\n`)
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}${tests}, ${seconds(durationMs)}`)
  if (starts !== undefined) {
    console.log(`       started ${starts.engines} engine children, ${starts.servers} servers and commands`)
  }
}

/** What failed, a line each: said once more at the end of a long run, which nobody wants to search. */
export function printFailures(outcomes: readonly Outcome[]): void {
  const lines = outcomes
    .filter(({ failed }) => failed > 0)
    .flatMap(({ step, problems, failures }) =>
      [...problems, ...failures].map((line) => `${step.name}: ${line}`),
    )
  if (lines.length > 0) console.log(`\nWhat failed:\n${lines.slice(0, mostLines).join('\n')}`)
  if (lines.length > mostLines) console.log(`... and ${lines.length - mostLines} more`)
}

const mostLines = 50

export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`
}
