// The crash test at any size: node e2e/crash-run.ts --events 100000 [--seed 1] [--kills 4] [--batch 250]
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { oneServer } from './crash-sites.ts'
import { crashTest } from './crash-test.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    kills: { type: 'string', default: '4' },
    batch: { type: 'string', default: '250' },
  },
})
const count = z.coerce.number().int().positive()
const folder = mkdtempSync(join(tmpdir(), 'catalytics-crash-'))
const say = (line: string) => void process.stdout.write(`${line}\n`)
const site = await oneServer(folder)
try {
  const outcome = await crashTest(site, {
    folder,
    events: count.parse(values.events),
    seed: count.parse(values.seed),
    rounds: count.parse(values.kills),
    batchSize: count.parse(values.batch),
    report: say,
  })
  say(JSON.stringify(outcome, null, 2))
  process.exitCode = outcome.faults.length === 0 ? 0 : 1
} finally {
  await site.close()
  rmSync(folder, { recursive: true, force: true })
}
