import { sql, type Transaction } from 'kysely'
import { z } from 'zod'
import { chunksOf } from '../../lib/chunks.ts'
import { minuteMs, type Clock } from '../../lib/clock.ts'
import { OperatorError } from '../../lib/errors.ts'
import type { Directory } from '../directory/directory.ts'
import type { Tables } from '../directory/schema.ts'
import type { Archive } from './archive.ts'
import type { Manifest } from './manifest.ts'
import { backupTables } from './tables.ts'

type Tx = Transaction<Tables>

/** Fills the empty tables of the directory store and makes them fit their new place. */
export async function fillDirectory(
  tx: Tx,
  kind: Directory['kind'],
  archive: Archive,
  clock: Clock,
): Promise<void> {
  await sql`DELETE FROM jobs`.execute(tx)
  await sql`DELETE FROM installation`.execute(tx)
  const columns = await columnsByTable(tx)
  for (const { name } of backupTables) {
    const told = archive.manifest.directory.tables[name]
    if (told === undefined || told.rows === 0) continue
    const unknown = told.columns.find((column) => columns.get(name)?.has(column) !== true)
    if (unknown !== undefined)
      throw new OperatorError(
        'invalid',
        `This backup has a column ${name}.${unknown}, which is not known here.`,
      )
    for (const part of archive.partsOf(`directory/${name}`)) {
      const lines = (await archive.lines(part)).toString('utf8').split('\n').slice(0, -1)
      for (const chunk of chunksOf(lines, rowsAtOnce)) {
        await insertRows(tx, kind, { name, columns: told.columns }, `[${chunk.join(',')}]`)
      }
    }
    await compareCount(tx, name, told.rows)
  }
  await countStored(tx, archive.manifest)
  await fit(tx, kind, clock().getTime())
}

const rowsAtOnce = 2000

async function columnsByTable(tx: Tx): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const tables = await tx.introspection.getTables()
  return new Map(
    tables.map((table) => [table.name, new Set(table.columns.map((column) => column.name))] as const),
  )
}

type Into = { readonly name: string; readonly columns: readonly string[] }

/** The store takes the rows apart: a list of values for each cell would cost many times as much. */
async function insertRows(tx: Tx, kind: Directory['kind'], into: Into, rows: string): Promise<void> {
  const names = sql.join(into.columns.map((column) => sql.ref(column)))
  const table = sql.table(into.name)
  if (kind === 'postgres') {
    const source = sql`json_populate_recordset(null::${table}, ${rows}::json)`
    await sql`INSERT INTO ${table} (${names}) SELECT ${names} FROM ${source}`.execute(tx)
    return
  }
  const cells = sql.join(into.columns.map((column) => sql`value ->> ${sql.lit(column)}`))
  await sql`INSERT INTO ${table} (${names}) SELECT ${cells} FROM json_each(${rows})`.execute(tx)
}

const counted = z.object({ rows: z.coerce.number() })

async function compareCount(tx: Tx, name: string, rows: number): Promise<void> {
  const answer = await sql`SELECT count(*) AS rows FROM ${sql.table(name)}`.execute(tx)
  if (counted.parse(answer.rows[0]).rows === rows) return
  throw new OperatorError(
    'internal',
    `The table ${name} does not hold what the backup says. Nothing was restored.`,
  )
}

/** What the event store was filled with before is what it must hold from now on. */
async function countStored(tx: Tx, { contracts }: Manifest): Promise<void> {
  for (const { number, rows, last_seq } of contracts)
    await tx.insertInto('event_counts').values({ contract: number, rows, last_seq, removing: 0 }).execute()
}

/**
 * More than the numbers that can have been given out after the backup was made. Readers of a feed have seen those, and
 * would take changes under the same numbers for known ones. The gap is kept: whoever comes with a number from inside of
 * it has rows that are not here any more. It grows with the clock, by more than is given out in a minute: where the same
 * backup is restored once more, the numbers since the first time lie inside of it too.
 */
function seqGap(now: number): number {
  return 1_000_000_000 + Math.max(0, Math.floor((now - gapsBegin) / minuteMs)) * 1_000_000
}

const gapsBegin = Date.UTC(2026, 0)

async function fit(tx: Tx, kind: Directory['kind'], now: number): Promise<void> {
  const gap = sql.lit(seqGap(now))
  await sql`INSERT INTO sequence_gaps (contract, after, through)
    SELECT contract, reserved, reserved + ${gap} FROM sequences`.execute(tx)
  await sql`UPDATE sequences SET reserved = reserved + ${gap}`.execute(tx)
  // Files are not in a backup: what was made must be asked for again.
  await sql`UPDATE lead_exports SET sha256 = NULL, bytes = NULL`.execute(tx)
  if (kind === 'postgres') {
    await sql`SELECT setval(pg_get_serial_sequence('contracts', 'number'), max(number)) FROM contracts`.execute(
      tx,
    )
  }
}
