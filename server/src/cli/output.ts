import type { Writable } from 'node:stream'
import { hasCode } from '../lib/error-codes.ts'

type Streams = { readonly stdout: Writable; readonly stderr: Writable }

/**
 * Watches where a command writes, from before its first word. The function it gives waits until the last byte of both
 * streams was taken, and answers the exit status: a process that ends sooner loses what a slow reader has not taken yet.
 *
 * - A closed pipe (`| head`) is the reader's own choice: the command goes on in silence, its status stays.
 * - Any other fault of standard output, a full disk for one, means that the answer is not there: said, and status 1.
 * - Standard error carries progress and the log: whoever loses those must not lose the work as well.
 */
export function watchOutput({ stdout, stderr }: Streams): (status: number) => Promise<number> {
  let fault: Error | undefined
  stdout.on('error', (error) => {
    if (!hasCode(error, 'EPIPE')) fault ??= error
  })
  stderr.on('error', () => undefined)
  return async (status) => {
    await taken(stdout)
    if (fault !== undefined) {
      stderr.write(`The answer could not be written to standard output: ${fault.message}\n`)
    }
    await taken(stderr)
    return fault === undefined || status !== 0 ? status : 1
  }
}

/** Resolves when everything written before was taken, or refused. */
async function taken(stream: Writable): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  stream.write('', () => resolve())
  await promise
}
