import { createHash } from 'node:crypto'
import { Worker } from 'node:worker_threads'

/** The SHA-256 of data that passes by, worked out beside whatever else the process does. */
export type Sha256 = {
  /** Takes the next bytes; resolves when more may follow. The bytes must not change before the end. */
  update(bytes: Buffer): Promise<void>
  /** The hash in hexadecimal. Nothing may follow. */
  digest(): Promise<string>
  /** Nobody wants to know any more. */
  forget(): void
}

/** What the thread is told: the next bytes of a hash, or null when that was all. */
export type HashTask = { readonly hash: number; readonly bytes: Uint8Array | null }
/** What it answers, once for each task. */
export type HashAnswer = { readonly hash: number; readonly digest: string }

// Less than this is hashed sooner than a thread starts.
const handedOverFrom = 4 * 1024 * 1024
// Pieces of one stream that may wait for the thread.
const mostWaiting = 4

/** Opens a hash. A little is hashed where it is; for much, one thread of the process takes over. */
export function openSha256(): Sha256 {
  let held: Buffer[] = []
  let size = 0
  let thread: Sha256 | undefined
  return {
    async update(bytes) {
      held.push(bytes)
      size += bytes.length
      if (size < handedOverFrom) return
      thread ??= onThread()
      const pieces = held
      held = []
      for (const piece of pieces) await thread.update(piece)
    },
    async digest() {
      if (thread !== undefined) return await thread.digest()
      const hash = createHash('sha256')
      for (const piece of held) hash.update(piece)
      return hash.digest('hex')
    },
    forget: () => thread?.forget(),
  }
}

type Waiting = { readonly resolve: (digest: string) => void; readonly reject: (cause: unknown) => void }
type Thread = {
  readonly worker: Worker
  /** By the number of a hash: who waits for the answers to its tasks, in their order. */
  readonly waiting: Map<number, Waiting[]>
}

let running: Thread | undefined
let lastHash = 0

function onThread(): Sha256 {
  const thread = (running ??= startThread())
  const hash = ++lastHash
  const own: Waiting[] = []
  const answers: Promise<string>[] = []
  thread.waiting.set(hash, own)

  function tell(bytes: Uint8Array<ArrayBuffer> | null): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    own.push({ resolve, reject })
    const task: HashTask = { hash, bytes }
    thread.worker.postMessage(task, bytes === null ? [] : [bytes.buffer])
    return promise
  }

  async function end(): Promise<string> {
    const digest = await tell(null)
    thread.waiting.delete(hash)
    return digest
  }

  return {
    async update(bytes) {
      answers.push(tell(Uint8Array.from(bytes)))
      if (answers.length >= mostWaiting) await answers.shift()
    },
    async digest() {
      await Promise.all(answers)
      return await end()
    },
    forget() {
      void Promise.allSettled([...answers, end()])
    },
  }
}

function startThread(): Thread {
  const worker = new Worker(new URL('./sha256-thread.ts', import.meta.url))
  // Whoever waits for an answer keeps the process alive by other means.
  worker.unref()
  const thread: Thread = { worker, waiting: new Map() }
  worker.on('message', ({ hash, digest }: HashAnswer) => thread.waiting.get(hash)?.shift()?.resolve(digest))
  worker.on('error', (cause) => {
    running = undefined
    for (const { reject } of [...thread.waiting.values()].flat()) reject(cause)
  })
  return thread
}
