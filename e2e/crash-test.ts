import { openClient } from './client.ts'
import { crashEvents } from './crash-events.ts'
import { blowsAt, compare, resend, runLoad, type LoadResult } from './crash-scenario.ts'
import type { Site } from './crash-sites.ts'
import { makeAccount } from './server-process.ts'
import { storedState, type StoredState } from './stored-state.ts'

export type CrashPlan = {
  /** For what the reader of the feed keeps. */
  readonly folder: string
  readonly events: number
  readonly seed: number
  /** How often each blow of the site is struck. */
  readonly rounds: number
  readonly batchSize: number
  readonly report: (line: string) => void
}

export type CrashOutcome = {
  readonly load: LoadResult
  /** What must be there, and what the stores hold. */
  readonly expected: { readonly events: number; readonly actions: number; readonly people: number }
  readonly stored: StoredState
  readonly exported: number
  readonly inFeed: number
  /** What the reader of the feed was told, by kind. */
  readonly changes: Readonly<Record<string, number>>
  /** Of everything sent once more in the end: what was new to the server, and what it refused. */
  readonly resent: { readonly accepted: number; readonly rejected: number }
  readonly exitCodes: readonly (number | null)[]
  /** What is wrong, in words; the first of it. */
  readonly faults: readonly string[]
}

/** The whole crash test of an installation; what comes out must be as if nothing had happened to it. */
export async function crashTest(site: Site, plan: CrashPlan): Promise<CrashOutcome> {
  const events = crashEvents(plan.seed, plan.events)
  const account = await makeAccount(site.place)
  const blows = blowsAt(plan.seed, Array.from({ length: plan.rounds }, () => site.blows).flat())
  const load = await runLoad({ ...plan, urls: site.urls, account, events, blows })
  const client = openClient(site.urls, account)
  const held = await compare(client, events, plan.folder)
  const resent = await resend(client, events)
  const again = await compare(client, events, plan.folder)
  const endings = await site.stop()
  return {
    load,
    expected: { events: events.events.length, actions: events.actions.size, people: events.people },
    stored: await storedState(site.place),
    exported: again.exported,
    inFeed: again.feed.actions.size,
    changes: again.feed.changes,
    resent,
    exitCodes: endings.map(({ code }) => code),
    faults: [...held.faults, ...again.faults].slice(0, 20),
  }
}
