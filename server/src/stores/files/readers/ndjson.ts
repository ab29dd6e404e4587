import { isRecord } from '../../../lib/records.ts'
import { openBytes, textOf } from './bytes.ts'
import type { Cell, RowFault, Source, SourceEvent, SourceRow } from './rows.ts'
import { unreadable } from './unreadable.ts'

/**
 * NDJSON under a mapping: every line is an object whose top-level keys are the columns. Objects and arrays inside it
 * arrive as JSON text. Blank lines are no rows; UTF-8 (RFC 8259), gzip allowed.
 *
 * @throws AppError `invalid` where the file is damaged or not UTF-8
 */
export async function openNdjson(path: string): Promise<Source<SourceRow>> {
  return source(path, (row, line) => {
    const read = parseLine(line)
    if ('fault' in read) return { row, cells: {}, fault: read.fault }
    if (!isRecord(read.value)) return { row, cells: {}, fault: notAnObject }
    return {
      row,
      cells: Object.fromEntries(
        Object.entries(read.value).map(([key, value]) => [key.trim(), cellOf(value)]),
      ),
    }
  })
}

/** NDJSON in which every line is an event in wire form already. Throws as {@link openNdjson}. */
export async function openEvents(path: string): Promise<Source<SourceEvent>> {
  return source(path, (row, line) => {
    const read = parseLine(line)
    return 'fault' in read ? { row, event: null, fault: read.fault } : { row, event: read.value }
  })
}

const notAnObject: RowFault = { reason: 'not_an_object', detail: 'is not a JSON object' }

async function source<Row>(path: string, read: (row: number, line: string) => Row): Promise<Source<Row>> {
  const bytes = await openBytes(path)
  async function* rows() {
    let row = 0
    for await (const line of lines(textOf(bytes, 'utf-8'))) {
      row += 1
      if (line.trim() !== '') yield read(row, line)
    }
  }
  return {
    columns: null,
    totalBytes: bytes.totalBytes,
    readBytes: bytes.readBytes,
    rows: { [Symbol.asyncIterator]: rows },
  }
}

// Not node:readline: it also breaks lines at U+2028, which may stand inside a JSON string.
async function* lines(text: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of text) {
    const whole = (rest + piece).split('\n')
    rest = whole.pop() ?? ''
    yield* whole
    if (rest.length > longestLine) {
      throw unreadable(
        `A line is longer than ${longestLine} characters; is this one JSON document and not one per line?`,
      )
    }
  }
  if (rest !== '') yield rest
}

const longestLine = 4 * 1024 * 1024

function parseLine(line: string): { readonly value: unknown } | { readonly fault: RowFault } {
  try {
    // Only a line with a long run of digits can hold a number that a double would change.
    return { value: /\d{16}/.test(line) ? JSON.parse(line, exactNumber) : JSON.parse(line) }
  } catch {
    return { fault: { reason: 'invalid_json', detail: 'is not JSON' } }
  }
}

/** Whole numbers beyond 2^53 stay exact: they are part numbers or ids, written without quotes. */
function exactNumber(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const written = context?.source
  if (typeof value !== 'number' || written === undefined || Number.isSafeInteger(value)) return value
  return /^-?\d+$/.test(written) ? BigInt(written) : value
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'boolean' || typeof value === 'bigint' ? value : jsonText(value)
}

/** JSON text of a nested value; whole numbers beyond 2^53, which JSON.stringify refuses, as they were written. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
}
