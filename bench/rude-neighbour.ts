import { Worker } from 'node:worker_threads'

/** What a contract can do to those beside it. */
export const rudeWays = ['streams', 'pages', 'exports', 'questions', 'events'] as const
export type RudeWay = (typeof rudeWays)[number]

export type Rude = {
  readonly url: string
  /** Values of an Authorization header, of accounts of one contract. */
  readonly accounts: readonly string[]
  readonly ways: readonly RudeWay[]
}

/** How often each status came, by `way status`. */
export type RudeTally = Readonly<Record<string, number>>

export type RudeNeighbour = {
  /** What came so far. */
  tally(): RudeTally
  /** Lets go of everything. */
  stop(): Promise<RudeTally>
}

/**
 * A contract that misbehaves at full speed, from a thread of its own so that its work is not counted as that of whoever
 * measures: streams and pages that nobody reads, thirty exports, questions as large as they may be, batches in which
 * every event is bad.
 */
export async function misbehave(rude: Rude): Promise<RudeNeighbour> {
  const worker = new Worker(new URL('rude-thread.ts', import.meta.url), { workerData: rude })
  let latest: RudeTally = {}
  worker.on('message', (tally: RudeTally) => (latest = tally))
  const news = () =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
  await news()
  return {
    tally: () => latest,
    async stop() {
      const last = news()
      worker.postMessage('stop', [])
      await last
      await worker.terminate()
      return latest
    },
  }
}
