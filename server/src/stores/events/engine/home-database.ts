import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

/*
 * chDB's own database `default`, which exists in memory only, shows files of the machine as tables: `SELECT * FROM
 * default.\`/etc/passwd\``. An empty database takes its name, and requests for `default` find a real one instead. It
 * cannot bear the name itself: at the next start chDB would put its own before it again.
 */

const homeDatabase = 'main'

/** The engine's name for the database that a request names. */
export function engineDatabase(requested: string): string {
  return requested === 'default' ? homeDatabase : requested
}

/**
 * To be called before chDB opens the folder: the empty database is made anew at each start.
 * @throws Error when the folder has tables in a `default` of its own, which this engine did not make
 */
export function forgetEmptyDefault(folder: string): void {
  const file = join(folder, 'metadata', 'default.sql')
  if (!existsSync(file)) return
  // Where the disk was full, or the engine ended at that moment, the file is empty or ends anywhere.
  const [, engine = ''] = /ENGINE\s*=\s*(\w*)/.exec(readFileSync(file, 'utf8')) ?? []
  if (!'Dictionary'.startsWith(engine)) {
    throw new Error(`${folder} was made by another program: its database "default" is not ours`)
  }
  rmSync(file)
}

/** To be called with the first session, before any other opens. */
export async function replaceDefault(session: { run(sql: string): Promise<unknown> }): Promise<void> {
  await session.run('DETACH DATABASE default')
  // A database of dictionaries takes no tables, so nothing can get lost in it.
  await session.run('CREATE DATABASE default ENGINE = Dictionary')
  await session.run(`CREATE DATABASE IF NOT EXISTS ${homeDatabase} ENGINE = Atomic`)
}
