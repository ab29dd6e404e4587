import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { because } from '@catalytics/contract/reasons.ts'
import { detectEncoding, openBytes, textOf } from './bytes.ts'
import { cellsOf, isBlank, type Source, type SourceOptions, type SourceRow } from './rows.ts'
import { misread, unreadable } from './unreadable.ts'

/**
 * CSV (RFC 4180 and what people make of it): a header, any of `, ; tab |` between the cells, any line ends, quotes
 * inside unquoted cells, `sep=;` on top, gzip. All cells are text. A row with more cells than the header is a fault:
 * its cells would land in the wrong columns.
 *
 * @throws AppError `invalid` where the file is damaged, not text, or has no header
 */
export async function openCsv(path: string, options: SourceOptions = {}): Promise<Source<SourceRow>> {
  const bytes = await openBytes(path)
  const encoding = options.encoding ?? (await detectEncoding(bytes))
  const text = () => textOf(bytes, encoding)
  const delimiter = options.delimiter ?? (await detectDelimiter(text()))
  const header = await headerOf(records(text(), delimiter))
  const columns = header.record.map((name) => name.trim())
  return {
    columns,
    totalBytes: bytes.totalBytes,
    readBytes: bytes.readBytes,
    rows: { [Symbol.asyncIterator]: () => rowsBelow(header.row, columns, records(text(), delimiter)) },
  }
}

type CsvRecord = {
  readonly row: number
  readonly record: readonly string[]
  /** Whether a cell begins as `="00123"` does and never ends. */
  readonly isOpen: boolean
}

async function* rowsBelow(
  headerRow: number,
  columns: readonly string[],
  source: AsyncIterable<CsvRecord>,
): AsyncGenerator<SourceRow> {
  for await (const { row, record, isOpen } of source) {
    if (row <= headerRow) continue
    if (isOpen) {
      const detail = 'a cell begins with =" and has no quote at its end'
      yield { row, cells: {}, fault: { reason: 'malformed_row', detail } }
      continue
    }
    if (record.slice(columns.length).some((cell) => !isBlank(cell))) {
      const detail = `has ${record.length} cells, the header has ${columns.length}; is a quote or a delimiter missing?`
      yield { row, cells: {}, fault: { reason: 'malformed_row', detail } }
      continue
    }
    const cells = cellsOf(columns, record)
    if (cells !== null) yield { row, cells }
  }
}

/** Every record with its number from 1, blank lines included, so that numbers are those that a spreadsheet shows. */
async function* records(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_quotes: true,
    relax_column_count: true,
    max_record_size: longestRecord,
  })
  // The parser ends with the source's error, so the loop below throws it; the promise would only repeat it.
  pipeline(Readable.from(withoutSeparatorLine(text)), parser).catch(() => undefined)
  let row = 0
  try {
    for await (const record of parser) {
      row += 1
      yield { row, ...unwrapped(textsOf(record), delimiter) }
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause
    throw unreadable(`After row ${row} the file cannot be read as CSV: ${whatToDo(cause)}`, {
      cause,
    })
  } finally {
    parser.destroy()
  }
}

/**
 * The texts that cells stand for: `="00123"` is how spreadsheets are kept from taking text for a number, and an apostrophe
 * how they are kept from running it. The delimiter may stand inside of the first: nothing else begins so.
 */
function unwrapped(record: readonly string[], delimiter: string): Omit<CsvRecord, 'row'> {
  if (!record.some((cell) => /^(=\s*"|'[=+\-@\t\r])/.test(cell))) return { record, isOpen: false }
  const texts: string[] = []
  let isOpen = false
  for (let at = 0; at < record.length; at += 1) {
    const opened = record[at] ?? ''
    const closing = /^="[^"]*$/.test(opened)
      ? record.findIndex((cell, index) => index > at && /^[^"]*"$/.test(cell))
      : -1
    const cell = closing === -1 ? opened : record.slice(at, closing + 1).join(delimiter)
    if (closing !== -1) at = closing
    isOpen ||= /^=\s*"(?:[^"]|"")*$/.test(cell.trim())
    const wrapped = /^=\s*"((?:[^"]|"")*)"$/.exec(cell.trim())?.[1]
    texts.push(wrapped?.replaceAll('""', '"') ?? cell.replace(/^'(?=[=+\-@\t\r])/, ''))
  }
  return { record: texts, isOpen }
}

// Far above any real row; reached when a quote is opened and never closed.
const longestRecord = 1024 * 1024

function whatToDo(error: CsvError): string {
  if (error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED') {
    return 'a quote is opened and never closed.'
  }
  return error.message
}

async function headerOf(source: AsyncIterable<CsvRecord>): Promise<CsvRecord> {
  for await (const record of source) if (!record.record.every(isBlank)) return record
  throw unreadable('The file has no header: its first row must name the columns.')
}

/** The candidate that is in the header most often outside quotes. */
async function detectDelimiter(text: AsyncIterable<string>): Promise<string> {
  const head = await headOf(text)
  const told = separatorLine.exec(head)?.[2]
  if (told !== undefined && candidates.includes(told)) return told
  if (told !== undefined) {
    const message = `The first line says that ${JSON.stringify(told)} separates the cells. If so, say "delimiter": ${JSON.stringify(told)} in the mapping.`
    throw misread(because('another_delimiter'), message, 'delimiter')
  }
  const header =
    head
      .trimStart()
      .replace(/"[^"]*"/g, '')
      .split(/[\r\n]/, 1)[0] ?? ''
  const counts = candidates.map((candidate) => [candidate, header.split(candidate).length] as const)
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0]
}

const candidates: readonly string[] = [',', ';', '\t', '|']

// What Excel understands on top of a file: it names the delimiter and is no row. Other programs put it in quotes, blanks behind
// it, or as many delimiters, of whatever kind, as the table has columns.
const separatorLine = /^("?)sep=([^\r\n"])\1[ ,;\t|]*(?:\r\n?|\n)/i

async function* withoutSeparatorLine(text: AsyncIterable<string>): AsyncGenerator<string> {
  let first = true
  for await (const piece of text) {
    yield first ? piece.replace(separatorLine, '') : piece
    if (piece !== '') first = false
  }
}

async function headOf(text: AsyncIterable<string>): Promise<string> {
  for await (const piece of text) if (piece.trim() !== '') return piece
  return ''
}

function textsOf(record: unknown): readonly string[] {
  if (isTexts(record)) return record
  throw new TypeError('the CSV parser gave something else than a record')
}

function isTexts(record: unknown): record is readonly string[] {
  return Array.isArray(record) && record.every((cell) => typeof cell === 'string')
}
