// The thread behind sha256-aside.ts.
import { createHash, type Hash } from 'node:crypto'
import { parentPort } from 'node:worker_threads'
import { lendable, type HashAnswer, type HashTask } from './sha256-aside.ts'

const hashes = new Map<number, Hash>()

parentPort?.on('message', ({ hash: number, bytes }: HashTask) => {
  const hash = hashes.get(number) ?? createHash('sha256')
  if (bytes === null) {
    hashes.delete(number)
    answer({ bytes: new Uint8Array(), digest: hash.digest('hex') })
  } else {
    hashes.set(number, hash)
    hash.update(bytes)
    answer({ bytes, digest: '' })
  }
})

function answer(message: HashAnswer): void {
  parentPort?.postMessage(message, lendable(message.bytes))
}
