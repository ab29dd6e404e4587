import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openLog } from '../src/lib/log.ts'
import { openDirectory, type DirectoryTarget } from '../src/stores/directory/directory.ts'
import { startEngine } from '../src/stores/events/engine/engine-process.ts'
import { createDatabase, startPostgres } from './postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the run's PostgreSQL server, for `createDatabase` of `postgres.ts`. */
    postgresUrl: string
    /** Directory stores with the tables of this version and without a row, to be copied: a database's URL and a file. */
    emptyDatabase: string
    emptyFile: string
    /** Engines for databases of tests. */
    engines: readonly SharedEngine[]
  }
}

type SharedEngine = {
  /** As the URL of a ClickHouse server, with name and password. */
  readonly url: string
  /** Who may only read. */
  readonly reader: { readonly username: string; readonly password: string }
}

/** So many workers share an engine: starting one takes longer than most tests. */
const workersOfAnEngine = 2

/** One PostgreSQL server and a few engines for all integration tests of a run; each test makes its own databases. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const removeFile = await provideEmptyFile(project)
  const [postgres, ...engines] = await Promise.all([
    startPostgres(),
    ...Array.from({ length: Math.ceil(project.config.maxWorkers / workersOfAnEngine) }, openEngine),
  ])
  const url = await createDatabase(postgres.url, 'empty')
  await migrated({ url })
  project.provide('postgresUrl', postgres.url)
  project.provide('emptyDatabase', url)
  project.provide(
    'engines',
    engines.map((engine) => ({ url: engine.url, reader: engine.reader })),
  )
  return async () => {
    for (const engine of engines) await engine.remove()
    await postgres.stop()
    removeFile()
  }
}

async function openEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-engine-'))
  const engine = await startEngine({ folder, log: openLog('silent') })
  const url = new URL(engine.url)
  url.username = engine.writer.username
  url.password = engine.writer.password
  return {
    url: url.href,
    reader: engine.reader,
    async remove() {
      await engine.stop()
      rmSync(folder, { recursive: true })
    },
  }
}

/** Makes the empty file for a run; answers what removes it. */
export async function provideEmptyFile(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'catalytics-empty-'))
  const file = join(folder, 'directory.db')
  await migrated({ file })
  project.provide('emptyFile', file)
  return () => rmSync(folder, { recursive: true })
}

async function migrated(target: DirectoryTarget): Promise<void> {
  await (await openDirectory(target, openLog('silent'))).close()
}
