import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../lib/errors.ts'
import { reasonOf } from '../../lib/reason.ts'
import { backupTables } from '../backup/tables.ts'
import type { Directory } from '../directory/directory.ts'
import type { Tables } from '../directory/schema.ts'
import type { Diagnosis } from './diagnosis.ts'

type Row = Readonly<Record<string, unknown>>
type Fault = { readonly column: string; readonly what: string }
/** The highest number that each contract has given out. */
type Reserved = ReadonlyMap<unknown, number>

/** Columns that hold JSON. */
const jsonColumns: { readonly [Name in keyof Tables]?: readonly (keyof Tables[Name] & string)[] } = {
  contracts: ['features', 'excluded_domains'],
  site_keys: ['origins'],
  journal: ['erased'],
  people: ['profile'],
  erased_people: ['deliveries'],
  service_accounts: ['scopes', 'segments', 'networks'],
  activity: ['details'],
  deliveries: ['filter'],
  lead_exports: ['request', 'segment_lock'],
  jobs: ['input'],
  imports: ['answer'],
  support_requests: ['diagnostics'],
}

/** Columns with numbers of the contract's sequence: none can be higher than the highest that was given out. */
const seqColumns: { readonly [Name in keyof Tables]?: readonly (keyof Tables[Name] & string)[] } = {
  deliveries: ['from_seq', 'to_seq'],
  lead_exports: ['from_seq', 'to_seq'],
}

const toldAtMost = 5

/** Reads every row of every table, and names those that cannot be right. */
export async function checkRows(directory: Directory): Promise<Diagnosis> {
  const reserved = await reservedOf(directory)
  const tables = await directory.db.introspection.getTables()
  const faults: string[] = []
  let rows = 0
  let wrong = 0
  for (const { name, columns } of tables) {
    const key = backupTables.find((table) => table.name === name)?.key
    const types = new Map(columns.map((column) => [column.name, column.dataType.toLowerCase()]))
    const tell = (row: string, what: string) => {
      wrong += 1
      if (faults.length < toldAtMost) faults.push(`${row} of ${name}: ${what}`)
    }
    try {
      for await (const page of pagesOf(directory, name, key)) {
        for (const row of page) {
          rows += 1
          const fault = faultOf(row, name, types, reserved)
          if (fault !== undefined) tell(nameOf(row, key, rows), `${fault.column} ${fault.what}`)
        }
        await nextTurn()
      }
    } catch (error) {
      // What a caller of the API is told would send the operator here.
      const cause = error instanceof AppError ? (error.cause ?? error) : error
      tell('further rows', `cannot be read: ${reasonOf(cause)}`)
    }
  }
  if (wrong === 0) return { detail: `every row of ${tables.length} tables can be read` }
  return {
    detail: `${wrong} of ${rows} rows cannot be right: ${faults.join('; ')}`,
    todo: 'Keep a copy of the stores as they are. Such a row stops nothing but itself; find out what wrote it, and correct or remove it, or restore the last backup.',
  }
}

const reservedRow = z.object({ contract: z.number(), reserved: z.number() })

async function reservedOf({ db }: Directory): Promise<Reserved> {
  const rows = await db.selectFrom('sequences').select(['contract', 'reserved']).execute()
  return new Map(
    rows.flatMap((row) => {
      const { data } = reservedRow.safeParse(row)
      return data === undefined ? [] : [[data.contract, data.reserved] as const]
    }),
  )
}

// Small: with SQLite a page is read on the event loop, and a server's requests wait for it.
const pageRows = 500

/** By the table's key where it has one here; the others are short, because what is in them lives shortly. */
async function* pagesOf(
  { db }: Directory,
  name: string,
  key: readonly string[] | undefined,
): AsyncGenerator<readonly Row[]> {
  const columns = key === undefined ? sql`1` : sql.join(key.map((column) => sql.ref(column)))
  let past = sql``
  for (let offset = 0; ;) {
    const select = sql<Row>`SELECT * FROM ${sql.table(name)} ${past} ORDER BY ${columns} LIMIT ${sql.lit(pageRows)} OFFSET ${sql.lit(offset)}`
    const { rows } = await select.execute(db)
    yield rows
    const last = rows.at(-1)
    if (rows.length < pageRows || last === undefined) return
    if (key === undefined) offset += pageRows
    else past = sql`WHERE (${columns}) > (${sql.join(key.map((column) => last[column]))})`
  }
}

function faultOf(
  row: Row,
  table: string,
  types: ReadonlyMap<string, string>,
  reserved: Reserved,
): Fault | undefined {
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue
    const what =
      wrongType(value, types.get(column) ?? '') ??
      (/(^|_)at$/.test(column) ? wrongInstant(value) : undefined) ??
      (listed(jsonColumns, table, column) ? wrongJson(value) : undefined) ??
      (listed(seqColumns, table, column) ? wrongSeq(value, reserved.get(row['contract']) ?? 0) : undefined)
    if (what !== undefined) return { column, what }
  }
  return undefined
}

function listed(
  columns: Readonly<Record<string, readonly string[]>>,
  table: string,
  column: string,
): boolean {
  return columns[table]?.includes(column) === true
}

/** SQLite keeps anything in any column; PostgreSQL keeps integers that a number cannot hold. */
function wrongType(value: unknown, type: string): string | undefined {
  if (typeof value === 'bigint') return `is ${value}, which is no number that is counted with`
  if (/int|real|double/.test(type) && typeof value !== 'number') return 'is not a number'
  if (/int/.test(type) && !Number.isSafeInteger(value)) return `is ${String(value)}, which is no whole number`
  if (/text|char/.test(type) && typeof value !== 'string') return 'is not text'
  return undefined
}

const firstInstantMs = Date.UTC(1900, 0)
const lastInstantMs = Date.UTC(9999, 11, 31)

function wrongInstant(value: unknown): string | undefined {
  if (typeof value !== 'number' || (value >= firstInstantMs && value <= lastInstantMs)) return undefined
  return `is ${value}, which is no time between 1900 and 9999`
}

function wrongJson(value: unknown): string | undefined {
  try {
    JSON.parse(String(value))
    return undefined
  } catch {
    return 'is not JSON'
  }
}

function wrongSeq(value: unknown, reserved: number): string | undefined {
  if (typeof value !== 'number' || (value >= 0 && value <= reserved)) return undefined
  return `is ${value}, but the contract has given out only the numbers up to ${reserved}`
}

/** A row by its key; without one, by its place: what is in such tables may be a secret. */
function nameOf(row: Row, key: readonly string[] | undefined, place: number): string {
  if (key === undefined) return `row ${place}`
  return `the row ${key.map((column) => `${column}=${String(row[column])}`).join(' ')}`
}
