import type { WireEvent } from '../contract/src/events.ts'
import { openConnection, postRequest, type Connection } from './connection.ts'
import type { Product } from './product.ts'
import type { RawEngine } from './raw-engine.ts'
import { median, whole, type Figure } from './report.ts'
import { storedLines } from './stored-lines.ts'

const path = '/api/v1/events'
const batch = 1000
const batchConnections = 8

/** Requests of 1,000 events, acknowledged when durable, beside the raw engine on the same rows. */
export async function batchedIngest(options: {
  readonly product: Product
  readonly raw: RawEngine
  readonly events: readonly WireEvent[]
  readonly rounds: number
}): Promise<readonly Figure[]> {
  const { product, raw, events, rounds } = options
  const share = Math.floor(events.length / rounds)
  const token = await product.contract('batched')
  const ours: number[] = []
  const engine: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const part = events.slice(round * share, (round + 1) * share)
    engine.push(await raw.insertRate(storedLines(part, 1, round * share)))
    ours.push(await sendAll(product, token, part))
  }
  const ratios = ours.map((rate, round) => rate / (engine[round] ?? Number.NaN))
  return [
    {
      what: `ingest, ${batch} events a request, ${batchConnections} connections`,
      ours: `${whole(median(ours))} events/s`,
      beside: `raw engine ${whole(median(engine))} rows/s`,
      ratio: `${median(ratios).toFixed(2)} x`,
      bar: 'at least 0.3 x, aim 0.5 x',
    },
  ]
}

/** Sends all events in requests of 1,000; gives events a second. */
export async function sendAll(
  product: Product,
  token: string,
  events: readonly WireEvent[],
): Promise<number> {
  const requests: Buffer[] = []
  for (let start = 0; start < events.length; start += batch) {
    const body = JSON.stringify({ events: events.slice(start, start + batch) })
    requests.push(postRequest(product.url, path, token, body))
  }
  const connections = await Promise.all(
    Array.from({ length: batchConnections }, () => openConnection(product.url)),
  )
  let next = 0
  const started = performance.now()
  await Promise.all(
    connections.map(async (connection) => {
      for (let request = requests[next++]; request !== undefined; request = requests[next++])
        await mustSend(connection, request)
    }),
  )
  const rate = (events.length / (performance.now() - started)) * 1000
  for (const connection of connections) connection.close()
  return rate
}

async function mustSend(connection: Connection, request: Buffer): Promise<void> {
  const status = await connection.send(request)
  if (status !== 200) throw new Error(`the server answered ${status}`)
}

const singleConnections = 64
const requestsMade = 50_000
const warmUpMs = 10_000

/** Requests of one event each, acknowledged when durable. */
export async function singleIngest(options: {
  readonly product: Product
  readonly events: readonly WireEvent[]
  readonly seconds: number
}): Promise<readonly Figure[]> {
  const { product, events, seconds } = options
  const connections = await Promise.all(
    Array.from({ length: singleConnections }, () => openConnection(product.url)),
  )
  const token = await product.contract('single')
  const requests = events.slice(0, requestsMade).map((event) => {
    // Without its id, so that a repeated one is a new event.
    const { id: _id, ...rest } = event
    return postRequest(product.url, path, token, JSON.stringify({ events: [rest] }))
  })
  // Once unmeasured: a server that has just started compiles what it runs often.
  await sendFor(connections, requests, warmUpMs)
  const started = performance.now()
  const latencies = await sendFor(connections, requests, seconds * 1000)
  const rate = (latencies.length / (performance.now() - started)) * 1000
  for (const connection of connections) connection.close()
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => `${Math.round(sorted[Math.floor(sorted.length * share)] ?? Number.NaN)} ms`
  return [
    {
      what: `ingest, one event a request, ${singleConnections} connections`,
      ours: `${whole(rate)} requests/s`,
      beside: `p50 ${at(0.5)}, p99 ${at(0.99)}`,
      ratio: '',
      bar: 'at least 3,000/s, p99 below 250 ms',
    },
  ]
}

/** Sends over all connections at once, each the next request when it has its answer; gives how long each one took. */
async function sendFor(
  connections: readonly Connection[],
  requests: readonly Buffer[],
  ms: number,
): Promise<readonly number[]> {
  const latencies: number[] = []
  const until = performance.now() + ms
  let next = 0
  await Promise.all(
    connections.map(async (connection) => {
      while (performance.now() < until) {
        const request = requests[next++ % requests.length]
        if (request === undefined) throw new TypeError('there is nothing to send')
        const sent = performance.now()
        await mustSend(connection, request)
        latencies.push(performance.now() - sent)
      }
    }),
  )
  return latencies
}
