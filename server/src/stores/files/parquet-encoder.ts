import type { RowGroup, SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { Column, ColumnType, PutBytes, Row, TableEncoder } from './table.ts'

/** Encodes Parquet, compressed with Snappy. Columns are nullable; instants are TIMESTAMP_MILLIS in UTC, days DATE. */
export function encodeParquet(
  put: PutBytes,
  columns: readonly Column[],
  rowsPerGroup: number = defaultRowsPerGroup,
): TableEncoder {
  const bytes = new ByteWriter()
  const schema = [{ name: 'table', num_children: columns.length }, ...columns.map(schemaElement)]
  const parquet = new ParquetWriter({ writer: bytes, schema, createdBy: 'catalytics' })
  let group: Row[] = []

  /**
   * The library encodes a whole group in one go, which would hold up every other request for half a second. So each
   * column is written as a group of its own, with its bytes on their way before the next, and then the groups are
   * joined: on disk a row group is nothing but its column chunks, one after another.
   */
  async function putGroup(): Promise<void> {
    const rows = group
    group = []
    const done = parquet.row_groups.length
    for (const { name, type } of columns) {
      const data = rows.map((row) => stored(row[name] ?? null, type))
      await parquet.write({ columnData: [{ name, data }], rowGroupSize: rows.length })
      await putWritten()
    }
    parquet.row_groups.push(joined(parquet.row_groups.splice(done), rows.length))
    parquet.num_rows -= BigInt(rows.length * (columns.length - 1))
  }

  async function putWritten(): Promise<void> {
    const chunk = bytes.getBytes().slice()
    // The writer's own way to say that its buffer is free again; `offset` goes on counting the whole file.
    bytes.index = 0
    await put(chunk)
  }

  return {
    async write(rows) {
      for (const row of rows) {
        group.push(row)
        if (group.length === rowsPerGroup) await putGroup()
      }
    },
    async end() {
      if (group.length > 0) await putGroup()
      await parquet.finish()
      await putWritten()
    },
    async abort() {
      group = []
    },
  }
}

/** A group is held in memory until it is full. */
const defaultRowsPerGroup = 10_000

function joined(groups: readonly RowGroup[], rows: number): RowGroup {
  let total_byte_size = 0n
  let total_compressed_size = 0n
  for (const group of groups) {
    total_byte_size += group.total_byte_size
    total_compressed_size += group.total_compressed_size ?? 0n
  }
  const columns = groups.flatMap((group) => group.columns)
  return { columns, total_byte_size, num_rows: BigInt(rows), total_compressed_size }
}

function schemaElement({ name, type }: Column): SchemaElement {
  return { name, repetition_type: 'OPTIONAL', ...parquetTypes[type] }
}

const parquetTypes = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
  instant: {
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  day: { type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } },
} as const satisfies Record<ColumnType, Omit<SchemaElement, 'name'>>

function stored(value: string | number | boolean | null, type: ColumnType): unknown {
  if (value === null) return null
  if (type === 'integer') return BigInt(value)
  if (type === 'instant' || type === 'day') return new Date(String(value))
  return value
}
