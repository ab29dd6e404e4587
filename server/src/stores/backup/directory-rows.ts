import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../directory/directory.ts'
import type { Manifest } from './manifest.ts'
import type { PartsWriter } from './parts.ts'
import { backupTables, type BackupTable } from './tables.ts'

type Row = Readonly<Record<string, unknown>>

// Small: with SQLite a page is read on the event loop, and a server's requests wait for it.
const pageRows = 500

/** Writes all rows of the directory store; `db` shows one moment. */
export async function writeDirectoryRows(
  db: Db,
  parts: PartsWriter,
  signal: AbortSignal,
): Promise<Manifest['directory']['tables']> {
  const tables: Record<string, { columns: string[]; rows: number }> = {}
  for (const table of backupTables) {
    const lines = parts.lines(`directory/${table.name}`)
    const told: { columns: string[]; rows: number } = { columns: [], rows: 0 }
    for await (const rows of pagesOf(db, table)) {
      signal.throwIfAborted()
      told.columns = Object.keys(rows[0] ?? {})
      told.rows += rows.length
      await lines.add(Buffer.from(rows.map((row) => `${lineOf(row)}\n`).join('')), rows.length)
      await nextTurn()
    }
    await lines.end()
    tables[table.name] = told
  }
  return tables
}

/** Integers past what a number can hold are written as text, which a restore takes for the same integer. */
function lineOf(row: Row): string {
  return JSON.stringify(row, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}

async function* pagesOf(db: Db, { name, key }: BackupTable): AsyncGenerator<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  let past = sql``
  for (;;) {
    const select = sql<Row>`SELECT * FROM ${sql.table(name)} ${past} ORDER BY ${columns} LIMIT ${sql.lit(pageRows)}`
    const { rows } = await select.execute(db)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (rows.length < pageRows || last === undefined) return
    past = sql`WHERE (${columns}) > (${sql.join(key.map((column) => last[column]))})`
  }
}
