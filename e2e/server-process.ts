import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { contract } from '@catalytics/contract/contracts.ts'
import { serviceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'
import { connectAdmin } from '../server/src/cli/admin-client.ts'
import { descendantsOf, killAll, remaining } from '../tools/processes.ts'

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
  /** Ends the process at once and waits until it has gone. Its engine child needs a moment more. */
  kill(): Promise<void>
  /** Ends the process and its children, for when a test is over. */
  remove(): Promise<void>
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

/** Starts a server without waiting for it. */
export function spawnServer(place: Place): ServerProcess {
  const child = spawn(process.execPath, [main, 'serve'], {
    env: environment(place),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log = `${log}${text}`.slice(-keptLog)))
  const { promise: ended, resolve } = Promise.withResolvers<Ending>()
  child.once('close', (code, signal) => resolve({ code, signal, at: performance.now() }))
  const { pid } = child
  if (pid === undefined) throw new Error(`${process.execPath} could not be started`)
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
    async remove() {
      const all = descendantsOf(pid)
      child.kill('SIGKILL')
      killAll(all)
      await ended
      await remaining(5000, () => all.filter((one) => isAlive(one.pid)))
    },
    log: () => log,
  }
}

/** Starts a server and resolves when it serves. Rejects with its own words when it does not come to that. */
export async function startServer(place: Place): Promise<ServerProcess> {
  const server = spawnServer(place)
  const ended = server.ended.then(({ code, signal }) => {
    throw new Error(`the server ended (${signal ?? code})`)
  })
  try {
    await Promise.race([ready(server), ended])
    ended.catch(() => undefined)
    return server
  } catch (cause) {
    await server.remove()
    throw new Error(`no server on ${place.folder}; it said:\n${server.log()}`, { cause })
  }
}

async function ready(server: ServerProcess): Promise<void> {
  await until(180_000, 'the server to serve', async () => {
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

/** Whether the process runs; one that has ended and that nobody has asked about yet (a zombie) does not. */
export function isAlive(pid: number): boolean {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))
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
