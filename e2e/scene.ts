import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { WireEvent } from '@catalytics/contract/events.ts'
import { leadAction } from '@catalytics/contract/leads.ts'
import { freePort } from '../server/test/free-port.ts'
import { openClient, type Client } from './client.ts'
import { openFeedReader, readFeedFile, type FeedState } from './feed-reader.ts'
import { isAlive, makeAccount, startServer, until, type Place, type ServerProcess } from './server-process.ts'

/** A server on a folder of its own, for tests that do something to it; each has a contract of its own. */
export type Scene = {
  readonly folder: string
  readonly place: Place
  /** Of the contract that was made last. */
  readonly client: Client
  /** Makes a contract, of which the rest tells from then on; starts the server where it has ended. */
  newContract(): Promise<void>
  /** The server that runs now, or ran last. */
  server(): ServerProcess
  /** Starts the next server on the same folder and port. */
  restart(): Promise<void>
  /** The engine child's process id; waits for a child that is being started. @param after the id of one that is dying */
  enginePid(after?: number): Promise<number>
  /** What the export holds now: action ids in their order, with their numbers. */
  exported(): Promise<readonly { readonly id: string; readonly seq: number }[]>
  /** What a reader of the feed holds who has followed from the beginning and reads to the end now. */
  followed(): Promise<FeedState>
  close(): Promise<void>
}

/** @param options.data the data folder, where it is not to be one that is made for the scene */
export async function openScene(options: { readonly data?: string } = {}): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-e2e-'))
  const data = options.data ?? join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const place: Place = { folder: data, port: await freePort() }
  let server = await startServer(place)
  let contracts = 0
  let client: Client | undefined

  async function newClient(): Promise<Client> {
    contracts += 1
    return openClient([server.url], await makeAccount(place, `Contract ${contracts}`))
  }

  function current(): Client {
    if (client === undefined) throw new Error('the scene has no contract yet: call newContract()')
    return client
  }

  async function restart(): Promise<void> {
    server = await startServer(place)
  }

  return {
    folder,
    place,
    get client() {
      return current()
    },
    async newContract() {
      if (!isAlive(server.pid)) await restart()
      client = await newClient()
    },
    server: () => server,
    restart,
    async enginePid(after) {
      let found: number | undefined
      await until(60_000, 'an engine child', () => {
        found = server.enginePid()
        return found !== undefined && found !== after
      })
      return found ?? 0
    },
    async exported() {
      const reply = await current().getSoon('/api/v1/lead-actions?format=ndjson')
      const lines = reply.text.split('\n').filter((line) => line !== '')
      return lines.map((line) => {
        const { action_id: id, seq } = leadAction.parse(JSON.parse(line))
        return { id, seq }
      })
    },
    async followed() {
      const file = join(folder, `feed-${contracts}.ndjson`)
      await openFeedReader(current(), file, 1000).catchUp()
      return readFeedFile(file)
    },
    async close() {
      await server.remove()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

let made = 0

/** An event of its own id, of the person where one is given. */
export function newEvent(person?: WireEvent['person']): WireEvent {
  made += 1
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`,
    type: 'cad_download',
    at: new Date(Date.UTC(2025, 5, 1) + made * 1000).toISOString(),
    catalog: 'valves',
    channel: { kind: 'network', key: 'partnet' },
    format: 'STEP AP214',
    ...(person === undefined ? {} : { person }),
  }
}

/** As {@link newEvent}, of somebody who has agreed. */
export function leadEvent(email: string, company?: string): WireEvent {
  return newEvent({
    email,
    ...(company === undefined ? {} : { company }),
    consent: { manufacturer: true, at: '2025-01-01T00:00:00Z' },
  })
}

export function idsOf(rows: readonly { readonly id?: string | undefined }[]): readonly string[] {
  return rows.map(({ id }) => id ?? '')
}
