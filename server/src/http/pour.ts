import type { ServerResponse } from 'node:http'
import type { FastifyReply } from 'fastify'
import { hasCode } from '../lib/error-codes.ts'
import { watched } from './outflow.ts'
import type { Standing } from './standing.ts'

/**
 * Sends pieces as the answer, each when the one before has left the process: the next is asked for only then, so a
 * piece's memory may serve for a later one. A reader who leaves, who may not have more, or who takes too little ends the
 * loop over the pieces; a failure breaks the answer off, so that nobody takes it for the whole.
 */
export async function pour(
  reply: FastifyReply,
  pieces: AsyncIterable<Uint8Array>,
  standing: Standing,
): Promise<void> {
  const response = reply.hijack().raw
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) response.setHeader(name, value)
  }
  try {
    for await (const bytes of watched(pieces, standing, response)) await leave(response, bytes)
    response.end()
  } catch (cause) {
    const hasLeft = response.destroyed || hasCode(cause, 'ECANCELED', 'ECONNRESET', 'EPIPE')
    if (!hasLeft) reply.log.error({ err: cause }, 'an answer broke off')
    response.destroy()
  }
}

async function leave(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  response.write(bytes, (cause) => {
    if (cause) reject(cause)
    else resolve()
  })
  await promise
}
