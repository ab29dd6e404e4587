import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Ports that the system hands out for nobody: those that it chooses itself, for a connection that leaves or for
 * `listen(0)`, begin at 32,768 (`net.ipv4.ip_local_port_range`). A port of theirs could be taken, between our look and
 * the server's start, by any connection of a test that runs beside.
 */
const lowest = 15_000
const highest = 32_000

/** A port on which nobody listens now, and which nobody is given by chance; good for servers that follow each other. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  return new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => probe.close(() => resolve(true)))
  })
}
