import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { freePort } from '../server/test/free-port.ts'

/** The product as its users run it: a process of its own on a folder of its own. */
export type Product = {
  readonly url: string
  readonly folder: string
  /** Makes a contract of its own and gives a token for it. */
  contract(name: string): Promise<string>
  /** Resident memory of the server process (without the engine), in MB. */
  memoryMb(): Promise<number>
  /** Stops, does something with the folder, starts again; resolves with the milliseconds until /readyz says yes. */
  restart(between: () => Promise<void>): Promise<number>
  stop(): Promise<void>
}

const named = z.object({ id: z.string() })
const credentials = z.object({ client_id: z.string(), password: z.string() })

const main = fileURLToPath(new URL('../server/src/main.ts', import.meta.url))

export async function startProduct(): Promise<Product> {
  const folder = await mkdtemp(join(tmpdir(), 'catalytics-bench-'))
  const url = `http://127.0.0.1:${await freePort()}`
  let server = await serve(folder, url)
  return {
    url,
    folder,
    async contract(name) {
      const { id } = named.parse(await command(folder, ['contract', 'create', '--name', name]))
      const scopes = ['--scope', 'events:write', '--scope', 'leads:read']
      const made = await command(folder, [
        'service-account',
        'create',
        '--name',
        name,
        '--contract',
        id,
        ...scopes,
      ])
      const account = credentials.parse(made)
      return await tokenFor(url, account.client_id, account.password)
    },
    memoryMb: () => memoryOf(server.pid),
    async restart(between) {
      await end(server)
      await between()
      const started = performance.now()
      server = await serve(folder, url)
      return performance.now() - started
    },
    async stop() {
      await end(server)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function serve(folder: string, url: string): Promise<ChildProcess> {
  const env = { ...process.env, DATA_DIR: folder, PORT: new URL(url).port, LOG_LEVEL: 'error' }
  const child = fork(main, ['serve'], {
    env,
    execArgv: ['--max-semi-space-size=16'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    )
    if (ready) return child
    if (child.exitCode !== null) throw new Error('the server did not start')
    await pause(20)
  }
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  await exited
}

async function command(folder: string, args: readonly string[]): Promise<unknown> {
  const child = fork(main, [...args, '--json', '--data', folder], {
    execArgv: [],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  let text = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  const [code] = z
    .tuple([z.number().nullable()])
    .rest(z.unknown())
    .parse(await once(child, 'close'))
  if (code !== 0) throw new Error(`${args.join(' ')} failed`)
  return JSON.parse(text)
}

async function tokenFor(url: string, clientId: string, password: string): Promise<string> {
  const answer = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${password}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  })
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token
}

async function memoryOf(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
}
