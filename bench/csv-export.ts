import type { WireEvent } from '../contract/src/events.ts'
import { noFilter } from '../server/src/analytics/question.ts'
import { actionsStatement } from '../server/src/analytics/sql/lead-actions.ts'
import { drain } from './drain.ts'
import { sendAll } from './ingest.ts'
import type { Product } from './product.ts'
import type { RawEngine } from './raw-engine.ts'
import { median, whole, type Figure } from './report.ts'
import { storedLines } from './stored-lines.ts'

const contract = 2

/** All lead actions as CSV, streamed, beside the raw engine's CSV of the same event columns. */
export async function csvExport(options: {
  readonly product: Product
  readonly raw: RawEngine
  readonly events: readonly WireEvent[]
  readonly rounds: number
}): Promise<readonly Figure[]> {
  const { product, raw, rounds } = options
  const events = options.events.map(asLead)
  await raw.insertRate(storedLines(events, contract, 0))
  const token = await product.contract('csv')
  await sendAll(product, token, events)
  const all = { filter: noFilter, after: 0, through: events.length }
  const { query, params } = actionsStatement({ ...all, mode: 'mayLeave' }, null)
  // Once unmeasured: the first read finds nothing in the caches.
  await exportRate(product, token, events.length)
  const before = await product.memoryMb()
  let peak = before
  const watch = setInterval(() => void product.memoryMb().then((now) => (peak = Math.max(peak, now))), 100)
  const ours: number[] = []
  const engine: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    engine.push(await raw.csvRate(query, { ...params, contract }, events.length))
    ours.push(await exportRate(product, token, events.length))
  }
  clearInterval(watch)
  const ratios = ours.map((rate, round) => rate / (engine[round] ?? Number.NaN))
  return [
    {
      what: `CSV of ${whole(events.length)} lead actions, streamed`,
      ours: `${whole(median(ours))} rows/s`,
      beside: `raw engine ${whole(median(engine))} rows/s`,
      ratio: `${median(ratios).toFixed(2)} x`,
      bar: 'at least 0.4 x',
    },
    {
      what: 'memory of the server while it streams',
      ours: `${whole(peak)} MB`,
      beside: `before ${whole(before)} MB`,
      ratio: `+${whole(peak - before)} MB`,
      bar: 'grows by less than 100 MB',
    },
  ]
}

/** The same event by somebody who agreed: every event is a lead action then. */
export function asLead(event: WireEvent, index: number): WireEvent {
  const email = event.person?.email ?? `engineer-${index % 5000}@company-${index % 700}.example`
  return {
    ...event,
    person: { ...event.person, email, consent: { manufacturer: true, at: '2025-01-01T00:00:00Z' } },
  }
}

async function exportRate(product: Product, token: string, rows: number): Promise<number> {
  const head = ['GET /api/v1/lead-actions?format=csv HTTP/1.1', `authorization: Bearer ${token}`]
  const { lines, ms } = await drain(product.url, head)
  // Quote messages may have line breaks, so there are at least as many lines as rows.
  if (lines < rows) throw new Error(`${lines} lines came for ${rows} rows`)
  return (rows / ms) * 1000
}
