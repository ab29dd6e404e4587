import { readFile } from 'node:fs/promises'
import { HucreError } from 'hucre'
import { readXlsx, streamXlsxRows, type CellValue } from 'hucre/xlsx'
import { listed } from '@catalytics/contract/faults.ts'
import { nearest } from '@catalytics/contract/imports.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../../lib/errors.ts'
import { firstBytes } from './bytes.ts'
import { cellText } from './cells.ts'
import {
  type Cell,
  cellsOf,
  isBlank,
  isWrittenNumber,
  type RowFault,
  type Source,
  type SourceOptions,
  type SourceRow,
} from './rows.ts'
import { misread, unreadable } from './unreadable.ts'
import { type CellMark, markedRows, workbookFormats, type WorkbookFormats } from './xlsx-formats.ts'
import { namedAsReferred, packageParts } from './xlsx-package.ts'
import { notFollowed } from './xml.ts'
import { checkEntry, zipEntries, zipInOrder, type ZipEntry } from './zip.ts'

/**
 * A sheet of an XLSX workbook. Its first row that is not blank is the header. Dates are wall times, formulas their
 * stored results, errors such as #N/A empty, numbers keep what their format shows. The compressed file is held in memory, the rows are not.
 *
 * @throws AppError `invalid` where the workbook is damaged, protected by a password, of an older kind, or has no such
 * sheet or no header
 */
export async function openXlsx(path: string, options: SourceOptions = {}): Promise<Source<SourceRow>> {
  const file = await readWorkbook(path)
  const found = zipEntries(file)
  for (const entry of found) await checkEntry(entry, isSheet(entry) ? Infinity : heldBytesAtMost)
  const entries = namedAsReferred(found)
  const isRenamed = entries.some((entry, index) => entry !== found[index])
  const workbook = isRenamed ? Buffer.concat([...zipInOrder(entries, pieceBytes)]) : file
  const sheet = await pickSheet(workbook, options.sheet)
  const feed = feedOf(workbook, entries)
  const formats = workbookFormats(packageParts(entries))
  const sheetOf = () => sheetRows(feed, sheet.index, formats)
  const header = await headerOf(sheetOf())
  return {
    columns: header.columns,
    totalBytes: workbook.length,
    readBytes: feed.readBytes,
    is1904: formats.is1904,
    rows: { [Symbol.asyncIterator]: () => rowsBelow(header, sheetOf()) },
    ...(sheet.byDefault ? {} : { sheet: sheet.name }),
  }
}

type Header = { readonly row: number; readonly columns: readonly string[] }
type SheetRow = { readonly row: number; readonly values: readonly Cell[]; readonly fault?: RowFault }

async function* rowsBelow(header: Header, source: AsyncIterable<SheetRow>): AsyncGenerator<SourceRow> {
  for await (const { row, values, fault } of source) {
    if (row > header.row && fault !== undefined) {
      yield { row, cells: {}, fault }
      continue
    }
    const cells = row > header.row ? cellsOf(header.columns, values.slice(0, header.columns.length)) : null
    if (cells !== null) yield { row, cells }
  }
}

async function headerOf(source: AsyncIterable<SheetRow>): Promise<Header> {
  for await (const { row, values, fault } of source) {
    if (fault !== undefined) throw unreadable(`The workbook is damaged: row ${row}: ${fault.detail}.`)
    if (!values.every(isBlank))
      return { row, columns: values.map((value) => (value === null ? '' : headerText(value))) }
  }
  throw unreadable('The sheet has no header: its first row must name the columns.')
}

function headerText(value: Cell): string {
  if (isWrittenNumber(value)) return cellText(value)
  return typeof value === 'object' ? '' : String(value).trim()
}

async function readWorkbook(path: string): Promise<Buffer> {
  const { magic } = await firstBytes(path)
  if (magic.readUInt32BE(0) === 0xd0cf11e0) {
    const message =
      'This is a workbook with a password or of the older kind (.xls); save it as .xlsx without a password.'
    throw unreadable(message)
  }
  if (magic.toString('latin1') !== 'PK\u0003\u0004') throw unreadable('This is not an XLSX workbook.')
  return readFile(path)
}

type PickedSheet = { readonly name: string; readonly index: number; readonly byDefault: boolean }

async function pickSheet(workbook: Buffer, wanted: string | number | undefined): Promise<PickedSheet> {
  const sheets: { readonly name: string; readonly index: number; readonly visible: boolean }[] = []
  await understood(() =>
    readXlsx(workbook, {
      sheets: ({ name, index, hidden, veryHidden }) => {
        sheets.push({ name, index, visible: hidden !== true && veryHidden !== true })
        return false
      },
    }),
  )
  const usual = sheets.find((sheet) => sheet.visible) ?? sheets[0]
  const picked =
    wanted === undefined
      ? usual
      : sheets.find((sheet) =>
          typeof wanted === 'number' ? sheet.index === wanted - 1 : sheet.name === wanted.trim(),
        )
  if (picked !== undefined) return { ...picked, byDefault: picked === usual }
  const names = sheets.map((sheet) => sheet.name)
  const meant = nearest(String(wanted), names)
  const hint = meant === null ? '' : ` Did you mean ${meant}?`
  const message = `The workbook has no sheet ${wanted}; it has ${names.join(', ')}.${hint}`
  throw misread(because('no_such_sheet', { sheets: listed(names) }), message, 'sheet')
}

