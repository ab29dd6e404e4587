import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { openLog } from '../server/src/lib/log.ts'
import { startEngine, type Engine } from '../server/src/stores/events/engine/engine-process.ts'
import { freePort } from '../server/test/free-port.ts'
import { startServer, until, type Ending, type Place, type ServerProcess } from './server-process.ts'

/** An installation that is under way, and the ways in which it can be hit. */
export type Site = {
  readonly place: Place
  /** Of its servers; clients go to any. */
  readonly urls: readonly string[]
  /** One round of blows; each resolves when what it hit has been started again. */
  readonly blows: readonly { readonly name: string; readonly strike: () => Promise<void> }[]
  /** Asks the servers to stop and waits; the stores are there until `close`. */
  stop(): Promise<readonly Ending[]>
  close(): Promise<void>
}

/** The default: one process, one folder, an engine child. */
export async function oneServer(folder: string): Promise<Site> {
  const place: Place = { folder: join(folder, 'data'), port: await freePort() }
  mkdirSync(place.folder)
  const server = await reviving(place)
  return {
    place,
    urls: [server.url],
    blows: [
      { name: 'kill -9 of the server', strike: () => server.killAndStart() },
      { name: 'kill -9 of the engine child', strike: () => killEngine(() => server.now().enginePid()) },
    ],
    stop: async () => [await server.stop()],
    close: () => server.now().remove(),
  }
}

/** What grows: two servers on PostgreSQL and on an event store that outlives them. */
export async function twoServers(folder: string, databaseUrl: string): Promise<Site> {
  const data = join(folder, 'data')
  mkdirSync(data)
  const engine = await startEngine({ folder: join(folder, 'engine'), log: openLog('silent') })
  const env = { DATABASE_URL: databaseUrl, CLICKHOUSE_URL: writerUrl(engine) }
  const places = [
    { folder: data, port: await freePort(), env },
    { folder: data, port: await freePort(), env },
  ] as const
  const servers = [await reviving(places[0]), await reviving(places[1])] as const
  return {
    place: places[0],
    urls: servers.map(({ url }) => url),
    blows: [
      { name: 'kill -9 of the first server', strike: () => servers[0].killAndStart() },
      { name: 'kill -9 of the second server', strike: () => servers[1].killAndStart() },
      { name: 'kill -9 of the event store', strike: () => killEngine(() => engine.pid()) },
    ],
    stop: () => Promise.all(servers.map((server) => server.stop())),
    async close() {
      for (const server of servers) await server.now().remove()
      await engine.stop()
    },
  }
}

/** The URL by which a server reaches an engine as if it were ClickHouse. */
export function writerUrl(engine: Engine): string {
  return Object.assign(new URL(engine.url), engine.writer).href
}

type Reviving = {
  readonly url: string
  now(): ServerProcess
  killAndStart(): Promise<void>
  stop(): Promise<Ending>
}

async function reviving(place: Place): Promise<Reviving> {
  let server = await startServer(place)
  return {
    url: server.url,
    now: () => server,
    async killAndStart() {
      await server.kill()
      server = await startServer(place)
    },
    async stop() {
      server.signal('SIGTERM')
      return await server.ended
    },
  }
}

async function killEngine(find: () => number | undefined): Promise<void> {
  await until(60_000, 'an engine', () => find() !== undefined)
  const pid = find()
  if (pid !== undefined) process.kill(pid, 'SIGKILL')
}
