import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { leadAction } from '@catalytics/contract/leads.ts'
import { seededRandom } from '../server/src/lib/seeded-random.ts'
import { openClient, type Client } from './client.ts'
import { shuffledBatches, type CrashEvents } from './crash-events.ts'
import { openFeedReader, readFeedFile, type FeedState } from './feed-reader.ts'
import { until, type Account } from './server-process.ts'

/** What is done to the servers while events arrive. */
export type Blow = {
  readonly name: string
  /** After this share of the batches was acknowledged, 0 to 1. */
  readonly afterShare: number
  /** So that it hits any moment of a commit, not only the one after an answer. */
  readonly delayMs: number
  readonly strike: () => Promise<void>
}

export type Load = {
  readonly urls: readonly string[]
  readonly account: Account
  readonly events: CrashEvents
  readonly seed: number
  readonly batchSize: number
  readonly blows: readonly Blow[]
  /** For what the reader of the feed stores. */
  readonly folder: string
  readonly report: (line: string) => void
}

/** Every acknowledgement taken together. What was acknowledged to nobody, because the server died, is in neither. */
export type LoadResult = {
  readonly batches: number
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: number
  readonly ms: number
}

const clients = 4

/**
 * Sends every event twice from four clients at once, each batch until it is acknowledged, and strikes in between. A
 * reader follows the feed the whole time and is itself broken off and resumed at every blow.
 */
export async function runLoad(load: Load): Promise<LoadResult> {
  const batches = [...shuffledBatches(load.events, load.seed, load.batchSize)]
  const total = batches.length
  const result = { batches: 0, accepted: 0, duplicates: 0, rejected: 0 }
  const from = performance.now()
  const failed = new AbortController()
  const feed = join(load.folder, 'feed.ndjson')
  const reads = openClient(load.urls, load.account)
  let reader = openFeedReader(reads, feed, 500)
  let reading = reader.follow()

  async function sender(first: number): Promise<void> {
    const client = openClient([...load.urls.slice(first % load.urls.length), ...load.urls], load.account)
    for (let batch = batches.pop(); batch !== undefined && !failed.signal.aborted; batch = batches.pop()) {
      const answer = await client.deliver(batch)
      result.batches += 1
      result.accepted += answer.accepted
      result.duplicates += answer.duplicates
      result.rejected += answer.rejected.length
    }
  }

  async function strikes(): Promise<void> {
    for (const { name, afterShare, delayMs, strike } of load.blows) {
      await until(600_000, name, () => failed.signal.aborted || result.batches >= afterShare * total)
      await delay(delayMs)
      load.report(
        `${((performance.now() - from) / 1000).toFixed(1)} s: ${name} after ${result.batches} of ${total} batches`,
      )
      await reader.stop()
      await reading
      await strike()
      reader = openFeedReader(reads, feed, 500)
      reading = reader.follow()
    }
  }

  try {
    await Promise.all([...Array.from({ length: clients }, (_, place) => sender(place)), strikes()])
  } finally {
    failed.abort()
    await reader.stop()
    await reading
  }
  return { ...result, ms: Math.round(performance.now() - from) }
}

/** Moments for blows: spread over the load, each with a delay of its own. */
export function blowsAt(
  seed: number,
  kinds: readonly { readonly name: string; readonly strike: () => Promise<void> }[],
): readonly Blow[] {
  const random = seededRandom(seed, 'blows')
  return kinds.map(({ name, strike }, place) => ({
    name,
    strike,
    afterShare: ((place + random.fraction()) / kinds.length) * 0.95,
    delayMs: random.below(200),
  }))
}

/** What the export and the feed hold in the end, and what is wrong with it, in words. */
export type Held = {
  readonly exported: number
  readonly feed: FeedState
  readonly faults: readonly string[]
}

/** Compares the export, and the feed as its reader stored it, with what must be there. */
export async function compare(client: Client, events: CrashEvents, folder: string): Promise<Held> {
  const feedFile = join(folder, 'feed.ndjson')
  await openFeedReader(client, feedFile, 10_000).catchUp()
  const feed = readFeedFile(feedFile)
  const exported = await client.getSoon('/api/v1/lead-actions?format=ndjson')
  const faults = [...feed.faults]
  const ids = new Set<string>()
  let last = 0
  const rows = exported.text.split('\n').filter((line) => line !== '')
  for (const line of rows) {
    const { seq, action_id: id } = leadAction.parse(JSON.parse(line))
    if (seq <= last) faults.push(`export: seq ${seq} came after ${last}`)
    if (ids.has(id)) faults.push(`export: action ${id} came twice`)
    if (feed.actions.get(id) !== seq)
      faults.push(`action ${id}: ${seq} in the export, ${feed.actions.get(id)} in the feed`)
    last = seq
    ids.add(id)
  }
  faults.push(
    ...difference('export', ids, events.actions),
    ...difference('feed', new Set(feed.actions.keys()), events.actions),
  )
  return { exported: rows.length, feed, faults }
}

function difference(
  name: string,
  found: ReadonlySet<string>,
  expected: ReadonlySet<string>,
): readonly string[] {
  const missing = [...expected].filter((id) => !found.has(id))
  const surplus = [...found].filter((id) => !expected.has(id))
  return [
    ...(missing.length === 0
      ? []
      : [`${name}: ${missing.length} actions are missing, such as ${missing[0]}`]),
    ...(surplus.length === 0
      ? []
      : [`${name}: ${surplus.length} actions do not belong, such as ${surplus[0]}`]),
  ]
}

/** Sends everything once more: how many of the events were new to the server, and how many it refused. */
export async function resend(
  client: Client,
  { events }: CrashEvents,
): Promise<{ accepted: number; rejected: number }> {
  const sum = { accepted: 0, rejected: 0 }
  for (let at = 0; at < events.length; at += 5000) {
    const answer = await client.deliver(events.slice(at, at + 5000))
    sum.accepted += answer.accepted
    sum.rejected += answer.rejected.length
  }
  return sum
}
