import { ClickHouseError } from '@clickhouse/client'
import { sql } from 'kysely'
import {
  checkNames,
  type CheckName,
  type Examination,
  type Finding,
} from '@catalytics/contract/installation.ts'
import { AppError } from '../../lib/errors.ts'
import { reasonOf } from '../../lib/reason.ts'
import type { Directory } from '../directory/directory.ts'
import { isDirectoryDamage } from '../directory/error-mapping-driver.ts'
import { asInSource } from '../events/engine/linked-copy.ts'
import type { EventStore } from '../events/event-store.ts'
import { eventsFolder, type StorePlace } from '../open-stores.ts'
import type { Sealings } from '../own-key.ts'
import { checkActivity } from './activity-checks.ts'
import { firstSentence, type Diagnosis } from './diagnosis.ts'
import { checkDirectory, checkMigrations } from './directory-checks.ts'
import { checkEventIds, checkEventStore, checkPeople, checkSequences } from './event-checks.ts'
import { checkDataFolder, checkDisk, checkExportFiles } from './folder-checks.ts'
import { checkMail, type MailPlace } from './mail-check.ts'
import { checkNode, checkSettings } from './process-checks.ts'
import { checkRows } from './row-checks.ts'
import { checkSecrets } from './secret-checks.ts'

/** An installation, running or not, as `doctor` meets it. */
export type Installation = {
  readonly place: StorePlace
  /** Rejects with the reason when the store cannot be opened. */
  readonly directory: () => Promise<Directory>
  readonly events: () => Promise<EventStore>
  readonly mail: MailPlace | undefined
  /** By which texts in the directory store are sealed; undefined: there is no key yet. Throws the reason when it is none. */
  readonly sealings: () => Sealings | undefined
  readonly now: Date
}

const checks: Readonly<Record<CheckName, (installation: Installation) => Promise<Diagnosis>>> = {
  settings: ({ place }) => Promise.resolve(checkSettings(place)),
  node: () => Promise.resolve(checkNode(process.versions.node)),
  disk: ({ place }) => checkDisk(place),
  data_folder: ({ place }) => checkDataFolder(place),
  directory: async (installation) => checkDirectory(installation.place, await installation.directory()),
  rows: async (installation) => checkRows(await directoryOf(installation)),
  migrations: async (installation) =>
    checkMigrations(await directoryOf(installation), await eventsOf(installation)),
  event_store: async (installation) => checkEventStore(installation.place, await installation.events()),
  sequences: async (installation) =>
    checkSequences(await directoryOf(installation), await eventsOf(installation), installation.now),
  event_ids: async (installation) => checkEventIds(await eventsOf(installation)),
  people: async (installation) => checkPeople(await directoryOf(installation), await eventsOf(installation)),
  activity: async (installation) => checkActivity(await directoryOf(installation)),
  secrets: async (installation) => checkSecrets(await directoryOf(installation), installation.sealings()),
  export_files: async (installation) =>
    checkExportFiles(installation.place, await directoryOf(installation), installation.now),
  mail: ({ mail }) => checkMail(mail),
}

/** Looks at everything, one check after the other, and changes nothing. */
export async function examine(installation: Installation): Promise<Examination> {
  const findings: Finding[] = []
  const failures = new Map<CheckName, StoreFailure>()
  for (const check of checkNames) {
    const found = await look(check, installation)
    if (found instanceof StoreFailure) failures.set(check, found)
    findings.push(found instanceof StoreFailure ? ofStore(check, found) : found)
  }
  const unsound = new Set(findings.flatMap(({ check, status }) => (status === 'problem' ? [check] : [])))
  const told = findings
    .map((finding) => {
      const failure = failures.get(finding.check)
      const isFollowUp =
        failure !== undefined && failure.store !== finding.check && unsound.has(failure.store)
      return isFollowUp ? notChecked(finding.check, failure) : finding
    })
    .map((finding) => withOwnPaths(installation.place, finding))
  return { healthy: told.every((finding) => finding.status === 'ok'), findings: told }
}

