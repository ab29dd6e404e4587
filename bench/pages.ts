import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createClient } from '@clickhouse/client'
import { z } from 'zod'
import type { WireEvent } from '../contract/src/events.ts'
import { startEngine } from '../server/src/stores/events/engine/engine-process.ts'
import { asLead } from './csv-export.ts'
import { drain } from './drain.ts'
import { sendAll } from './ingest.ts'
import type { Product } from './product.ts'
import { median, whole, type Figure } from './report.ts'

const silent = { info: () => {}, warn: () => {}, error: () => {} }
const page = z.object({ data: z.array(z.unknown()), next_cursor: z.string().nullable() })
const feed = z.object({
  data: z.array(z.unknown()),
  next_after: z.number(),
  complete_through: z.number(),
})

/** What a page of leads may be asked for; `next` is the page behind the first one. */
const asked = {
  'first page': '',
  'next page': 'next',
  from: 'from=2026-09-01',
  'a month': 'from=2026-06-01&to=2026-07-01',
  action: 'action=quote_request',
  segment: 'segment=network:partnet',
  country: 'country=DE&country=FR',
} as const

/** Rows in pages and in the feed beside the stream; and what a page of leads costs when there are ten times the actions. */
export async function pages(options: {
  readonly product: Product
  readonly events: readonly WireEvent[]
  readonly grown: number
  readonly rounds: number
}): Promise<readonly Figure[]> {
  const { product, events, grown, rounds } = options
  const token = await product.contract('pages')
  await sendAll(product, token, events.map(asLead))
  const rates: Record<'stream' | 'pages' | 'feed', number[]> = { stream: [], pages: [], feed: [] }
  for (let round = 0; round <= rounds; round += 1) {
    const found = {
      stream: await streamRate(product, token, events.length),
      pages: await pagesRate(product, token, events.length),
      feed: await feedRate(product, token, events.length),
    }
    // The first round finds nothing in the caches.
    if (round > 0) for (const road of ['stream', 'pages', 'feed'] as const) rates[road].push(found[road])
  }
  // Both times by a process that has just started: one that has worked for minutes is quicker.
  await product.restart(() => Promise.resolve())
  const before = await pageTimes(product, token, rounds)
  let stored = 0
  await product.restart(async () => {
    stored = await growTo(grown, product.folder)
  })
  const after = await pageTimes(product, token, rounds)
  return [
    ...(['pages', 'feed'] as const).map((road) => beside(road, rates[road], rates.stream, events.length)),
    ...Object.keys(asked).map((what) => growth(what, before, after, [events.length, stored])),
  ]
}

function beside(road: string, ours: readonly number[], stream: readonly number[], rows: number): Figure {
  const ratios = ours.map((rate, round) => rate / (stream[round] ?? Number.NaN))
  return {
    what: `${whole(rows)} lead actions in ${road === 'pages' ? 'pages of 10,000' : 'the feed, 10,000 at a time'}`,
    ours: `${whole(median(ours))} rows/s`,
    beside: `stream ${whole(median(stream))} rows/s`,
    ratio: `${median(ratios).toFixed(2)} x`,
    bar: 'at least 0.4 x',
  }
}

type Times = ReadonlyMap<string, { readonly first: number; readonly usual: number }>

function growth(what: string, before: Times, after: Times, [few, many]: readonly [number, number]): Figure {
  const [one, other] = [before.get(what), after.get(what)]
  return {
    what: `100 leads of ${whole(many)} actions, ${what}`,
    ours: `${milliseconds(other?.usual)}, after a start ${milliseconds(other?.first)}`,
    beside: `of ${whole(few)}: ${milliseconds(one?.usual)}, ${milliseconds(one?.first)}`,
    ratio: `${((other?.usual ?? Number.NaN) / (one?.usual ?? Number.NaN)).toFixed(2)} x`,
    bar: 'at most 1.3 x',
  }
}

function milliseconds(value: number | undefined): string {
  return `${(value ?? Number.NaN).toFixed(1)} ms`
}

async function streamRate(product: Product, token: string, rows: number): Promise<number> {
  const head = ['GET /api/v1/lead-actions?format=ndjson HTTP/1.1', `authorization: Bearer ${token}`]
  const { lines, ms } = await drain(product.url, head)
  if (lines < rows) throw new Error(`${lines} lines came for ${rows} rows`)
  return (rows / ms) * 1000
}

