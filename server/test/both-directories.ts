import { chmodSync, copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { contractId } from '@catalytics/contract/ids.ts'
import { openLog } from '../src/lib/log.ts'
import { randomBase62 } from '../src/lib/random.ts'
import {
  connectDirectory,
  openDirectory,
  type Directory,
  type DirectoryTarget,
} from '../src/stores/directory/directory.ts'
import { atEnd } from './at-end.ts'
import { createDatabase } from './postgres.ts'

export const directoryKinds = ['sqlite', 'postgres'] as const
export type DirectoryKind = (typeof directoryKinds)[number]

/** Where an empty directory store of this kind can be; it goes when the test file ends. */
export async function newTarget(kind: DirectoryKind): Promise<DirectoryTarget> {
  if (kind === 'postgres') return { url: await createDatabase(inject('postgresUrl'), 'directory') }
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-directory-'))
  atEnd(() => rmSync(folder, { recursive: true }))
  return { file: join(folder, 'directory.db') }
}

/** An empty directory store, closed when the test file ends. */
export async function newDirectory(kind: DirectoryKind): Promise<Directory> {
  const directory = await openDirectory(await newTarget(kind), openLog('silent'))
  atEnd(() => directory.close())
  return directory
}

/** A database with the tables of a directory store, of an installation of its own: making them takes longer than most tests. */
export async function preparedDatabase(): Promise<string> {
  const url = await createDatabase(inject('postgresUrl'), 'directory', { like: inject('emptyDatabase') })
  await becomeAnother({ url })
  return url
}

/** The same as a file of this name. */
export async function prepareFile(file: string): Promise<void> {
  copyFileSync(inject('emptyFile'), file)
  chmodSync(file, 0o600)
  await becomeAnother({ file })
}

async function becomeAnother(target: DirectoryTarget): Promise<void> {
  const directory = connectDirectory(target, openLog('silent'))
  await directory.db
    .updateTable('installation')
    .set({ id: randomBase62(22) })
    .execute()
  await directory.close()
}

/** The functions of a module, each noting its name in `called` when it is used. */
export function watched<Module extends object>(module: Module, called: Set<string>): Module {
  return new Proxy(module, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string') called.add(name)
      return Reflect.get(target, name, receiver)
    },
  })
}

/** A contract as a store takes it, with an id of its own. */
export function newContract(id: string) {
  return {
    id: contractId.parse(id),
    name: 'Ünïcode 😀',
    time_zone: 'Europe/Paris',
    unknown_segments: 'create' as const,
    features: ['service_accounts' as const],
    excluded_domains: ['a.example', 'ä.example'],
    retention_months: 24,
    hash_salt: 'salt',
    created_at: Date.parse('2026-03-01T00:00:00Z'),
  }
}
