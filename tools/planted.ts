// npm run planted: applies each bug of checks/planted in a copy of the tree and demands that the tests it names fail.
//   --only NAME (repeatable) these alone; --width N so many at a time; --limit SECONDS for each
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { root } from './plan.ts'
import { plantedFolder, readPlantedBugs } from './planted-patches.ts'
import { failingWithoutBug, tryBug, type Verdict } from './planted-run.ts'
import { seconds } from './print.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    width: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    limit: { type: 'string', default: '300' },
  },
})
const limitMs = Number(values.limit) * 1000
const all = readPlantedBugs(join(root, plantedFolder))
const unknown = (values.only ?? []).filter((name) => all.every((bug) => bug.name !== name))
if (unknown.length > 0) throw new Error(`No such patch in ${plantedFolder}: ${unknown.join(', ')}`)

const chosen = all.filter(({ name }) => values.only?.includes(name) ?? true)
const tests = [...new Set(chosen.flatMap((bug) => bug.tests))]
// A test that fails anyway proves nothing.
const failing = tests.length === 0 ? new Set<string>() : await failingWithoutBug(root, tests, 6 * limitMs)

const verdicts: Verdict[] = []
const waiting = [...chosen]
await Promise.all(Array.from({ length: Number(values.width) }, work))

const count = (wanted: Verdict['verdict']): number =>
  verdicts.filter(({ verdict }) => verdict === wanted).length
console.log(`\n${count('red')} red, ${count('not noticed')} not noticed, ${count('broken')} broken`)
process.exitCode = count('red') === chosen.length ? 0 : 1

async function work(): Promise<void> {
  for (let bug = waiting.shift(); bug !== undefined; bug = waiting.shift()) {
    const before = bug.tests.filter((path) => failing.has(path))
    const found: Verdict =
      before.length > 0
        ? { verdict: 'broken', reason: `fails without the bug too: ${before.join(', ')}`, durationMs: 0 }
        : await tryBug(root, bug, limitMs)
    verdicts.push(found)
    print(bug.name, bug.planted, found)
  }
}

function print(name: string, planted: string, { verdict, reason, durationMs }: Verdict): void {
  const line =
    verdict === 'red'
      ? `red         ${name}: ${reason}`
      : `${verdict.toUpperCase().padEnd(12)}${name}: ${planted}`
  console.log(`${line}, ${seconds(durationMs)}`)
  if (verdict === 'not noticed') console.log(`            stayed green: ${reason}`)
  if (verdict === 'broken') console.log(`\n${reason}\n`)
}
