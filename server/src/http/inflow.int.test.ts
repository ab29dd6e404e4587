import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fastify, type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { problem } from '@catalytics/contract/errors.ts'
import { endStalledBodies } from './inflow.ts'

const patienceMs = 600

let server: FastifyInstance
let port: number
let taken: unknown[] = []
beforeAll(async () => {
  server = fastify()
  endStalledBodies(server, { patienceMs, lookEveryMs: 100 })
  server.post('/', (request) => {
    taken.push(request.body)
    return { ok: true }
  })
  port = Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => server.close())

/** Sends a JSON text of this many characters: its head at once, its pieces with pauses between. */
async function send(length: number, pieces: readonly number[], pauseMs: number) {
  const text = JSON.stringify('x'.repeat(length - 2))
  const socket = connect({ host: '127.0.0.1', port })
  const from = performance.now()
  let answer = ''
  socket.on('data', (chunk) => (answer += chunk.toString()))
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  const head = `Host: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${text.length}`
  socket.write(`POST / HTTP/1.1\r\n${head}\r\n\r\n`)
  let at = 0
  for (const piece of pieces) {
    if (socket.destroyed) break
    socket.write(text.slice(at, at + piece))
    at += piece
    await pause(pauseMs)
  }
  await closed
  return { answer, ms: performance.now() - from }
}

test('a body that stands still is ended in time, with words', async () => {
  taken = []
  const { answer, ms } = await send(1000, [10], 0)

  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(answer).toContain('Connection: close')
  expect(problem.parse(JSON.parse(answer.split('\r\n\r\n')[1] ?? ''))).toMatchObject({ status: 408 })
  expect(ms).toBeGreaterThan(patienceMs / 2)
  expect(ms).toBeLessThan(patienceMs + 30_000)
  expect(taken).toEqual([])
})

test('one that drips is ended while it does, not when it stops', async () => {
  taken = []
  const { answer } = await send(
    1000,
    Array.from({ length: 100 }, () => 10),
    100,
  )

  expect(answer).toMatch(/^HTTP\/1\.1 408 /)
  expect(taken).toEqual([])
})

test('a slow one that goes on is taken', async () => {
  taken = []
  const { answer } = await send(
    40_000,
    Array.from({ length: 20 }, () => 2000),
    100,
  )

  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(taken).toHaveLength(1)
})
