import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { atEnd } from '../../test/at-end.ts'
import { newPlace } from '../../test/build-app.ts'
import { startServer } from '../../test/server-process.ts'
import { connectionsAtMost } from './connections.ts'

test.each([
  [undefined, 10_000],
  [1_048_576, 10_000],
  [1024, 768],
  [256, 64],
])('of %s files that may be open, %i are connections at most', (files, connections) => {
  expect(connectionsAtMost(files)).toBe(connections)
})

test('whoever opens more connections than there can be keeps neither the operator nor the stores from their files', async () => {
  const place = await newPlace('alone')
  const server = await startServer(place, { openFiles: 512 })
  atEnd(() => server.kill())
  const { hostname, port } = new URL(server.url)

  const sockets = Array.from({ length: 700 }, () => connect({ host: hostname, port: Number(port) }))
  for (const socket of sockets) {
    socket.on('error', () => undefined)
    socket.on('connect', () => socket.write('GET /healthz HTTP/1.1\r\nX-Half: '))
  }
  await pause(1000)
  const asked = request({
    socketPath: join(place.dataDir, 'admin.sock'),
    method: 'POST',
    path: '/api/v1/contracts',
    headers: { 'content-type': 'application/json' },
  })
  asked.end(JSON.stringify({ name: 'Acme' }))
  const [answer] = await once(asked, 'response')
  const told = await text(answer)
  for (const socket of sockets) socket.destroy()

  expect([answer.statusCode, told]).toEqual([201, expect.stringContaining('"name":"Acme"')])
  // And whoever comes when they have gone is served.
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(200)
})
