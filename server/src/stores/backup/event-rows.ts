import { z } from 'zod'
import type { EventStore } from '../events/event-store.ts'
import { eventColumns } from '../events/schema.ts'
import type { PartsWriter } from './parts.ts'

/** Rows of a contract, and the highest number among them. */
export type Tally = { readonly rows: number; readonly lastSeq: number }

const countRow = z.object({ rows: z.coerce.number() })

export async function countEvents(events: EventStore): Promise<number> {
  const [row] = await events.rows('SELECT count() AS rows FROM events', {})
  return countRow.parse(row).rows
}

/**
 * Begins to read all rows by contract and number, as they are now: a statement of ClickHouse sees the parts that were
 * there when it began, however they are changed or merged while it goes on.
 */
export async function readEvents(events: EventStore, signal: AbortSignal): Promise<AsyncIterable<Buffer>> {
  const query = `SELECT ${eventColumns.join(', ')} FROM events ORDER BY contract, seq`
  const stream = events.stream(query, {}, 'JSONCompactEachRow', { signal, timeLimitSeconds: 0 })
  const chunks = stream[Symbol.asyncIterator]()
  // With its first bytes here, the statement has begun on every server that takes part in it.
  const first = await chunks.next()
  return {
    async *[Symbol.asyncIterator]() {
      try {
        for (let next = first; next.done !== true; next = await chunks.next()) yield next.value
      } finally {
        await chunks.return?.()
      }
    },
  }
}

/** Writes what is read; tells the rows of each contract by its number. */
export async function writeEventRows(
  chunks: AsyncIterable<Buffer>,
  parts: PartsWriter,
  onRows: (rows: number) => void,
): Promise<ReadonlyMap<number, Tally>> {
  const tallies = new Map<number, Tally>()
  const writer = parts.lines('events')
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed) + 1
    const lines = Buffer.concat([rest, chunk.subarray(0, end)])
    rest = end === 0 ? lines : chunk.subarray(end)
    if (end === 0) continue
    const rows = count(lines, tallies)
    await writer.add(lines, rows)
    onRows(rows)
  }
  await writer.end()
  return tallies
}

const lineFeed = 0x0a
const comma = 0x2c

/** Adds lines such as `[1,42,"event",…` to the tallies. */
function count(lines: Buffer, tallies: Map<number, Tally>): number {
  let rows = 0
  for (let start = 0; start < lines.length; start = lines.indexOf(lineFeed, start) + 1) {
    const afterContract = lines.indexOf(comma, start)
    const afterSeq = lines.indexOf(comma, afterContract + 1)
    const contract = Number(lines.toString('latin1', start + 1, afterContract))
    const seq = Number(lines.toString('latin1', afterContract + 1, afterSeq))
    const before = tallies.get(contract) ?? { rows: 0, lastSeq: 0 }
    tallies.set(contract, { rows: before.rows + 1, lastSeq: Math.max(before.lastSeq, seq) })
    rows += 1
  }
  return rows
}
