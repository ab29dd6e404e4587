import { parseArgs } from 'node:util'
import { demoContracts } from '../server/src/demo/demo-contracts.ts'
import { demoEvents } from '../server/src/demo/demo-events.ts'
import { csvExport } from './csv-export.ts'
import { batchedIngest, singleIngest } from './ingest.ts'
import { neighbours } from './neighbours.ts'
import { pages } from './pages.ts'
import { startProduct } from './product.ts'
import { startRawEngine } from './raw-engine.ts'
import { print, type Figure } from './report.ts'
import { coldStart } from './start.ts'
import { xlsxWriting } from './xlsx.ts'

/*
 * The measurements of the design's section on figures that this version can make. Every figure of ours stands beside
 * the raw engine, or the library, on the same rows in the same run: quote the ratios, the machine decides the rest.
 *
 *   npm run bench                                       300,000 events; a few minutes
 *   npm run bench -- --events 1000000 --seconds 20
 *   npm run bench -- --only single,batched
 *   npm run bench -- --only pages --events 400000
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '300000' },
    seconds: { type: 'string', default: '10' },
    'start-events': { type: 'string', default: '10000000' },
    'grown-events': { type: 'string', default: '4000000' },
    'xlsx-rows': { type: 'string', default: '200000' },
    rounds: { type: 'string', default: '3' },
    only: { type: 'string', default: 'batched,csv,neighbours,pages,single,start,xlsx' },
  },
})
const events = Number(values.events)
const rounds = Number(values.rounds)
const only = new Set(values.only.split(','))

const [contract] = demoContracts
if (contract === undefined) throw new Error('there is no demo contract')
const sent = [
  ...demoEvents({ contract, seed: 7, days: 425, end: new Date('2026-11-01T00:00:00Z'), eventsTotal: events }),
].flat()

const figures: Figure[] = []
const raw = await startRawEngine()
const product = await startProduct()
try {
  if (only.has('batched')) figures.push(...(await batchedIngest({ product, raw, events: sent, rounds })))
  if (only.has('csv')) figures.push(...(await csvExport({ product, raw, events: sent, rounds })))
  if (only.has('neighbours'))
    figures.push(...(await neighbours({ product, events: sent, seconds: Number(values.seconds) })))
  if (only.has('pages'))
    figures.push(...(await pages({ product, events: sent, grown: Number(values['grown-events']), rounds })))
  if (only.has('single'))
    figures.push(...(await singleIngest({ product, events: sent, seconds: Number(values.seconds) })))
  if (only.has('start'))
    figures.push(...(await coldStart(product, { events: Number(values['start-events']), rounds })))
} finally {
  await product.stop()
  await raw.stop()
}
if (only.has('xlsx')) figures.push(...(await xlsxWriting({ rows: Number(values['xlsx-rows']), rounds })))
print(figures)
