import { asyncBufferFromFile, parquetMetadataAsync, parquetRead, parquetSchema } from 'hyparquet'
import type { ColumnData, DecodedArray, FileMetaData, SchemaElement } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { AppError } from '../../lib/errors.ts'
import { firstBytes } from './ingest.import-bytes.ts'
import { jsonText } from './ingest.import-ndjson.ts'
import type { Cell, Source, SourceOptions, SourceRow } from './ingest.import-rows.ts'

/**
 * Parquet with any codec, one row group in memory at a time. Timestamps adjusted to UTC are instants; other
 * timestamps and dates are wall times. Lists and structs arrive as JSON text. Rows count from 1.
 *
 * @throws AppError `invalid` where the file is damaged or not Parquet
 */
export async function openParquet(path: string, options: SourceOptions = {}): Promise<Source<SourceRow>> {
  const { totalBytes, magic } = await firstBytes(path)
  if (magic.toString('latin1') !== 'PAR1') throw new AppError('invalid', 'This is not a Parquet file.')
  const file = await asyncBufferFromFile(path)
  const metadata = await readable(() => parquetMetadataAsync(file))
  const elements = parquetSchema(metadata).children.map((child) => child.element)
  const wanted = elements.filter((element) => options.only?.has(element.name) ?? true)
  const totalRows = Number(metadata.num_rows)
  let done = 0

  async function* rows(): AsyncGenerator<SourceRow> {
    done = 0
    for (const { start, end } of groupsOf(metadata)) {
      const parts: ColumnData[] = []
      const columns = wanted.map((element) => element.name)
      const read = {
        file,
        metadata,
        columns,
        rowStart: start,
        rowEnd: end,
        compressors,
        onChunk: (part: ColumnData) => parts.push(part),
      }
      await readable(() => parquetRead(read))
      const cellAt = wanted.map((element) =>
        cellReader(
          element,
          parts.filter((part) => part.columnName === element.name),
        ),
      )
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
    columns: elements.map((element) => element.name),
    totalBytes,
    totalRows,
    readBytes: () => (totalRows === 0 ? totalBytes : Math.round((totalBytes * done) / totalRows)),
    rows: { [Symbol.asyncIterator]: rows },
  }
}

function* groupsOf(metadata: FileMetaData): Generator<{ readonly start: number; readonly end: number }> {
  let start = 0
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows)
    yield { start, end }
    start = end
  }
}

/** The cell of a row in one column of the row group, which comes in one part or several. */
function cellReader(element: SchemaElement, parts: readonly ColumnData[]): (row: number) => Cell {
  const convert = converter(element)
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

function converter({
  type,
  converted_type: converted,
  logical_type: logical,
  scale,
}: SchemaElement): (value: unknown) => Cell {
  const local =
    converted === 'DATE' ||
    logical?.type === 'DATE' ||
    (logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC)
  return (value) => {
    if (value === null || value === undefined) return null
    if (value instanceof Date) return local ? { wallMs: value.getTime() } : value
    if (value instanceof Uint8Array) return Buffer.from(value).toString('hex')
    if (typeof value === 'number') {
      // hyparquet multiplies by a power of ten, so 0.07 arrives as 0.07000000000000001.
      if (converted === 'DECIMAL') return Number(value.toFixed(scale ?? 0))
      return type === 'FLOAT' ? shortestSingle(value) : value
    }
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
    return jsonText(value)
  }
}

/** The double with the shortest text that is the same single-precision number: 2.1, not 2.0999999046325684. */
function shortestSingle(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value
}

async function readable<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    throw new AppError(
      'invalid',
      `The Parquet file is damaged: ${cause instanceof Error ? cause.message : 'it cannot be read'}.`,
      { cause },
    )
  }
}
