import { ingestLimits } from '@catalytics/contract/events.ts'
import { AppError } from '../../lib/errors.ts'

/** A line that is no JSON: refused as an event of its own, so that the other lines of the request can be kept. */
export const notJson = Symbol('not JSON')

/**
 * The events of a request body: `{"events":[…]}` or one a line.
 *
 * @throws AppError `invalid` or `too_large`, when nothing of the body can be taken
 */
export function eventsIn(body: Buffer, kind: 'json' | 'ndjson'): readonly unknown[] {
  const events = kind === 'json' ? fromJson(utf8(body)) : fromLines(utf8(body))
  if (events.length > ingestLimits.events) {
    throw new AppError(
      'too_large',
      `A request takes at most ${ingestLimits.events} events; this one has ${events.length}.`,
      {
        field: 'events',
      },
    )
  }
  return events
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function utf8(body: Buffer): string {
  try {
    return decoder.decode(body)
  } catch (cause) {
    throw new AppError('invalid', 'The body is not UTF-8 text.', { cause })
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
      { cause },
    )
  }
  if (!isRecord(body) || !Array.isArray(body['events'])) {
    throw new AppError('invalid', 'Send an object with "events": a list of events.', { field: 'events' })
  }
  const unknown = Object.keys(body).find((key) => key !== 'events')
  if (unknown !== undefined) {
    const field = unknown.toWellFormed().slice(0, 100)
    throw new AppError('invalid', `The key "${field}" is not known here; send "events" only.`, { field })
  }
  return body['events']
}

function fromLines(text: string): readonly unknown[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  return lines.map((line): unknown => {
    try {
      return JSON.parse(line)
    } catch {
      return notJson
    }
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
