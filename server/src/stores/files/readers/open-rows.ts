import { openCsv } from './csv.ts'
import { openNdjson } from './ndjson.ts'
import { openParquet } from './parquet.ts'
import type { Source, SourceOptions, SourceRow } from './rows.ts'
import { unreadable } from './unreadable.ts'
import { openXlsx } from './xlsx.ts'

export type FileKind = 'csv' | 'xlsx' | 'ndjson' | 'parquet'

/**
 * The rows of a table file; its kind is told by its name. Memory stays bounded however long the file is.
 *
 * @throws AppError `invalid` where the kind is unknown or the file is damaged or not what its name says
 */
export function openRows(path: string, options: SourceOptions = {}): Promise<Source<SourceRow>> {
  return readers[fileKindOf(path)](path, options)
}

/** @throws AppError `invalid` for a name that tells no kind that can be imported */
export function fileKindOf(path: string): FileKind {
  const ending = /\.([a-z]+)(\.gz)?$/i.exec(path)
  const kind = endings.get(ending?.[1]?.toLowerCase() ?? '')
  if (kind === undefined || (ending?.[2] !== undefined && !isText(kind))) {
    const known = [...endings.keys()].map((name) => `.${name}`)
    const zipped = [...endings].flatMap(([name, of]) => (isText(of) ? [`.${name}`] : [])).join(', ')
    throw unreadable(
      `Only ${known.slice(0, -1).join(', ')} and ${known.at(-1)} can be imported, ${zipped} also as .gz.`,
    )
  }
  return kind
}

function isText(kind: FileKind): boolean {
  return kind === 'csv' || kind === 'ndjson'
}

const readers = {
  csv: openCsv,
  xlsx: openXlsx,
  ndjson: openNdjson,
  parquet: openParquet,
} as const satisfies Record<FileKind, unknown>

const endings: ReadonlyMap<string, FileKind> = new Map([
  ['csv', 'csv'],
  ['tsv', 'csv'],
  ['txt', 'csv'],
  ['xlsx', 'xlsx'],
  ['xlsm', 'xlsx'],
  ['ndjson', 'ndjson'],
  ['jsonl', 'ndjson'],
  ['parquet', 'parquet'],
])
