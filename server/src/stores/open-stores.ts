import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError, OperatorError } from '../lib/errors.ts'
import type { Log } from '../lib/log.ts'
import { reasonOf } from '../lib/reason.ts'
import {
  connectDirectory,
  openDirectory,
  type Directory,
  type DirectoryTarget,
} from './directory/directory.ts'
import { closable } from './events/closable-store.ts'
import { startEngine, type Engine, type EngineOptions } from './events/engine/engine-process.ts'
import { connectEventStore, engineEventStore, type EventStore, type Opening } from './events/event-store.ts'
import { areStrangers, notOfThisInstallation, pair } from './pairing.ts'
import { expectedCounts } from './sequence/sequence.counts.ts'
import { excessInWords, findExcess, notOfThisDirectory } from './sequence/sequence.excess.ts'
import {
  acceptLosses,
  countTheUncounted,
  findLosses,
  howToRestore,
  lossesInWords,
  type Loss,
} from './sequence/sequence.losses.ts'

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

export type HowToOpen = {
  /** Goes on with what the event store holds, though the directory knows that it held more. */
  readonly acceptLoss?: boolean
  /** For a restore, which says by itself that the stores are not empty. */
  readonly toFill?: boolean
  /** One that runs, in place of one on the folder. */
  readonly engine?: Engine | undefined
}

/**
 * Opens both stores of an installation and brings their tables to this version. The folder must be ours.
 *
 * @throws AppError `damaged` when the event store lacks what the directory knows to have been stored, or holds
 *   what the directory cannot know, or is of another installation
 */
export async function openStores(place: StorePlace, log: Log, how: HowToOpen = {}): Promise<Stores> {
  const directory = await openDirectory(directoryTarget(place), log)
  try {
    const events = await openWholeEvents(place, directory, log, how)
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

/** Looks before anything is made or changed, so that what is left can still be put right by hand. */
async function openWholeEvents(
  place: StorePlace,
  directory: Directory,
  log: Log,
  { acceptLoss = false, toFill = false, engine }: HowToOpen,
): Promise<EventStore> {
  const hasRows = (await expectedCounts(directory.db)).some(({ rows }) => rows > 0)
  if (!acceptLoss && hasRows && place.clickhouseUrl === undefined && engine === undefined)
    requireTables(place)
  const restarted: { check?: () => Promise<void> } = {}
  const opened = await openEvents(place, log, { onRestart: () => void restarted.check?.() }, engine)
  try {
    await opened.look(async (found) => {
      const excess = toFill ? [] : await findExcess(directory, found)
      if (excess.length > 0) throw notOfThisDirectory(excessInWords(excess))
      if (!toFill && (await areStrangers(directory.db, found))) throw notOfThisInstallation()
      const losses = await findLosses(directory, found)
      if (losses.length > 0 && !acceptLoss) throw damagedBy(losses)
      if (losses.length > 0) log.error({ losses }, 'rows are lost; going on without them as asked')
    })
    const closing = closable(await opened.prepare())
    const { store } = closing
    await (acceptLoss ? acceptLosses(directory, store) : countTheUncounted(directory, store))
    if (!toFill) await pair(directory.db, store)
    restarted.check = async () => {
      try {
        const excess = await findExcess(directory, store)
        const losses = await findLosses(directory, store)
        if (await areStrangers(directory.db, store)) return closing.close(notOfThisInstallation())
        if (excess.length === 0 && losses.length === 0) return
        closing.close(excess.length > 0 ? notOfThisDirectory(excessInWords(excess)) : damagedBy(losses))
        log.error({ excess, losses }, 'the event store is damaged: nothing is served any more')
      } catch (error) {
        log.warn({ error: reasonOf(error) }, 'what the event store holds could not be compared')
      }
    }
    return store
  } catch (error) {
    await opened.close()
    throw error
  }
}

function damagedBy(losses: readonly Loss[]): AppError {
  return new OperatorError('damaged', `The event store is damaged: ${lossesInWords(losses)}. ${howToRestore}`)
}

/** @throws AppError `damaged` */
function requireTables(place: StorePlace): void {
  const file = join(eventsFolder(place), 'metadata', 'catalytics.sql')
  if (existsSync(file)) return
  throw new OperatorError(
    'damaged',
    `The event store is damaged: there is no ${file}, so no row of any contract can be found. ${howToRestore}`,
  )
}

export type FoundStores = {
  /** Rejects with the reason when there is none, or it cannot be opened; every call tells of the same store. */
  directory(): Promise<Directory>
  events(): Promise<EventStore>
  close(): Promise<void>
}

/** Both stores as they are found, for looking only: nothing is made, and no table is changed. */
export function findStores(place: StorePlace, log: Log, engine?: Engine): FoundStores {
  let directory: Promise<Directory> | undefined
  let events: Promise<EventStore> | undefined
  return {
    directory: () => (directory ??= findDirectory(place, log)),
    events: () => (events ??= findEvents(place, log, engine)),
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

async function findEvents(place: StorePlace, log: Log, engine?: Engine): Promise<EventStore> {
  if (place.clickhouseUrl === undefined && !existsSync(eventsFolder(place)))
    throw new Error(`there is no ${eventsFolder(place)}`)
  const opened = await openEvents(place, log, { asFound: true }, engine)
  return await opened.found()
}

type Opened = {
  /** Lends the store as it is; its tables may be missing. */
  look(work: (found: EventStore) => Promise<void>): Promise<void>
  /** The store as it is; closing it ends the engine that was started for it. */
  found(): Promise<EventStore>
  /** The store with the tables of this version; closing it ends the engine that was started for it. */
  prepare(): Promise<EventStore>
  close(): Promise<void>
}

type EngineUse = Pick<EngineOptions, 'asFound' | 'onRestart'>

async function openEvents(place: StorePlace, log: Log, use: EngineUse, lent?: Engine): Promise<Opened> {
  const { clickhouseUrl } = place
  const own =
    lent === undefined && clickhouseUrl === undefined
      ? await startEngine({ folder: eventsFolder(place), log, ...use })
      : undefined
  const engine = lent ?? own
  const connect = (how: Opening) =>
    engine === undefined ? connectEventStore(clickhouseUrl ?? '', log, how) : engineEventStore(engine, how)
  async function owning(how: Opening): Promise<EventStore> {
    const events = await connect(how)
    return {
      ...events,
      async close() {
        await events.close()
        await own?.stop()
      },
    }
  }
  return {
    async look(work) {
      const events = await connect({ asFound: true })
      try {
        await work(events)
      } catch (error) {
        throw clickhouseUrl === undefined ? error : withHost(error, new URL(clickhouseUrl).host)
      } finally {
        await events.close()
      }
    },
    found: () => owning({ asFound: true }),
    prepare: () => owning({}),
    close: async () => await own?.stop(),
  }
}

/** Which server it is that does not answer, and why. */
function withHost(error: unknown, host: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'unavailable') return error
  const message = `The event store at ${host} cannot be opened: ${reasonOf(error.cause ?? error)}`
  return new OperatorError('unavailable', message, { cause: error })
}

export function eventsFolder({ dataDir }: StorePlace): string {
  return join(dataDir, 'events')
}

function directoryTarget(place: StorePlace): DirectoryTarget {
  return place.databaseUrl === undefined
    ? { file: join(place.dataDir, 'directory.db') }
    : { url: place.databaseUrl }
}
