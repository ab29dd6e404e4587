import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { contract } from '@catalytics/contract/contracts.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { descendantsOf } from '../tools/processes.ts'

/** The product as an operator starts it: `catalytics serve` in a process of its own. */
export type ServerProcess = {
  readonly url: string
  readonly pid: number
  /** The engine child's process id; undefined while there is none. */
  enginePid(): number | undefined
  /** Resolves when the process has ended, however it ended. */
  readonly ended: Promise<Ending>
  /** Sends a signal; SIGKILL is the `kill -9` of these tests. */
  signal(name: NodeJS.Signals): void
  /** Ends the process at once and waits until it has gone. */
  kill(): Promise<void>
  /** The last of what it wrote to standard error. */
  log(): string
}

export type Ending = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** When, on the clock of `performance.now()`. */
  readonly at: number
}

export type Place = {
  readonly folder: string
  readonly port: number
  /** Stores elsewhere, and whatever else the server reads from its environment. */
  readonly env?: Readonly<Record<string, string>>
}

const main = fileURLToPath(new URL('../server/src/main.ts', import.meta.url))
const keptLog = 40_000

/** Starts a server without waiting for it. `wrapper` is a command that starts it in its turn, by `exec`. */
export function spawnServer(place: Place, wrapper: readonly string[] = []): ServerProcess {
  const [command, ...rest] = [...wrapper, process.execPath, main, 'serve'] as const
  const child = spawn(command, rest, { env: environment(place), stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = `${log}${text}`.slice(-keptLog)))
  const { promise: ended, resolve } = Promise.withResolvers<Ending>()
  child.once('close', (code, signal) => resolve({ code, signal, at: performance.now() }))
  const { pid } = child
  if (pid === undefined) throw new Error(`${command} could not be started`)
  return {
    url: `http://127.0.0.1:${place.port}`,
    pid,
    enginePid: () => descendantsOf(pid).find(({ command: line }) => line.includes('engine-child.ts'))?.pid,
    ended,
    signal: (name) => void child.kill(name),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
    log: () => log,
  }
}

/** Starts a server and resolves when it serves. Rejects with its own words when it ends instead. */
export async function startServer(place: Place, wrapper: readonly string[] = []): Promise<ServerProcess> {
  const server = spawnServer(place, wrapper)
  const ended = server.ended.then(({ code, signal }) => {
    throw new Error(`the server ended (${signal ?? code}):\n${server.log()}`)
  })
  await Promise.race([ready(server, 30_000), ended])
  ended.catch(() => undefined)
  return server
}

async function ready(server: ServerProcess, limitMs: number): Promise<void> {
  await until(limitMs, `the server to serve; it said:\n${server.log()}`, async () => {
    const answer = await fetch(`${server.url}/readyz`).catch(() => undefined)
    await answer?.body?.cancel()
    return answer?.status === 200
  })
}

/** Looks again every few milliseconds until it is so. */
export async function until(
  limitMs: number,
  what: string,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  const from = performance.now()
  while (!(await isSo())) {
    if (performance.now() - from > limitMs) throw new Error(`waited ${limitMs} ms in vain for ${what}`)
    await delay(20)
  }
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** A contract of its own and a service account that may send events and pull leads. */
export type Account = {
  readonly contract: string
  readonly clientId: string
  readonly password: string
}

/** Makes them as the operator's commands do: over the socket in the data folder of a server that runs. */
export async function makeAccount(place: Place, name = 'Crash test'): Promise<Account> {
  const operator = await connectAdmin(place.folder)
  if (operator === undefined) throw new Error('no server runs on this folder')
  const made = contract.parse(await operator.call('POST', '/api/v1/contracts', { name }))
  const account = serviceAccountWithPassword.parse(
    await operator.call('POST', `/api/v1/contracts/${made.id}/service-accounts`, {
      name: 'machine',
      scopes: ['leads:read', 'events:write'],
    }),
  )
  return { contract: made.id, clientId: account.client_id, password: account.password }
}

function environment({ folder, port, env }: Place): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    DATA_DIR: folder,
    HOST: '127.0.0.1',
    PORT: String(port),
    LOG_LEVEL: 'info',
    ...env,
  }
}

/** A port on which nobody listens now; the same one for all servers that follow each other on a folder. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', resolve)
  })
  const address = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  if (address === null || typeof address === 'string') throw new TypeError('a TCP server without a port')
  return address.port
}
