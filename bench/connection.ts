import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** One kept-open HTTP connection that costs the measuring side as little as can be. */
export type Connection = {
  /** Sends a request that was put together before; resolves with the status when the whole answer is in. */
  send(request: Buffer): Promise<number>
  close(): void
}

export async function openConnection(url: string): Promise<Connection> {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true })
  await once(socket, 'connect')
  let held: Buffer = Buffer.alloc(0)
  let waiting: { resolve: (status: number) => void; reject: (error: Error) => void } | undefined
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const end = held.indexOf('\r\n\r\n')
    if (end < 0) return
    const head = held.toString('latin1', 0, end)
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN)
    if (!Number.isFinite(length)) throw new TypeError('an answer without a length')
    if (held.length < end + 4 + length) return
    held = held.subarray(end + 4 + length)
    waiting?.resolve(Number(head.slice(9, 12)))
  })
  socket.on('error', (error) => waiting?.reject(error))
  return {
    send(request) {
      const { promise, resolve, reject } = Promise.withResolvers<number>()
      waiting = { resolve, reject }
      socket.write(request)
      return promise
    },
    close: () => socket.destroy(),
  }
}

/** A POST as bytes, ready to be sent many times or once. */
export function postRequest(url: string, path: string, token: string, body: string): Buffer {
  const { host } = new URL(url)
  const length = Buffer.byteLength(body)
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: ${host}\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`,
  )
}
