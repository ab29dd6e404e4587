import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { leadChangePage, type LeadChange } from '@catalytics/contract/leads.ts'
import type { Client } from './client.ts'

/**
 * A machine that follows the change feed as the guide says: each page's rows and its `next_after` are stored together,
 * in one line of a file, and a new reader goes on from the last whole line.
 */
export type FeedReader = {
  /** Reads until `stop`; what has not been stored then is lost with the reader. */
  follow(): Promise<void>
  /** Breaks off in the middle of whatever goes on, as a crash would, and waits for that. */
  stop(): Promise<void>
  /** Reads until nothing follows any more. */
  catchUp(): Promise<void>
}

/** What a file of stored pages says when it is read from its beginning. */
export type FeedState = {
  readonly after: number
  /** The actions held in the end, by id, with the number under which each came. */
  readonly actions: ReadonlyMap<string, number>
  /** Anything that must not happen, in words: an action held already, a number not larger than the one before. */
  readonly faults: readonly string[]
  readonly changes: Readonly<Record<LeadChange['kind'], number>>
}

const storedPage = z.object({ next_after: z.number(), data: z.array(z.unknown()) })

export function openFeedReader(client: Client, file: string, pageSize: number): FeedReader {
  const stopping = new AbortController()
  let following = Promise.resolve()
  let after = lastMark(file)

  /** @returns whether there was anything, or undefined when the server did not answer */
  async function step(waitSeconds: number): Promise<boolean | undefined> {
    const path = `/api/v1/lead-changes?after=${after}&limit=${pageSize}&wait=${waitSeconds}`
    const reply = await client.get(path, stopping.signal)
    if (reply.status !== 200 || stopping.signal.aborted) return undefined
    const page = leadChangePage.parse(JSON.parse(reply.text))
    if (page.next_after < after) throw new Error(`next_after went back from ${after} to ${page.next_after}`)
    appendFileSync(file, `${JSON.stringify({ next_after: page.next_after, data: page.data })}\n`)
    after = page.next_after
    return page.data.length > 0
  }

  return {
    follow() {
      following = (async () => {
        while (!stopping.signal.aborted) {
          if ((await step(1)) === undefined) await delay(50)
        }
      })()
      return following
    },
    async stop() {
      stopping.abort()
      await following
    },
    async catchUp() {
      for (;;) {
        const more = await step(0)
        if (more === false) return
        if (more === undefined) await delay(100)
      }
    },
  }
}

/** Where the last whole line ends is where the next reader begins; half a line was never stored. */
function lastMark(file: string): number {
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  truncateSync(file, Buffer.byteLength(whole))
  const last = whole.trimEnd().split('\n').at(-1)
  return last === undefined || last === '' ? 0 : storedPage.parse(JSON.parse(last)).next_after
}

/** Applies every stored change in its order, as a CRM would. */
export function readFeedFile(file: string): FeedState {
  const held = new Map<string, { readonly seq: number; readonly lead: string }>()
  const faults: string[] = []
  const changes = { lead_action: 0, lead_updated: 0, lead_erased: 0, consent_withdrawn: 0, lead_merged: 0 }
  let last = 0
  let after = 0
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue
    const page = leadChangePage.pick({ data: true, next_after: true }).parse(JSON.parse(line))
    for (const change of page.data) {
      if (change.seq <= last) faults.push(`seq ${change.seq} came after ${last}`)
      last = change.seq
      changes[change.kind] += 1
      apply(change)
    }
    if (last > page.next_after) faults.push(`seq ${last} is past next_after ${page.next_after}`)
    after = page.next_after
  }
  return { after, actions: new Map([...held].map(([id, { seq }]) => [id, seq])), faults, changes }

  function apply(change: LeadChange): void {
    if (change.kind === 'lead_action') {
      const { action_id: id, lead_id: lead } = change.row
      const before = held.get(id)
      if (before !== undefined) faults.push(`action ${id} came as ${before.seq} and as ${change.seq}`)
      held.set(id, { seq: change.seq, lead })
    } else if (change.kind === 'lead_merged') {
      const { from, into } = change.row
      for (const [id, { seq, lead }] of held) if (lead === from) held.set(id, { seq, lead: into })
    } else if (change.kind !== 'lead_updated') {
      for (const [id, { lead }] of held) if (lead === change.row.lead_id) held.delete(id)
    }
  }
}
