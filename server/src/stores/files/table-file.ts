import { csvForPeople } from './csv-for-people.ts'
import { machineCsv } from './csv.ts'
import { encodeLines } from './line-encoder.ts'
import { ndjsonRow } from './ndjson.ts'
import { encodeParquet } from './parquet-encoder.ts'
import { openPartFile, type PartFile } from './part-file.ts'
import type { Column, FileNotes, PutBytes, Row, TableEncoder } from './table.ts'
import { encodeXlsx } from './xlsx-encoder.ts'
import { encodeZipped } from './zipped-table.ts'

export type TableFormat = 'csv' | 'xlsx' | 'ndjson' | 'parquet'

export type TableFileOptions = {
  readonly format: TableFormat
  readonly zip: boolean
  readonly columns: readonly Column[]
  /** With CSV: a file for people in this locale's dialect; null for machines. Other formats are the same anywhere. */
  readonly locale: string | null
  /** With `zip`: the name of the table's own file inside. */
  readonly innerName: string
  /** Asked when the file begins (only `made_at` counts then) and again when it ends. */
  readonly notes: () => FileNotes
}

/** A file of rows in the making. One call at a time; after a rejection only `abort` may follow. */
export type TableWriter = {
  /** Resolves when the writer is ready for more rows. */
  write(rows: readonly Row[]): Promise<void>
  /** Ends the file and gives it its name: rows written, size in bytes and SHA-256 (hex) of the finished file. */
  finish(): Promise<{ rows: number; bytes: number; sha256: string }>
  /** Leaves no file. Does nothing after `finish`. */
  abort(): Promise<void>
}

/**
 * Begins a file that rows are streamed into. Nobody sees it under `path` before `finish`; memory does not grow with
 * the number of rows.
 * @throws RangeError for a locale without a CSV dialect.
 */
export async function openTableFile(path: string, options: TableFileOptions): Promise<TableWriter> {
  const encoder = encoderFor(options)
  const file = await openPartFile(path)
  const table = await orDiscard(file, () => encoder(file.put))
  let rows = 0
  let settled = false
  return {
    async write(batch) {
      await table.write(batch)
      rows += batch.length
    },
    async finish() {
      await table.end(rows)
      const { bytes, sha256 } = await file.commit()
      settled = true
      return { rows, bytes, sha256 }
    },
    async abort() {
      if (settled) return
      settled = true
      await table.abort()
      await file.discard()
    },
  }
}

type OpenEncoder = (put: PutBytes) => TableEncoder

/** How the rows of such a file become bytes. */
export function encoderFor(options: TableFileOptions): OpenEncoder {
  const { columns, innerName, notes, format } = options
  const encode = encoders[format](options)
  if (!options.zip) return encode
  return (put) => encodeZipped(put, { columns, innerName, notes, deflate: format !== 'xlsx', encode })
}

const encoders: Readonly<Record<TableFormat, (options: TableFileOptions) => OpenEncoder>> = {
  csv({ columns, locale }) {
    const dialect = locale === null ? machineCsv : csvForPeople(locale)
    return (put) => encodeLines(put, dialect.header(columns), (row) => dialect.row(row, columns))
  },
  ndjson({ columns }) {
    return (put) => encodeLines(put, '', (row) => ndjsonRow(row, columns))
  },
  xlsx({ columns, notes }) {
    return (put) => encodeXlsx(put, { columns, notes })
  },
  parquet({ columns }) {
    return (put) => encodeParquet(put, columns)
  },
}

async function orDiscard(file: PartFile, begin: () => TableEncoder): Promise<TableEncoder> {
  try {
    return begin()
  } catch (error) {
    await file.discard()
    throw error
  }
}
