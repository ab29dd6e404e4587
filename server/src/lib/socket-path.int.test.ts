import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reachablePath } from './socket-path.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catalytics-socket-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('a short path stays as it is', () => {
  const reach = reachablePath('/data/admin.sock')

  expect(reach.path).toBe('/data/admin.sock')
  reach.close()
})

test.each([
  ['long', 'a'.repeat(80)],
  ['long in bytes, not in characters', 'ä'.repeat(60)],
])('a socket can be made and reached in a folder whose path is %s', async (_how, name) => {
  const deep = join(folder, name, name)
  mkdirSync(deep, { recursive: true })
  const path = join(deep, 'admin.sock')
  const there = reachablePath(path)
  const server = createServer((socket) => socket.end('hello'))
  server.listen(there.path)
  await once(server, 'listening')

  const here = reachablePath(path)
  const socket = connect(here.path)
  const [said] = await once(socket, 'data')

  expect(String(said)).toBe('hello')
  expect(Buffer.byteLength(path)).toBeGreaterThan(107)
  here.close()
  server.close()
  await once(server, 'close')
  there.close()
})

test('no handle stays open', () => {
  const before = openHandles()
  const deep = join(folder, 'b'.repeat(100))
  mkdirSync(deep)

  for (let n = 0; n < 50; n += 1) reachablePath(join(deep, 'admin.sock')).close()

  expect(openHandles()).toBe(before)
})

function openHandles(): number {
  return readdirSync('/proc/self/fd').length
}
