import type { Outcome } from './steps.ts'

/** One line for a step that passed; for one that failed, everything that it said as well. */
export function printOutcome({ step, passed, failed, durationMs, output }: Outcome): void {
  const tests = step.report === undefined ? '' : ` (${passed} passed, ${failed} failed)`
  if (failed > 0) console.log(`\n${output}\n`)
  console.log(`${failed === 0 ? 'ok    ' : 'FAILED'} ${step.name}${tests}, ${seconds(durationMs)}`)
}

export function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`
}
