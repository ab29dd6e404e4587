import { connect } from 'node:net'
import { fastify, type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watched } from './outflow.ts'
import { openStanding } from './standing.ts'

const patienceMs = 700
const mebibyte = 1024 * 1024

let server: FastifyInstance
let port: number
let ended = Promise.withResolvers<void>()

async function* endless(): AsyncGenerator<Buffer> {
  try {
    for (;;) yield await Promise.resolve(Buffer.alloc(mebibyte))
  } finally {
    ended.resolve()
  }
}

beforeAll(async () => {
  server = fastify()
  const standing = openStanding(null, () => Promise.reject(new Error('nobody to ask')))
  server.get('/', async (_request, reply) => {
    const response = reply.hijack().raw
    try {
      for await (const slice of watched(endless(), standing, response, patienceMs))
        await new Promise<void>((resolve, reject) => {
          response.write(slice, (fault) => (fault ? reject(fault) : resolve()))
        })
    } catch {
      response.destroy()
    }
  })
  port = Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => server.close())

function reader() {
  ended = Promise.withResolvers()
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
  return socket
}

test('a reader who takes nothing for too long is let go, and what they held is free', async () => {
  const from = performance.now()
  const socket = reader().pause()

  await ended.promise

  expect(performance.now() - from).toBeGreaterThan(patienceMs / 2)
  expect(performance.now() - from).toBeLessThan(patienceMs + 30_000)
  socket.destroy()
})

test('one who takes enough is not', async () => {
  const socket = reader()
  let bytes = 0
  socket.on('data', (chunk) => (bytes += chunk.length))
  const first = await Promise.race([
    ended.promise.then(() => 'let go'),
    new Promise((resolve) => setTimeout(resolve, 3 * patienceMs, 'reads on')),
  ])

  expect(first).toBe('reads on')
  expect(bytes).toBeGreaterThan(mebibyte)
  socket.destroy()
  await ended.promise
})