async function look(check: CheckName, installation: Installation): Promise<Finding | StoreFailure> {
  try {
    const { detail, todo } = await checks[check](installation)
    return { check, status: todo === undefined ? 'ok' : 'problem', detail, todo: todo ?? null }
  } catch (error) {
    const failure = storeFailure(error)
    if (failure !== undefined) return failure
    const behind = error instanceof AppError && error.cause instanceof Error ? [reasonOf(error.cause)] : []
    const detail = [reasonOf(error), ...behind].join(' ')
    return { check, status: 'problem', detail, todo: todoOf[check] ?? anyFault }
  }
}

const anyFault = 'The check itself failed. Run it again; if it fails again, look into the log of the server.'
const todoOf: Readonly<Partial<Record<CheckName, string>>> = {
  directory: 'Check the data folder or DATABASE_URL; if the file is damaged, restore the last backup.',
  secrets: 'Until there is a key that will do, ./catalytics serve does not start.',
  event_store: 'Check the data folder or CLICKHOUSE_URL; if its files are damaged, restore the last backup.',
}

/** A store could not be asked. It has a check of its own, which tells why and what to do. */
class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  readonly store: 'directory' | 'event_store'
  readonly isDamage: boolean
  constructor(store: StoreFailure['store'], isDamage: boolean, cause: unknown) {
    super(firstSentence(reasonOf(cause)), { cause })
    this.store = store
    this.isDamage = isDamage
  }
}

const howToReplace =
  'Stop the server, keep a copy of the stores, and restore the last backup into a new data folder (./catalytics restore FILE --data FOLDER).'

const storeNames = { directory: 'directory store', event_store: 'event store' } as const

/** What a store says is damaged; what callers of the API are told of it would send the operator here. */
function storeFailure(error: unknown): StoreFailure | undefined {
  if (error instanceof StoreFailure) return error
  if (isDirectoryDamage(error)) return new StoreFailure('directory', true, error)
  if (!(error instanceof AppError)) return undefined
  const { cause } = error
  if (cause instanceof ClickHouseError)
    return new StoreFailure('event_store', error.code === 'damaged', cause)
  return isDirectoryDamage(cause) ? new StoreFailure('directory', true, cause) : undefined
}

function ofStore(check: CheckName, failure: StoreFailure): Finding {
  const { store, isDamage, message } = failure
  const state = isDamage ? 'is damaged' : 'cannot be used'
  return {
    check,
    status: 'problem',
    detail: `the ${storeNames[store]} ${state}: ${message}`,
    todo: isDamage ? howToReplace : (todoOf[store] ?? anyFault),
  }
}

function notChecked(check: CheckName, { store, isDamage }: StoreFailure): Finding {
  const state = isDamage ? 'is damaged' : 'cannot be used'
  const detail = `not checked, because the ${storeNames[store]} ${state} (see ${store})`
  return { check, status: 'skipped', detail, todo: null }
}

/** An engine that looked at a copy of the folder tells of the copy. */
function withOwnPaths(place: StorePlace, { detail, todo, ...rest }: Finding): Finding {
  const own = (text: string) =>
    place.clickhouseUrl === undefined ? asInSource(text, eventsFolder(place)) : text
  return { ...rest, detail: own(detail), todo: todo === null ? null : own(todo) }
}

async function directoryOf(installation: Installation): Promise<Directory> {
  try {
    const directory = await installation.directory()
    await sql`SELECT 1`.execute(directory.db)
    return directory
  } catch (cause) {
    throw storeFailure(cause) ?? new StoreFailure('directory', false, cause)
  }
}

async function eventsOf(installation: Installation): Promise<EventStore> {
  try {
    const events = await installation.events()
    await events.rows('SELECT 1', {})
    return events
  } catch (cause) {
    throw storeFailure(cause) ?? new StoreFailure('event_store', false, cause)
  }
}
