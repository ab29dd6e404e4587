import { connect, createServer, type Socket } from 'node:net'

/**
 * A line to a ClickHouse HTTP interface on which what belongs to an INSERT can be held up: on its way there, or its
 * answer on the way back. What was on its way arrives after {@link release}, even from a sender that has gone since.
 */
export type SlowLine = {
  /** The URL of the interface, by this line; credentials and path as they were. */
  readonly url: string
  /** @param pattern found in what is to be held; an INSERT into the events where absent */
  hold(what: 'requests' | 'answers', pattern?: RegExp): void
  /** How many connections something is held on. */
  held(): number
  /** Lets everything go that is held, and holds nothing more. Resolves with what the interface answered to it. */
  release(): Promise<string>
  close(): Promise<void>
}

// As it stands in the address of a request.
const intoEvents = /INSERT\+INTO\+events\+/

type Held = { readonly to: Socket; readonly chunks: Buffer[]; readonly upstream: Socket }

export async function openSlowLine(target: string): Promise<SlowLine> {
  const { hostname, port } = new URL(target)
  const lines = new Set<Socket>()
  let holding: 'requests' | 'answers' | undefined
  let wanted = intoEvents
  let kept: Held[] = []

  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
    const own: Partial<Record<'requests' | 'answers', Held>> = {}
    for (const socket of [client, upstream]) {
      lines.add(socket)
      socket.on('error', () => undefined)
      socket.once('close', () => lines.delete(socket))
    }
    client.on('data', (chunk) => {
      if (holding !== undefined && own[holding] === undefined && wanted.test(chunk.toString('latin1'))) {
        const held: Held = { to: holding === 'requests' ? upstream : client, chunks: [], upstream }
        own[holding] = held
        kept.push(held)
      }
      pass(toTarget(chunk), upstream, own.requests)
    })
    upstream.on('data', (chunk) => pass(chunk, client, own.answers))
    // A sender that goes does not take back what it has sent.
    client.on('end', () => own.requests ?? upstream.end())
    client.on('close', () => own.requests ?? upstream.destroy())
    upstream.on('end', () => client.end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port')
  const url = new URL(target)
  url.port = String(address.port)

  /** The interface answers to its own name only. */
  function toTarget(chunk: Buffer): Buffer {
    return Buffer.from(
      chunk.toString('latin1').replace(url.host, () => `${hostname}:${port}`),
      'latin1',
    )
  }

  function pass(chunk: Buffer, to: Socket, holds: Held | undefined): void {
    if (holds !== undefined && kept.includes(holds)) holds.chunks.push(chunk)
    else to.write(chunk)
  }

  return {
    url: url.href,
    hold(what, pattern = intoEvents) {
      holding = what
      wanted = pattern
    },
    held: () => kept.length,
    async release() {
      holding = undefined
      const released = kept
      kept = []
      return (await Promise.all(released.map(letGo))).join('\n')
    },
    async close() {
      for (const socket of lines) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function letGo({ to, chunks, upstream }: Held): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>()
  if (to === upstream) upstream.once('data', (answer) => resolve(answer.toString('latin1')))
  else resolve('')
  for (const chunk of chunks) to.write(chunk)
  return await promise
}
