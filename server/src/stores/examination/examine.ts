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
import type { EventStore } from '../events/event-store.ts'
import type { StorePlace } from '../open-stores.ts'
import { checkActivity } from './activity-checks.ts'
import type { Diagnosis } from './diagnosis.ts'
import { checkDirectory, checkMigrations } from './directory-checks.ts'
import { checkEventIds, checkEventStore, checkPeople, checkSequences } from './event-checks.ts'
import { checkDataFolder, checkDisk, checkExportFiles } from './folder-checks.ts'
import { checkMail, type MailPlace } from './mail-check.ts'
import { checkNode, checkSettings } from './process-checks.ts'
import { checkSecrets, type Sealings } from './secret-checks.ts'

/** An installation, running or not, as `doctor` meets it. */
export type Patient = {
  readonly place: StorePlace
  /** Rejects with the reason when the store cannot be opened. */
  readonly directory: () => Promise<Directory>
  readonly events: () => Promise<EventStore>
  readonly mail: MailPlace | undefined
  /** By which texts in the directory store are sealed; undefined: there is no key yet. */
  readonly sealings: Sealings | undefined
  readonly now: Date
}

const checks: Readonly<Record<CheckName, (patient: Patient) => Promise<Diagnosis>>> = {
  settings: ({ place }) => Promise.resolve(checkSettings(place)),
  node: () => Promise.resolve(checkNode(process.versions.node)),
  disk: ({ place }) => checkDisk(place),
  data_folder: ({ place }) => checkDataFolder(place),
  directory: async (patient) => checkDirectory(patient.place, await patient.directory()),
  migrations: async (patient) => checkMigrations(await directoryOf(patient), await eventsOf(patient)),
  event_store: async (patient) => checkEventStore(patient.place, await patient.events()),
  sequences: async (patient) =>
    checkSequences(await directoryOf(patient), await eventsOf(patient), patient.now),
  event_ids: async (patient) => checkEventIds(await eventsOf(patient)),
  people: async (patient) => checkPeople(await directoryOf(patient), await eventsOf(patient)),
  activity: async (patient) => checkActivity(await directoryOf(patient)),
  secrets: async (patient) => checkSecrets(await directoryOf(patient), patient.sealings),
  export_files: async (patient) => checkExportFiles(patient.place, await directoryOf(patient), patient.now),
  mail: ({ mail }) => checkMail(mail),
}

/** Looks at everything, one check after the other, and changes nothing. */
export async function examine(patient: Patient): Promise<Examination> {
  const findings: Finding[] = []
  for (const check of checkNames) findings.push(await found(check, patient))
  return { healthy: findings.every((finding) => finding.status === 'ok'), findings }
}

async function found(check: CheckName, patient: Patient): Promise<Finding> {
  try {
    const { detail, todo } = await checks[check](patient)
    return { check, status: todo === undefined ? 'ok' : 'problem', detail, todo: todo ?? null }
  } catch (error) {
    if (error instanceof Unreachable) return { check, status: 'skipped', detail: error.message, todo: null }
    const behind = error instanceof AppError ? [reasonOf(error.cause)] : []
    const detail = [reasonOf(error), ...behind].join(' ')
    return { check, status: 'problem', detail, todo: todoOf[check] ?? anyFault }
  }
}

const anyFault = 'The check itself failed. Run it again; if it fails again, look into the log of the server.'
const todoOf: Readonly<Partial<Record<CheckName, string>>> = {
  directory: 'Check the data folder or DATABASE_URL; if the file is damaged, restore the last backup.',
  event_store: 'Check the data folder or CLICKHOUSE_URL; if its files are damaged, restore the last backup.',
}

/** The store has a check of its own, which tells why. */
class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

async function directoryOf(patient: Patient): Promise<Directory> {
  try {
    const directory = await patient.directory()
    await sql`SELECT 1`.execute(directory.db)
    return directory
  } catch (cause) {
    throw new Unreachable('The directory store could not be reached.', { cause })
  }
}

async function eventsOf(patient: Patient): Promise<EventStore> {
  try {
    const events = await patient.events()
    await events.rows('SELECT 1', {})
    return events
  } catch (cause) {
    throw new Unreachable('The event store could not be reached.', { cause })
  }
}
