// The thread behind sha256-aside.ts.
import { createHash, type Hash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import type { HashAnswer, HashTask } from './sha256-aside.ts'

const hashes = new Map<number, Hash>()

parentPort?.on('message', ({ hash: number, bytes }: HashTask) => {
  const hash = hashes.get(number) ?? createHash('sha256')
  hashes.set(number, hash)
  const answer: HashAnswer = { hash: number, digest: bytes === null ? hash.digest('hex') : '' }
  if (bytes === null) hashes.delete(number)
  else hash.update(bytes)
  parentPort?.postMessage(answer, [])
})
