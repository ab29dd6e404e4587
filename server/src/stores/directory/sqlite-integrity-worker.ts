import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'

// SQLite's own checks are synchronous and read the whole file: minutes, for a large one.

const faultsAtMost = 20

const database = new DatabaseSync(z.string().parse(workerData), { readOnly: true })
const checked = z.array(z.object({ integrity_check: z.string() }))
const broken = z.array(z.object({ table: z.string(), parent: z.string() }))
const damage = checked
  .parse(database.prepare(`PRAGMA integrity_check(${faultsAtMost})`).all())
  .map((row) => row.integrity_check)
  .filter((text) => text !== 'ok')
const orphans = broken
  .parse(database.prepare('PRAGMA foreign_key_check').all())
  .slice(0, faultsAtMost)
  .map(({ table, parent }) => `a row of ${table} belongs to no row of ${parent}`)
database.close()
parentPort?.postMessage([...damage, ...orphans], [])
