import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** What SQLite finds wrong with a file of its own; empty when all is well. Reads all of it, aside from the event loop. */
export async function sqliteFaults(file: string): Promise<readonly string[]> {
  const worker = new Worker(new URL('./sqlite-integrity-worker.ts', import.meta.url), { workerData: file })
  const told = z.tuple([z.array(z.string())]).parse(await once(worker, 'message'))
  await worker.terminate()
  return told[0]
}
