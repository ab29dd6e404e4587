// npm test: everything. The last line is "N passed, N failed"; the exit status is 0 only when nothing failed.
import { tmpdir } from 'node:os'
import { memoryFolder } from './memory-folder.ts'
import { checkSteps, root, testSteps } from './plan.ts'
import { printFailures, printOutcome } from './print.ts'
import { runSteps, sum } from './steps.ts'

/** A run with fewer tests than this has lost some on the way. Raise it as the suite grows; never lower it. */
const fewestTests = 6100

process.env['TMPDIR'] = memoryFolder() ?? tmpdir()
const outcomes = [
  ...(await runSteps(checkSteps, { width: 2, cwd: root, done: printOutcome })),
  ...(await runSteps(testSteps, { width: 1, cwd: root, done: printOutcome })),
]
const { passed, failed } = sum(outcomes)
printFailures(outcomes)
const tooFew = passed + failed < fewestTests
if (tooFew) console.log(`\nOnly ${passed + failed} tests ran; this repository has at least ${fewestTests}.`)
console.log(`\n${passed} passed, ${failed + (tooFew ? 1 : 0)} failed`)
process.exitCode = failed > 0 || tooFew ? 1 : 0
