import { isMarkedAsUntransferable, Worker } from 'node:worker_threads'

type Part = { readonly bytes: Buffer }

/** The SHA-256 of bytes that pass by, worked out by one thread of the process beside whatever else is done. */
export type Sha256 = {
  /** Hands on the parts in their order. Their memory is lent to the thread meanwhile, so nobody else may keep it. */
  through<Own extends Part>(parts: AsyncIterable<Own>): AsyncGenerator<Own>
  /** The hash in hexadecimal, once the last part has been handed on. */
  digest(): Promise<string>
}

/** What the thread is told: the next bytes of a hash, or null when that was all. */
export type HashTask = { readonly hash: number; readonly bytes: Uint8Array | null }
/** What it answers, task by task: the bytes back, and the hash when it is complete. */
export type HashAnswer = { readonly bytes: Uint8Array; readonly digest: string }

// Parts of one stream that are with the thread while the next one is made.
const mostAhead = 2

let lastHash = 0

export function openSha256(): Sha256 {
  const thread = theThread()
  const hash = ++lastHash
  let last: Promise<HashAnswer> | undefined
  return {
    async *through<Own extends Part>(parts: AsyncIterable<Own>) {
      const ahead: Lent<Own>[] = []
      try {
        for await (const part of parts) {
          ahead.push({ part, answer: thread.ask({ hash, bytes: part.bytes }) })
          if (ahead.length > mostAhead) yield* returned(ahead.splice(0, 1))
        }
        yield* returned(ahead)
      } finally {
        last = thread.ask({ hash, bytes: null })
      }
    },
    async digest() {
      if (last === undefined) throw new Error('the hash is not complete: parts are still to pass')
      return (await last).digest
    },
  }
}

type Lent<Own extends Part> = { readonly part: Own; readonly answer: Promise<HashAnswer> }

async function* returned<Own extends Part>(lent: readonly Lent<Own>[]): AsyncGenerator<Own> {
  for (const { part, answer } of lent) {
    const { buffer, byteOffset, byteLength } = (await answer).bytes
    yield { ...part, bytes: Buffer.from(buffer, byteOffset, byteLength) }
  }
}

type Thread = { ask(task: HashTask): Promise<HashAnswer> }
type Waiting = { readonly resolve: (answer: HashAnswer) => void; readonly reject: (cause: unknown) => void }

let running: Thread | undefined

function theThread(): Thread {
  running ??= startThread(() => (running = undefined))
  return running
}

function startThread(ended: () => void): Thread {
  const worker = new Worker(new URL('./sha256-thread.ts', import.meta.url))
  // Whoever waits for an answer keeps the process alive by other means.
  worker.unref()
  // The thread answers in the order it was asked.
  const waiting: Waiting[] = []
  let failure: unknown
  worker.on('message', (answer: HashAnswer) => waiting.shift()?.resolve(answer))
  worker.on('error', (cause) => {
    failure = cause
    ended()
    for (const { reject } of waiting.splice(0)) reject(cause)
  })
  return {
    ask(task) {
      const { promise, resolve, reject } = Promise.withResolvers<HashAnswer>()
      // Who left early does not look at the answer.
      promise.catch(() => {})
      if (failure === undefined) {
        waiting.push({ resolve, reject })
        worker.postMessage(task, task.bytes === null ? [] : lendable(task.bytes))
      } else reject(failure)
      return promise
    },
  }
}

/** Memory that can change hands; what shares Node's pool of small buffers is copied instead. */
export function lendable(bytes: Uint8Array): ArrayBuffer[] {
  const isOwn = bytes.buffer instanceof ArrayBuffer && !isMarkedAsUntransferable(bytes.buffer)
  return isOwn ? [bytes.buffer] : []
}
