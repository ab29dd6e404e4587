import { connect } from 'node:net'

/** What came back, as far as measuring it needs. */
export type Drained = { readonly bytes: number; readonly lines: number; readonly ms: number }

const lineFeed = 10
const bufferBytes = 256 * 1024

/**
 * Sends a request and reads the answer into one piece of memory, over and over: costs the measuring side as little as
 * can be, so that what is measured is whoever answers.
 *
 * @param options.into where the answer is copied, head and all, for who looks at it afterwards
 */
export async function drain(
  url: string,
  head: readonly string[],
  { body = '', into }: { readonly body?: string; readonly into?: Buffer } = {},
): Promise<Drained> {
  const { hostname, port, host } = new URL(url)
  const { promise, resolve, reject } = Promise.withResolvers<Drained>()
  const started = performance.now()
  let bytes = 0
  let lines = 0
  let status = ''
  const socket = connect({
    host: hostname,
    port: Number(port),
    onread: {
      buffer: Buffer.allocUnsafeSlow(bufferBytes),
      callback(length, buffer) {
        if (status === '') status = Buffer.from(buffer.subarray(9, 12)).toString('latin1')
        into?.set(buffer.subarray(0, length), bytes)
        bytes += length
        for (let at = buffer.indexOf(lineFeed); at >= 0 && at < length; at = buffer.indexOf(lineFeed, at + 1))
          lines += 1
        return true
      },
    },
  })
  socket.once('error', reject)
  socket.once('end', () => {
    if (status === '200') resolve({ bytes, lines, ms: performance.now() - started })
    else reject(new Error(`the answer is ${status}`))
    socket.destroy()
  })
  const fields = [`host: ${host}`, 'connection: close', `content-length: ${Buffer.byteLength(body)}`]
  socket.write([...head.slice(0, 1), ...fields, ...head.slice(1), '', body].join('\r\n'))
  return await promise
}
