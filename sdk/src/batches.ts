import type { WireEvent } from '@catalytics/contract/events.ts'

/** Some events on their way: the request's body, and the position of its first event among all. */
export type Batch = { readonly body: string; readonly first: number }

const mostEvents = 1000
// Half of what a request may have: the texts of one event are far smaller than the other half.
const mostBytes = 5 * 1024 * 1024

/** Gives every event without an id one, so that sending it again does not count twice. */
export function withId(event: WireEvent): WireEvent {
  return { ...event, id: event.id ?? crypto.randomUUID() }
}

/** Cuts events into requests of a size that the server likes. */
export async function* batchesOf(
  events: Iterable<WireEvent> | AsyncIterable<WireEvent>,
): AsyncGenerator<Batch> {
  const encoder = new TextEncoder()
  let lines: string[] = []
  let bytes = 0
  let first = 0
  for await (const event of events) {
    const line = JSON.stringify(withId(event))
    const size = encoder.encode(line).length + 1
    if (lines.length === mostEvents || (lines.length > 0 && bytes + size > mostBytes)) {
      yield { body: bodyOf(lines), first }
      first += lines.length
      lines = []
      bytes = 0
    }
    lines.push(line)
    bytes += size
  }
  if (lines.length > 0) yield { body: bodyOf(lines), first }
}

function bodyOf(lines: readonly string[]): string {
  return `{"events":[${lines.join(',')}]}`
}
