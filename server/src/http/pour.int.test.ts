import { fastify, type FastifyInstance } from 'fastify'
import { afterEach, expect, test } from 'vitest'
import { pour } from './pour.ts'
import { openStanding } from './standing.ts'

/** Of somebody who needs no credentials. */
const standing = openStanding(null, () => Promise.reject(new Error('nobody to ask')))

const opened: FastifyInstance[] = []
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close()
})

async function serve(pieces: () => AsyncIterable<Buffer>): Promise<string> {
  const server = fastify()
  opened.push(server)
  server.get('/', async (_request, reply) => {
    void reply.headers({ 'content-type': 'text/plain', 'x-some': 'thing' })
    await pour(reply, pieces(), standing)
  })
  return await server.listen({ port: 0, host: '127.0.0.1' })
}

const mebibyte = 1024 * 1024

/** So many pieces, all in the same memory: each has its number as every byte. */
async function* sameMemory(count: number): AsyncGenerator<Buffer> {
  const memory = Buffer.alloc(mebibyte)
  for (let number = 0; number < count; number += 1) yield await Promise.resolve(memory.fill(number))
}

test('a piece has left before the next is asked for, with the headers that were set', async () => {
  const answer = await fetch(await serve(() => sameMemory(40)))

  const bytes = Buffer.from(await answer.arrayBuffer())

  expect(answer.headers.get('x-some')).toBe('thing')
  expect(bytes.length).toBe(40 * mebibyte)
  const wrong = Array.from({ length: 40 }, (_, number) => number).filter(
    (number) => !bytes.subarray(number * mebibyte, (number + 1) * mebibyte).every((byte) => byte === number),
  )
  expect(wrong).toEqual([])
})

test('a failure breaks the answer off', async () => {
  const answer = await fetch(
    await serve(async function* () {
      yield await Promise.resolve(Buffer.from('half'))
      throw new Error('the other half is lost')
    }),
  )

  await expect(answer.text()).rejects.toThrow('terminated')
})

test('a reader who leaves ends the loop over the pieces', async () => {
  const ended = Promise.withResolvers<string>()
  const url = await serve(async function* () {
    try {
      yield* sameMemory(10_000)
    } finally {
      ended.resolve('ended')
    }
  })
  const stop = new AbortController()
  const answer = await fetch(url, { signal: stop.signal })
  await answer.body?.getReader().read()

  stop.abort()

  expect(await ended.promise).toBe('ended')
})
