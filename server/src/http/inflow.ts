import type { FastifyInstance, FastifyRequest } from 'fastify'
import { problemType } from './problems.ts'

/** A body may stand still for half a minute, and gains a second for so many bytes. */
const patience = { patienceMs: 30_000, lookEveryMs: 2000 } as const
const bytesPerSecondAtLeast = 8 * 1024

type Patience = { readonly patienceMs: number; readonly lookEveryMs: number }

type Arriving = { readonly request: FastifyRequest; leftMs: number; bytes: number }

/** Ends requests whose body comes too slowly: they hold a connection, and what has been read of them. */
export function endStalledBodies(
  fastify: FastifyInstance,
  { patienceMs, lookEveryMs }: Patience = patience,
): void {
  const arriving = new Map<FastifyRequest, Arriving>()
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request
    if (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0) {
      arriving.set(request, { request, leftMs: patienceMs, bytes: request.raw.socket.bytesRead })
    }
    done()
  })
  fastify.addHook('onResponse', (request, _reply, done) => {
    arriving.delete(request)
    done()
  })
  let lookedAt = performance.now()
  const timer = setInterval(() => {
    const passedMs = performance.now() - lookedAt
    lookedAt += passedMs
    for (const body of arriving.values()) {
      if (body.request.raw.complete || body.request.raw.destroyed) arriving.delete(body.request)
      else if (isTooSlow(body, passedMs, patienceMs)) {
        arriving.delete(body.request)
        end(body.request)
      }
    }
  }, lookEveryMs).unref()
  fastify.addHook('onClose', () => clearInterval(timer))
}

function isTooSlow(body: Arriving, passedMs: number, patienceMs: number): boolean {
  const { bytesRead } = body.request.raw.socket
  const gainedMs = ((bytesRead - body.bytes) * 1000) / bytesPerSecondAtLeast
  body.bytes = bytesRead
  body.leftMs = Math.min(patienceMs, body.leftMs - passedMs + gainedMs)
  return body.leftMs <= 0
}

/** Past the framework: whoever reads the body waits for the rest of it, and learns by the closed connection. */
function end({ id, raw }: FastifyRequest): void {
  const problem = JSON.stringify({
    type: 'urn:catalytics:problem:invalid',
    title: 'The request is not right',
    status: 408,
    code: 'invalid',
    detail: 'The body stood still for half a minute, or came too slowly. Send it again.',
    request_id: id,
  })
  const lines = [
    'HTTP/1.1 408 Request Timeout',
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(problem)}`,
    'Connection: close',
  ]
  raw.socket.end(`${lines.join('\r\n')}\r\n\r\n${problem}`, () => raw.destroy())
}
