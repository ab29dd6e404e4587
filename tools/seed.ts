import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { parseArgs } from 'node:util'
import { demoContracts } from '../server/src/demo/demo-contracts.ts'
import { demoEvents } from '../server/src/demo/demo-events.ts'

/*
 * Writes made-up events of the first demo contract as NDJSON in the wire form: the same options, the same bytes.
 *
 *   npm run seed -- --days 90 --seed 42 --file events.ndjson
 *   ./catalytics import events.ndjson --contract ID
 */
const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '90' },
    seed: { type: 'string', default: '42' },
    events: { type: 'string', default: '50000' },
    end: { type: 'string', default: '2026-11-01' },
    file: { type: 'string', default: 'events.ndjson' },
  },
})
const [contract] = demoContracts
if (contract === undefined) throw new Error('there is no demo contract')

const file = createWriteStream(values.file)
const sha256 = createHash('sha256')
const options = { seed: Number(values.seed), days: Number(values.days), eventsTotal: Number(values.events) }
for (const batch of demoEvents({ contract, ...options, end: new Date(`${values.end}T00:00:00Z`) })) {
  const text = batch.map((event) => `${JSON.stringify(event)}\n`).join('')
  sha256.update(text)
  if (!file.write(text)) await once(file, 'drain')
}
file.end()
await once(file, 'finish')
process.stdout.write(`${values.file}: ${values.events} events, SHA-256 ${sha256.digest('hex')}\n`)
