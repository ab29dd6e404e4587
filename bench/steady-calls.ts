import { setTimeout as pause } from 'node:timers/promises'

/** Somebody who makes small calls. */
export type SmallCaller = { readonly url: string; readonly authorization: string }

/** The milliseconds that each small call took, by its kind. */
export type CallTimes = Readonly<Record<SmallCall, readonly number[]>>
const smallCalls = ['leads', 'event', 'feed'] as const
type SmallCall = (typeof smallCalls)[number]

// Rare enough that in quiet they do not wait for each other: one takes some 50 ms of a processor.
const everyMs = 125

/**
 * Makes small calls at a steady rate, however long the ones before take.
 *
 * @throws whatever a call of theirs is refused with
 */
export async function steadyCalls(
  caller: SmallCaller,
  { forMs, prefix }: { readonly forMs: number; readonly prefix: string },
): Promise<CallTimes> {
  const times: Record<SmallCall, number[]> = { leads: [], event: [], feed: [] }
  const going: Promise<void>[] = []
  for (let n = 0; n < forMs / everyMs; n += 1) {
    const kind = smallCalls[n % smallCalls.length] ?? 'leads'
    going.push(timed(caller, kind, `${prefix}${n}`).then((ms) => void times[kind].push(ms)))
    await pause(everyMs)
  }
  await Promise.all(going)
  return times
}

async function timed({ url, authorization }: SmallCaller, kind: SmallCall, name: string): Promise<number> {
  const begun = performance.now()
  const headers = { authorization, 'content-type': 'application/json' }
  const answer =
    kind === 'event'
      ? await fetch(`${url}/api/v1/events`, { method: 'POST', headers, body: oneEvent(name) })
      : await fetch(`${url}/api/v1/${kind === 'leads' ? 'leads?limit=100' : 'lead-changes?limit=100'}`, {
          headers,
        })
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`a small call (${kind}) was answered ${answer.status}`)
  return performance.now() - begun
}

function oneEvent(name: string): string {
  const person = {
    email: `${name}@small.example`,
    consent: { manufacturer: true, at: '2026-01-05T10:00:00Z' },
  }
  const event = {
    type: 'cad_download',
    at: '2026-03-01T00:00:00Z',
    catalog: 'ball-bearings',
    channel: { kind: 'network', key: 'partnet' },
    person,
  }
  return JSON.stringify({ events: [event] })
}

/** The time that 95 of 100 calls of all kinds stay below. */
export function p95(times: CallTimes): number {
  const sorted = Object.values(times)
    .flat()
    .toSorted((a, b) => a - b)
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN
}