async function pagesRate(product: Product, token: string, rows: number): Promise<number> {
  let found = 0
  let waitedMs = 0
  for (let cursor: string | null = ''; cursor !== null;) {
    const { text, ms } = await ask(product, token, `lead-actions?limit=10000${cursor && `&cursor=${cursor}`}`)
    waitedMs += ms
    const { data, next_cursor } = page.parse(JSON.parse(text))
    found += data.length
    cursor = next_cursor
  }
  if (found !== rows) throw new Error(`${found} rows came instead of ${rows}`)
  return (rows / waitedMs) * 1000
}

async function feedRate(product: Product, token: string, rows: number): Promise<number> {
  let waitedMs = 0
  let found = 0
  for (let after = 0, through = 1; after < through;) {
    const { text, ms } = await ask(product, token, `lead-changes?limit=10000&after=${after}`)
    waitedMs += ms
    const answer = feed.parse(JSON.parse(text))
    found += answer.data.length
    after = answer.next_after
    through = answer.complete_through
  }
  if (found < rows) throw new Error(`${found} changes came for ${rows} rows`)
  return (found / waitedMs) * 1000
}

async function pageTimes(product: Product, token: string, rounds: number): Promise<Times> {
  const times = new Map<string, { first: number; usual: number }>()
  for (const [what, query] of Object.entries(asked)) {
    let path = `leads?limit=100&${query}`
    if (query === 'next') {
      const { next_cursor } = page.parse(JSON.parse((await ask(product, token, 'leads?limit=100')).text))
      path = `leads?limit=100&cursor=${next_cursor}`
    }
    const first = (await ask(product, token, path)).ms
    const usual: number[] = []
    for (let round = 0; round < 10 * rounds; round += 1) usual.push((await ask(product, token, path)).ms)
    times.set(what, { first, usual: median(usual) })
  }
  return times
}

const answerBytes = Buffer.allocUnsafeSlow(32 * 1024 * 1024)

/** What a call answers, and how long it took until all of it was there, taken in as the stream is. */
async function ask(product: Product, token: string, path: string): Promise<{ text: string; ms: number }> {
  const head = [`GET /api/v1/${path} HTTP/1.1`, `authorization: Bearer ${token}`]
  const { bytes, ms } = await drain(product.url, head, { into: answerBytes })
  const answer = answerBytes.toString('utf8', 0, bytes)
  return { text: answer.slice(answer.indexOf('\r\n\r\n') + 4), ms }
}

const counted = z.object({ contract: z.number(), rows: z.number(), last: z.number() })

/** The contract with the most events gets copies of them, of the same people, until it has so many. */
async function growTo(events: number, folder: string): Promise<number> {
  const engine = await startEngine({ folder: join(folder, 'events'), log: silent })
  const client = createClient({ url: engine.url, ...engine.writer, database: 'catalytics' })
  const ofContract = async () => {
    const answer = await client.query({
      query: `SELECT contract, toUInt32(count()) AS rows, toUInt32(max(seq)) AS last
FROM events GROUP BY contract ORDER BY rows DESC LIMIT 1`,
      format: 'JSONEachRow',
    })
    return counted.parse((await answer.json())[0])
  }
  try {
    const { contract, rows, last } = await ofContract()
    for (let more = events - rows, at = last; more > 0; more -= rows, at += last) {
      await client.command({
        query: `INSERT INTO events SELECT * REPLACE (seq + ${at} AS seq, generateUUIDv4() AS id)
FROM events WHERE contract = ${contract} AND events.seq <= ${Math.min(last, more)}`,
      })
    }
    await client.command({ query: 'OPTIMIZE TABLE events FINAL' })
    const now = await ofContract()
    // The numbers are given out, as if the events had come in.
    const directory = new DatabaseSync(join(folder, 'directory.db'))
    directory.prepare('UPDATE sequences SET reserved = ? WHERE contract = ?').run(now.last, contract)
    directory.close()
    return now.rows
  } finally {
    await client.close()
    await engine.stop()
  }
}
