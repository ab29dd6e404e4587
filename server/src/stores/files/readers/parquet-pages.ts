import type { AsyncBuffer, ColumnMetaData, RowGroup } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import type { AppError } from '../../../lib/errors.ts'
import { unreadable } from './unreadable.ts'

/*
 * A page says itself how many values it has and how long it gets when it is unpacked: twenty bytes can say two billion, and
 * memory is taken for all of them at once. So pages are looked at before they are read.
 */

/** Of a row group, which is in memory as a whole. */
const mostValues = 16 * 1024 * 1024
const mostBytes = 1024 ** 3

/**
 * Looks at the pages of these columns.
 *
 * @throws AppError `invalid` where they hold more than can be read at once, or fewer values than the row group has rows
 */
export async function checkPages(
  file: AsyncBuffer,
  group: RowGroup,
  wanted: ReadonlySet<string>,
): Promise<void> {
  const rows = Number(group.num_rows)
  if (rows > mostValues) throw tooLarge()
  let bytes = 0
  for (const { meta_data: column } of group.columns) {
    if (column === undefined || !wanted.has(column.path_in_schema[0] ?? '')) continue
    const said = await saidByPages(file, column)
    bytes += said.bytes
    if (said.values > mostValues || bytes > mostBytes) throw tooLarge()
    if (said.values < rows) throw new Error('a column has fewer values than there are rows')
  }
}

async function saidByPages(file: AsyncBuffer, column: ColumnMetaData) {
  const start = Number(column.dictionary_page_offset || column.data_page_offset)
  const view = new DataView(await file.slice(start, start + Number(column.total_compressed_size)))
  const reader = { view, offset: 0 }
  let [values, bytes] = [0, 0]
  // As the pages are read: one byte is none.
  while (reader.offset < view.byteLength - 1) {
    const page = parquetHeader(reader)
    reader.offset += page.compressed_page_size
    bytes += page.uncompressed_page_size
    const inDictionary = page.dictionary_page_header?.num_values ?? 0
    if (page.compressed_page_size < 0 || page.uncompressed_page_size < 0 || inDictionary > mostValues)
      throw tooLarge()
    values += page.data_page_header?.num_values ?? page.data_page_header_v2?.num_values ?? 0
  }
  return { values, bytes }
}

function tooLarge(): AppError {
  return unreadable(
    `The Parquet file has row groups that are too large: at most ${mostValues} values a column and ${mostBytes} bytes unpacked can be read at once. Save it in smaller row groups.`,
  )
}
