import { now } from './clock.ts'
import { chance } from './random.ts'

/** What `trackerLimits` of the contract allow, with room for what is around the events. */
const mostEvents = 50
const mostBytes = 60_000
const mostWaiting = 500
const gatherMs = 1000
const mostRetries = 4

export type Outbox = {
  /** Sends the event, soon, together with others. */
  readonly add: (event: object) => void
  /** Sends at once what is there: the page may end. */
  readonly leave: () => void
}

/**
 * Sends events in batches. While the page lives, with `fetch`, which tells whether they arrived; when it may end, with
 * `sendBeacon`, which goes on without it, also what was on its way: the server counts every id once.
 */
export function openOutbox(url: string): Outbox {
  // Each event as JSON.
  let waiting: string[] = []
  let underWay: string[] = []
  let failures = 0
  let timer = 0

  function flushIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), ms)
  }

  async function flush(): Promise<void> {
    timer = 0
    if (underWay.length > 0 || waiting.length === 0) return
    const batch = takeBatch(waiting)
    underWay = batch
    const settled = await post(url, batch)
    // The page was left meanwhile, and took them over.
    if (underWay !== batch) return
    underWay = []
    if (!settled && failures < mostRetries) {
      failures += 1
      waiting = [...batch, ...waiting]
      return flushIn(1000 * 4 ** failures * (0.5 + chance()))
    }
    failures = 0
    return flush()
  }

  return {
    add(event) {
      const text = jsonOf(event)
      if (text === undefined || waiting.length >= mostWaiting || bytesOf(text) > mostBytes) return
      waiting.push(text)
      if (timer === 0) flushIn(gatherMs)
    },
    leave() {
      waiting = [...underWay, ...waiting]
      underWay = []
      while (waiting.length > 0) {
        const batch = takeBatch(waiting)
        if ('sendBeacon' in navigator && navigator.sendBeacon(url, bodyOf(batch))) continue
        waiting = [...batch, ...waiting]
        void flush()
        return
      }
    },
  }
}

/** Undefined for what has no JSON, such as an element of the page: a mistake there must not stop the page. */
function jsonOf(event: object): string | undefined {
  try {
    return JSON.stringify(event)
  } catch {
    return undefined
  }
}

/** Takes as many from the front as fit into a request. */
function takeBatch(texts: string[]): string[] {
  let count = 0
  let bytes = 0
  for (const text of texts.slice(0, mostEvents)) {
    bytes += bytesOf(text)
    if (count > 0 && bytes > mostBytes) break
    count += 1
  }
  return texts.splice(0, count)
}

function bytesOf(text: string): number {
  return new Blob([text]).size
}

function bodyOf(texts: readonly string[]): string {
  return `{"sent_at":"${now().toISOString()}","events":[${texts.join(',')}]}`
}

/**
 * Whether it is over with these events: they arrived, or will never be taken. A string is sent as text/plain, which needs
 * no question before (CORS preflight).
 */
async function post(url: string, texts: readonly string[]): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: bodyOf(texts),
      keepalive: true,
      credentials: 'omit',
    })
    // To its end: until then the batch counts among the 64 KiB that may be on their way.
    await answer.text()
    const { status } = answer
    return status !== 429 && status < 500
  } catch {
    return false
  }
}