/** What hucre reads from, and the gate that keeps it from reading on while nobody asks for rows. */
type Feed = {
  readonly input: () => ReadableStream<Uint8Array>
  readonly readBytes: () => number
  readonly open: () => void
  readonly close: () => void
}

/**
 * hucre streams a sheet only where the shared strings lie in front of it and sizes are told beforehand; Excel writes
 * neither so. So the archive is handed to it in the order that it wants. And it reads as fast as it can, whether rows
 * are fetched or not; so pieces are held back until somebody waits for a row.
 */
function feedOf(workbook: Buffer, entries: readonly ZipEntry[]): Feed {
  const ordered = [...entries.filter((entry) => !isSheet(entry)), ...entries.filter(isSheet)]
  let readBytes = 0
  let opened = Promise.withResolvers<void>()
  return {
    input() {
      const pieces = zipInOrder(ordered, pieceBytes)
      readBytes = 0
      return new ReadableStream<Uint8Array>({
        async pull(controller) {
          await opened.promise
          const piece = pieces.next()
          if (piece.done === true) return controller.close()
          readBytes = Math.min(workbook.length, readBytes + piece.value.length)
          controller.enqueue(piece.value)
        },
      })
    },
    readBytes: () => readBytes,
    open: () => opened.resolve(),
    close: () => {
      opened = Promise.withResolvers<void>()
    },
  }
}

// hucre fetches compressed sheets in steps of this size; a step is some 10,000 rows.
const pieceBytes = 1024 * 1024

// Sheets are read row by row; other parts, such as the texts that cells share, are held in memory.
const heldBytesAtMost = 512 * 1024 * 1024

function isSheet(entry: ZipEntry): boolean {
  return entry.name.toLowerCase().startsWith('xl/worksheets/')
}

async function* sheetRows(feed: Feed, sheet: number, formats: WorkbookFormats): AsyncGenerator<SheetRow> {
  const rows = streamXlsxRows(feed.input(), { sheet })
  const entry = formats.sheetEntry(sheet)
  if (entry === undefined) throw notFollowed()
  // The same rows a second time, for what hucre does not tell of a cell.
  const markedOnes = markedRows(entry, formats.formatOf)
  try {
    for (;;) {
      feed.open()
      const next = await understood(() => rows.next())
      feed.close()
      const marked = (await understood(() => markedOnes.next())).value
      if (next.done === true && marked === undefined) return
      if (next.done === true || marked?.index !== next.value.index) throw notFollowed()
      const { index, values } = next.value
      if (marked.columns !== values.length) throw notFollowed()
      const { marks } = marked
      const row = index + 1
      const faultyColumn = values.findIndex((value, column) => isLost(value, marks.get(column)))
      if (faultyColumn >= 0) yield { row, values: [], fault: lostText(faultyColumn) }
      else yield { row, values: values.map((value, column) => cellOf(value, marks.get(column), formats)) }
    }
  } finally {
    feed.open()
    await rows.return()
    await markedOnes.return(undefined)
  }
}

/** Whether a cell names a shared text that the workbook does not have. */
function isLost(value: CellValue, mark: CellMark | undefined): boolean {
  return value === null && mark?.isShared === true && !mark.isEmpty
}

function lostText(column: number): RowFault {
  return {
    reason: 'malformed_row',
    detail: `cell ${column + 1} of the row names a text that the workbook does not have; open it in its program and save it anew`,
  }
}

function cellOf(read: CellValue, mark: CellMark | undefined, { is1904 }: WorkbookFormats): Cell {
  if (mark?.isEmpty === true) return null
  const value = mark?.value ?? read
  if (value instanceof Date) return { wallMs: wallMsOf(value, is1904) }
  if (typeof value === 'number') return numberCell(value, mark)
  if (typeof value !== 'string') return value
  return errorValues.has(value) ? null : (mark?.format?.(value) ?? value)
}

/**
 * hucre gives a date as the instant at which UTC shows the fields of the cell. A time of day is a part of day 0, which is
 * in 1899 or, where days count from 1904, their first; it becomes one of 1899, so that it is known as a time of day.
 */
function wallMsOf(shown: Date, is1904: boolean): number {
  const sinceDay0 = shown.getTime() - Date.UTC(1904, 0, 1)
  const isTimeOfDay = is1904 && sinceDay0 >= 0 && sinceDay0 < dayMs
  return isTimeOfDay ? Date.UTC(1899, 11, 31) + sinceDay0 : shown.getTime()
}

const dayMs = 86_400_000

// A spreadsheet shows 15 digits (ECMA-376-1 section 18.17.2); those behind them are noise of computing, 0.30000000000000004.
const digits = 15

function numberCell(value: number, mark: CellMark | undefined): Cell {
  const rounded = Number(value.toPrecision(digits))
  // One with more digits in front of the point has lost some, in the spreadsheet or as it was written.
  if (Math.abs(rounded) >= 10 ** digits) return { value, text: null }
  const text = mark?.format?.(rounded)
  return text === undefined ? rounded : { value: rounded, text }
}

const errorValues: ReadonlySet<string> = new Set(
  '#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #GETTING_DATA'.split(' '),
)

async function understood<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const reason = cause instanceof HucreError ? cause.message : 'it cannot be read'
    throw unreadable(`The workbook is damaged: ${reason}.`, { cause })
  }
}
