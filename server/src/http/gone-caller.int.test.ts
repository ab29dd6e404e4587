import { connect } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { noCallers } from '../../test/no-callers.ts'
import { openHttp, type Http } from './server.ts'

let http: Http
let port: number
let asked = 0
const lines: string[] = []
beforeAll(async () => {
  http = await openHttp({
    log: pino({ level: 'error' }, { write: (line: string) => void lines.push(line) }),
    trustedProxies: [],
    filesFolder: '/',
    publicUrl: 'https://leads.acme.example',
    callers: {
      ...noCallers,
      async service(_credentials, { address }) {
        asked += 1
        expect(address.length).toBeGreaterThan(0)
        throw new Error('nobody')
      },
    },
  })
  http.api.get('/', { config: { access: { kind: 'service', scope: null, basic: true } } }, () => 'hello')
  port = Number(new URL(await http.api.listen({ port: 0, host: '127.0.0.1' })).port)
})
afterAll(() => http.close())

test('whoever has gone before they are looked at is nobody, and no fault of ours', async () => {
  http.api.server.prependOnceListener('request', ({ socket }) => void socket.destroy())
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.write('GET / HTTP/1.1\r\nHost: x\r\nAuthorization: Basic YTpi\r\n\r\n')
  await closed

  expect(asked).toBe(0)
  expect(lines).toEqual([])
})
