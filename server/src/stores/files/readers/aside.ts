import { Worker } from 'node:worker_threads'
import { hasCode } from '../../../lib/error-codes.ts'
import { AppError, type Fault } from '../../../lib/errors.ts'
import { fileKindOf, openRows } from './open-rows.ts'
import type { Source, SourceOptions, SourceRow } from './rows.ts'
import { unreadable } from './unreadable.ts'

/*
 * Workbooks and Parquet files say themselves how much there is to unpack, and a small file can say a lot. So they are read by
 * a thread of their own: one that takes more memory than it may ends with its import, and the server goes on.
 */

/** What the thread is asked for; one thing after the other. */
export type ReadTask =
  | { readonly ask: 'open'; readonly path: string; readonly options: SourceOptions }
  | { readonly ask: 'begin' | 'next' | 'end' }

export type ReadAnswer = {
  readonly facts?: Facts
  readonly rows?: readonly SourceRow[]
  /** None follow. */
  readonly isLast?: boolean
  readonly readBytes?: number
  readonly fault?: ReadFault
}

type ReadFault = {
  readonly message: string
  readonly field: string | undefined
  readonly faults: readonly Fault[]
}

type Facts = Omit<Source<SourceRow>, 'rows' | 'readBytes'>

/** Reads one file after the other, until it is closed. */
export type FileReader = {
  /** @throws AppError `invalid` as `openRows` and its rows do, and where reading takes too much memory; the signal's reason */
  open(path: string, options: SourceOptions): Promise<Source<SourceRow>>
  close(): Promise<void>
}

const heapMebibytes = 1024

/** @param signal aborted when nobody wants the rows any more: whatever the thread is at is broken off */
export function openFileReader(signal: AbortSignal, memoryMebibytes = heapMebibytes): FileReader {
  let thread: Thread | undefined
  return {
    async open(path, options) {
      if (!unpacked.has(fileKindOf(path))) return await openRows(path, options)
      thread ??= startThread(signal, memoryMebibytes)
      return await openAside(thread, path, options)
    },
    close: async () => await thread?.close(),
  }
}

const unpacked: ReadonlySet<string> = new Set(['xlsx', 'parquet'])

async function openAside({ ask }: Thread, path: string, options: SourceOptions): Promise<Source<SourceRow>> {
  const { facts } = await ask({ ask: 'open', path, options })
  if (facts === undefined) throw new TypeError('the thread did not say what it opened')
  let readBytes = 0
  async function* rows(): AsyncGenerator<SourceRow> {
    await ask({ ask: 'begin' })
    let ahead = ask({ ask: 'next' })
    try {
      for (;;) {
        const { rows: some = [], isLast = true, ...answer } = await ahead
        readBytes = answer.readBytes ?? readBytes
        // The thread reads on while these are worked with.
        if (!isLast) ahead = ask({ ask: 'next' })
        yield* some
        if (isLast) return
      }
    } finally {
      await ahead.then(() => ask({ ask: 'end' })).catch(() => undefined)
    }
  }
  return { ...facts, readBytes: () => readBytes, rows: { [Symbol.asyncIterator]: rows } }
}

type Thread = {
  readonly ask: (task: ReadTask) => Promise<ReadAnswer>
  readonly close: () => Promise<void>
}

function startThread(signal: AbortSignal, maxOldGenerationSizeMb: number): Thread {
  const worker = new Worker(new URL('./thread.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb },
  })
  let waiting: PromiseWithResolvers<ReadAnswer> | undefined
  let failure: unknown
  worker.on('message', (answer: ReadAnswer) => {
    if (answer.fault === undefined) waiting?.resolve(answer)
    else waiting?.reject(toldBy(answer.fault))
  })
  worker.on('error', (cause: unknown) => {
    failure = hasCode(cause, 'ERR_WORKER_OUT_OF_MEMORY') ? tooMuch(cause) : cause
  })
  worker.on('exit', () => {
    failure = signal.aborted
      ? signal.reason
      : (failure ?? new Error('the thread that reads the file has ended'))
    waiting?.reject(failure)
  })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop)
  return {
    ask(task) {
      waiting = Promise.withResolvers()
      // Whoever is asked ahead may fail before anybody waits for it.
      waiting.promise.catch(() => undefined)
      if (failure === undefined) worker.postMessage(task, [])
      else waiting.reject(failure)
      return waiting.promise
    },
    async close() {
      signal.removeEventListener('abort', stop)
      await worker.terminate()
    },
  }
}

function toldBy({ message, field, faults }: ReadFault): AppError {
  return new AppError('invalid', message, { faults, ...(field !== undefined && { field }) })
}

function tooMuch(cause: unknown): AppError {
  const message =
    'Reading this file takes more memory than an import may have. Save it in smaller files (of Parquet, in smaller row groups), or as CSV.'
  return unreadable(message, { cause })
}
