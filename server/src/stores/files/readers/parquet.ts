import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
import type { ColumnData, DecodedArray, FileMetaData, RowGroup, SchemaTree } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { AppError } from '../../../lib/errors.ts'
import { firstBytes } from './bytes.ts'
import { checkPages } from './parquet-pages.ts'
import { asStored, parquetCells, unreadKind } from './parquet-values.ts'
import type { Cell, Source, SourceOptions, SourceRow } from './rows.ts'
import { unreadable } from './unreadable.ts'

/**
 * Parquet with any codec, one row group in memory at a time. Timestamps adjusted to UTC are instants; other
 * timestamps and dates are wall times; decimals and whole numbers are exact. Lists and structs arrive as JSON text. Rows count from 1.
 *
 * @throws AppError `invalid` where the file is damaged or not Parquet
 */
export async function openParquet(path: string, options: SourceOptions = {}): Promise<Source<SourceRow>> {
  const { totalBytes, magic } = await firstBytes(path)
  if (magic.toString('latin1') !== 'PAR1') throw unreadable('This is not a Parquet file.')
  const file = await asyncBufferFromFile(path)
  const metadata = await readable(() => parquetMetadataAsync(file))
  // In there, because a schema may be nested deeper than can be followed.
  const columnTrees = await readable(async () => parquetSchema(metadata).children)
  const wanted = columnTrees.filter(({ element }) => options.only?.has(element.name) ?? true)
  const plain = asStored(metadata)
  const totalRows = Number(metadata.num_rows)
  let done = 0

  async function* rows(): AsyncGenerator<SourceRow> {
    done = 0
    for (const tree of wanted) {
      const kind = unreadKind(tree)
      if (kind !== undefined) throw unread(tree.element.name, kind)
    }
    for (const { group, start, end } of groupsOf(metadata)) {
      const parts: ColumnData[] = []
      const columns = wanted.map(({ element }) => element.name)
      const read = {
        file,
        metadata: plain,
        columns,
        // Bytes of a DECIMAL are no text; what is text is decoded with its column.
        utf8: false,
        rowStart: start,
        rowEnd: end,
        compressors,
        onChunk: (part: ColumnData) => parts.push(part),
      }
      const cellAt = await readable(async () => {
        await checkPages(file, group, new Set(columns))
        await parquetRead(read)
        return wanted.map((tree) =>
          cellReader(
            tree,
            parts.filter((part) => part.columnName === tree.element.name),
          ),
        )
      })
      for (let row = start; row < end; row++) {
        done = row + 1
        yield {
          row: done,
          cells: Object.fromEntries(columns.map((name, index) => [name, cellAt[index]?.(row) ?? null])),
        }
      }
    }
  }

  return {
    columns: columnTrees.map(({ element }) => element.name),
    totalBytes,
    totalRows,
    readBytes: () => (totalRows === 0 ? totalBytes : Math.round((totalBytes * done) / totalRows)),
    rows: { [Symbol.asyncIterator]: rows },
  }
}

type Group = { readonly group: RowGroup; readonly start: number; readonly end: number }

function* groupsOf(metadata: FileMetaData): Generator<Group> {
  let start = 0
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows)
    yield { group, start, end }
    start = end
  }
}

/** The cell of a row in one column of the row group, which comes in one part or several. */
function cellReader(tree: SchemaTree, parts: readonly ColumnData[]): (row: number) => Cell {
  const convert = parquetCells(tree)
  const ordered = parts.toSorted((one, other) => one.rowStart - other.rowStart)
  let at = 0
  return (row) => {
    // Rows come in order, so the part of the row before, or the next one, is the right one.
    while ((ordered[at]?.rowEnd ?? Infinity) <= row) at += 1
    const part = ordered[at]
    return part === undefined ? null : convert(valueAt(part.columnData, row - part.rowStart))
  }
}

function valueAt(data: DecodedArray, index: number): unknown {
  const value: unknown = data[index]
  return value
}

function unread(column: string, kind: string): AppError {
  return unreadable(
    `The column "${column}" holds values of the kind ${kind}, which are not read. Write it as text, or leave it out of the mapping.`,
  )
}

async function readable<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw unreadable(
      `The Parquet file is damaged: ${cause instanceof Error ? cause.message : 'it cannot be read'}.`,
      { cause },
    )
  }
}
