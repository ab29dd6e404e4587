import { ingestLimits } from '@catalytics/contract/events.ts'
import { because, type Because } from '@catalytics/contract/reasons.ts'
import { AppError, mostFaults } from '../../lib/errors.ts'
import { jsonRuns } from '../../lib/json-runs.ts'
import { isRecord } from '../../lib/records.ts'

/** A line that is no JSON: refused as an event of its own, so that the other lines of the request can be kept. */
export const notJson = Symbol('not JSON')

/** Larger bodies are read in pieces. */
export const largeBytes = 128 * 1024

/**
 * The events of a request body: `{"events":[…]}` or one a line.
 *
 * @param nextPiece asked between pieces; what it gives is waited for
 * @throws AppError `invalid` or `too_large`, when nothing of the body can be taken
 */
export async function eventsIn(
  body: Buffer,
  kind: 'json' | 'ndjson',
  nextPiece: () => Promise<void> | undefined,
): Promise<readonly unknown[]> {
  const events =
    kind === 'ndjson'
      ? await inPieces(fromLines(utf8(body)), nextPiece)
      : ((body.length > largeBytes ? await largeJson(body, nextPiece) : undefined) ?? fromJson(utf8(body)))
  if (events.length > ingestLimits.events) {
    throw new AppError(
      'too_large',
      `A request takes at most ${ingestLimits.events} events; this one has ${events.length}.`,
      {
        because: because('too_many', { limit: ingestLimits.events }),
        field: 'events',
      },
    )
  }
  return events
}

async function inPieces(
  runs: Iterable<readonly unknown[]>,
  nextPiece: () => Promise<void> | undefined,
): Promise<readonly unknown[]> {
  const events: unknown[] = []
  for (const run of runs) {
    for (const event of run) events.push(event)
    const turn = nextPiece()
    if (turn !== undefined) await turn
  }
  return events
}

/** Undefined for a text of any other form, which is looked at as a whole. */
async function largeJson(
  body: Buffer,
  nextPiece: () => Promise<void> | undefined,
): Promise<readonly unknown[] | undefined> {
  try {
    return await inPieces(jsonRuns(body, 'events'), nextPiece)
  } catch (cause) {
    if (cause instanceof SyntaxError || cause instanceof TypeError) return undefined
    throw cause
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function utf8(body: Buffer): string {
  try {
    return decoder.decode(body)
  } catch (cause) {
    throw new AppError('invalid', because('body_not_utf8'), { cause })
  }
}

function fromJson(text: string): readonly unknown[] {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch (cause) {
    throw new AppError(
      'invalid',
      'The body is not JSON. Send {"events": [...]}, or one event a line as application/x-ndjson.',
      { because: because('body_unreadable'), cause },
    )
  }
  if (!isRecord(body) || !Array.isArray(body['events'])) {
    throw new AppError('invalid', 'Send an object with "events": a list of events.', {
      faults: [isRecord(body) ? { ...noListOf(body), path: ['events'] } : because('not_an_object')],
      field: 'events',
    })
  }
  const unknown = Object.keys(body).filter((key) => key !== 'events')
  if (unknown[0] !== undefined) {
    const names = unknown.slice(0, mostFaults).map((key) => key.toWellFormed().slice(0, 100))
    throw new AppError('invalid', `The key "${names[0]}" is not known here; send "events" only.`, {
      faults: names.map((name) => ({ ...because('unknown_field'), path: [name] })),
      field: names[0] ?? '',
    })
  }
  return body['events']
}

function noListOf(body: Readonly<Record<string, unknown>>): Because {
  return because(body['events'] === undefined ? 'missing' : 'not_a_list')
}

function* fromLines(text: string): Generator<readonly unknown[]> {
  for (let from = 0; from <= text.length;) {
    const found = text.indexOf('\n', from)
    const to = found === -1 ? text.length : found
    const line = text.slice(from, to)
    if (line.trim() !== '') yield [fromLine(line)]
    from = to + 1
  }
}

function fromLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return notJson
  }
}
