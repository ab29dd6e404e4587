import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Log } from '../lib/log.ts'
import {
  connectDirectory,
  openDirectory,
  type Directory,
  type DirectoryTarget,
} from './directory/directory.ts'
import { startEngine } from './events/engine/engine-process.ts'
import { connectEventStore, engineEventStore, type EventStore, type Opening } from './events/event-store.ts'

/** Where an installation keeps its data: in its folder, but for the stores that have a URL. */
export type StorePlace = {
  readonly dataDir: string
  readonly databaseUrl: string | undefined
  readonly clickhouseUrl: string | undefined
}

export type Stores = {
  readonly directory: Directory
  readonly events: EventStore
  close(): Promise<void>
}

/** Opens both stores of an installation and brings their tables to this version. The folder must be ours. */
export async function openStores(place: StorePlace, log: Log): Promise<Stores> {
  const directory = await openDirectory(directoryTarget(place), log)
  try {
    const events = await openEvents(place, log)
    return {
      directory,
      events,
      async close() {
        await events.close()
        await directory.close()
      },
    }
  } catch (error) {
    await directory.close()
    throw error
  }
}

export type FoundStores = {
  /** Rejects with the reason when there is none, or it cannot be opened; every call tells of the same store. */
  directory(): Promise<Directory>
  events(): Promise<EventStore>
  close(): Promise<void>
}

/** Both stores as they are found, for looking only: nothing is made, and no table is changed. */
export function findStores(place: StorePlace, log: Log): FoundStores {
  let directory: Promise<Directory> | undefined
  let events: Promise<EventStore> | undefined
  return {
    directory: () => (directory ??= findDirectory(place, log)),
    events: () => (events ??= findEvents(place, log)),
    async close() {
      for (const store of await Promise.allSettled([events, directory])) {
        if (store.status === 'fulfilled') await store.value?.close()
      }
    },
  }
}

async function findDirectory(place: StorePlace, log: Log): Promise<Directory> {
  const target = directoryTarget(place)
  if ('file' in target && !existsSync(target.file)) throw new Error(`there is no ${target.file}`)
  return connectDirectory(target, log)
}

async function findEvents(place: StorePlace, log: Log): Promise<EventStore> {
  if (place.clickhouseUrl === undefined && !existsSync(eventsFolder(place)))
    throw new Error(`there is no ${eventsFolder(place)}`)
  return await openEvents(place, log, { asFound: true })
}

async function openEvents(place: StorePlace, log: Log, how: Opening = {}): Promise<EventStore> {
  if (place.clickhouseUrl !== undefined) {
    return await connectEventStore(place.clickhouseUrl, log, how)
  }
  const engine = await startEngine({ folder: eventsFolder(place), log })
  try {
    const events = await engineEventStore(engine, how)
    return {
      ...events,
      async close() {
        await events.close()
        await engine.stop()
      },
    }
  } catch (error) {
    await engine.stop()
    throw error
  }
}

export function eventsFolder({ dataDir }: StorePlace): string {
  return join(dataDir, 'events')
}

function directoryTarget(place: StorePlace): DirectoryTarget {
  return place.databaseUrl === undefined
    ? { file: join(place.dataDir, 'directory.db') }
    : { url: place.databaseUrl }
}
