// npm run check: format, lint, types, unit and architecture tests. Meant for every save: under 30 s on two cores.
import { checkSteps, root } from './plan.ts'
import { printOutcome, seconds } from './print.ts'
import { runSteps, sum } from './steps.ts'

const began = performance.now()
const { passed, failed } = sum(await runSteps(checkSteps, { width: 2, cwd: root, done: printOutcome }))
console.log(`check: ${passed} passed, ${failed} failed in ${seconds(performance.now() - began)}`)
process.exitCode = failed === 0 ? 0 : 1
