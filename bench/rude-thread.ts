import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { rudeWays, type RudeWay } from './rude-neighbour.ts'

const { url, accounts, ways } = z
  .object({ url: z.string(), accounts: z.array(z.string()), ways: z.array(z.enum(rudeWays)) })
  .parse(workerData)
const { hostname, port } = new URL(url)
const tally: Record<string, number> = {}
const sockets = new Set<Socket>()
const over = new AbortController()

function count(way: RudeWay, status: string): void {
  const key = `${way} ${status}`
  tally[key] = (tally[key] ?? 0) + 1
  parentPort?.postMessage(tally, [])
}

/** Asks, and reads no more than the first bytes; again as soon as the connection is gone. */
async function leaveUnread(way: RudeWay, path: string, account: string): Promise<void> {
  while (!over.signal.aborted) {
    const socket = connect({ host: hostname, port: Number(port) })
    sockets.add(socket)
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => undefined)
    socket.once('data', (head: Buffer) => {
      const status = head.toString('latin1', 9, 12)
      count(way, status)
      socket.pause()
      if (status !== '200') socket.destroy()
    })
    socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nauthorization: ${account}\r\n\r\n`)
    await gone
    sockets.delete(socket)
    await pause(100)
  }
}

async function ask(way: RudeWay, path: string, account: string, init: RequestInit = {}): Promise<void> {
  try {
    const headers = { authorization: account, 'content-type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { ...init, headers })
    count(way, String(answer.status))
    await answer.arrayBuffer()
    // Told to wait, even the rude one waits a little: a loop of refusals measures the caller.
    if (!answer.ok) await pause(50)
  } catch {
    count(way, 'broken')
  }
}

async function askOnAndOn(
  way: RudeWay,
  path: (turn: number) => string,
  account: string,
  init?: RequestInit,
): Promise<void> {
  for (let turn = 0; !over.signal.aborted; turn += 1) await ask(way, path(turn), account, init)
}

function hugeQuestion(turn: number): string {
  const rows = turn % 2 === 0 ? 'leads' : 'lead-actions'
  // Another filter each time, so that nothing of the one before serves.
  const segments = Array.from({ length: 300 }, (_, n) => `segment=network:n${turn}-${n}`).join('&')
  const types = ['cad_download', 'document_open', 'quote_request', 'product_view', 'contact_click']
  const actions = types.map((type) => `action=${type}`).join('&')
  return `/api/v1/${rows}?limit=10000&${actions}&${segments}&segment=network:partnet`
}

/** Ten thousand events, each wrong in another way and as long as the body allows. */
function badBatch(): string {
  const filler = 'x'.repeat(700)
  const events = Array.from({ length: 10_000 }, (_, n) => ({
    id: `not-an-id-${n}`,
    type: n % 2 === 0 ? 'cad_download' : `type-${n}`,
    at: n % 3 === 0 ? 'yesterday' : '2026-03-01T00:00:00Z',
    catalog: filler,
    channel: { kind: 'network', key: 'partnet' },
    [`key${n}`]: n,
  }))
  return JSON.stringify({ events })
}

function accountOf(n: number): string {
  return accounts[n % accounts.length] ?? ''
}

function many(length: number, work: (n: number) => Promise<void>): void {
  for (let n = 0; n < length; n += 1) void work(n)
}

function start(): void {
  const begin: Record<RudeWay, () => void> = {
    streams: () => many(9, (n) => leaveUnread('streams', '/api/v1/lead-actions?format=ndjson', accountOf(n))),
    pages: () => {
      const roads = ['lead-actions', 'lead-changes', 'leads']
      many(60, (n) => leaveUnread('pages', `/api/v1/${roads[n % 3]}?limit=10000`, accountOf(n)))
    },
    exports: () => {
      const formats = ['csv', 'xlsx', 'ndjson', 'parquet']
      many(30, async (n) => {
        const body = JSON.stringify({ format: formats[n % 4], rows: n % 3 === 0 ? 'leads' : 'actions' })
        await ask('exports', '/api/v1/lead-exports', accountOf(n), { method: 'POST', body })
      })
    },
    questions: () =>
      many(8, (n) => askOnAndOn('questions', (turn) => hugeQuestion(turn * 8 + n), accountOf(n))),
    events: () => {
      const body = badBatch()
      many(4, (n) => askOnAndOn('events', () => '/api/v1/events', accountOf(n), { method: 'POST', body }))
    },
  }
  for (const way of ways) begin[way]()
}

parentPort?.once('message', () => {
  over.abort()
  for (const socket of sockets) socket.destroy()
  parentPort?.postMessage(tally, [])
})
start()
parentPort?.postMessage(tally, [])
