import type { EventType, WireEvent } from '@catalytics/contract/events.ts'

/** What a test says of an event; the rest is made up, the same for the same `n`-th event of a file. */
export type Given = Partial<WireEvent>

let made = 0

/** A UUID that no other event of the test file has. */
export function someId(): string {
  made += 1
  return `0199b1c2-6f0e-7c1a-9d55-${made.toString(16).padStart(12, '0')}`
}

/** A product view in the catalog `ball-bearings` on the network `partnet`, anonymous unless a person is given. */
export function event(given: Given = {}): WireEvent {
  return {
    id: someId(),
    type: 'product_view',
    at: minute(made),
    catalog: 'ball-bearings',
    channel: { kind: 'network', key: 'partnet' },
    ...given,
  }
}

/** A CAD download by somebody who agreed that the manufacturer learns of them; `person` adds to what they say. */
export function download(email: string, given: Given = {}): WireEvent {
  return event({ ...given, type: 'cad_download', person: { ...lead(email), ...given.person } })
}

/** The same for any action. */
export function action(type: EventType, email: string, given: Given = {}): WireEvent {
  return event({ ...given, type, person: { ...lead(email), ...given.person } })
}

/** A person who agreed, once, long ago. */
export function lead(email: string) {
  return { email, consent: { manufacturer: true, at: agreedAt } }
}

/** The same person, who said no at this instant. */
export function refuser(email: string, at: string) {
  return { email, consent: { manufacturer: false, at } }
}

export const agreedAt = '2026-01-05T10:00:00.000Z'

/** An instant so many minutes after 1 March 2026, 00:00 UTC. */
export function minute(minutes: number): string {
  return new Date(Date.parse('2026-03-01T00:00:00Z') + minutes * 60_000).toISOString()
}
