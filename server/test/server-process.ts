import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Place } from './build-app.ts'

/** `catalytics serve` as a process of its own, for tests that kill it. */
export type ServerProcess = {
  readonly url: string
  /** Ends it as a power cut would: no handler runs. Its engine child goes with it. */
  kill(): Promise<void>
  /** Asks it to stop and waits; answers the exit status. */
  stop(): Promise<number | null>
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

type Options = {
  /** How many files and connections it may have open (RLIMIT_NOFILE). */
  readonly openFiles?: number
}

/** Resolves when the server listens. Whoever calls this ends it. */
export async function startServer(place: Place, { openFiles }: Options = {}): Promise<ServerProcess> {
  const serve = [main, 'serve', '--roles', 'web,ingest,jobs']
  const limit = [`--nofile=${openFiles}:${openFiles}`, process.execPath, ...serve]
  const [program, args] = openFiles === undefined ? [process.execPath, serve] : ['prlimit', limit]
  const child = spawn(program, args, {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      LOG_LEVEL: 'silent',
      DATA_DIR: place.dataDir,
      DATABASE_URL: place.databaseUrl,
      CLICKHOUSE_URL: place.clickhouseUrl,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = once(child, 'exit')
  let told = ''
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
    const [, url] = /serves (http:\S+)/.exec(told) ?? []
    if (url !== undefined) resolve(url)
  })
  // Its last words may come after its exit.
  child.once('close', (code, signal) =>
    reject(new Error(`the server ended (${signal ?? String(code)}): ${told}`)),
  )
  return {
    url: await promise,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      await exited
      return child.exitCode
    },
  }
}
