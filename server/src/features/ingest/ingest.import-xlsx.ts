import { readFile } from 'node:fs/promises'
import { HucreError } from 'hucre'
import { readXlsx, streamXlsxRows, type CellValue } from 'hucre/xlsx'
import { nearest } from '@catalytics/contract/imports.ts'
import { AppError } from '../../lib/errors.ts'
import { firstBytes } from './ingest.import-bytes.ts'
import {
  type Cell,
  cellsOf,
  isBlank,
  type Source,
  type SourceOptions,
  type SourceRow,
} from './ingest.import-rows.ts'
import { checkEntry, zipEntries, zipInOrder, type ZipEntry } from './ingest.import-zip.ts'

/**
 * A sheet of an XLSX workbook. Its first row that is not blank is the header. Dates are wall times, formulas their
 * stored results, errors such as #N/A empty. The compressed file is held in memory, the rows are not.
 *
 * @throws AppError `invalid` where the workbook is damaged, protected by a password, of an older kind, or has no such
 * sheet or no header
 */
export async function openXlsx(path: string, options: SourceOptions = {}): Promise<Source<SourceRow>> {
  const workbook = await readWorkbook(path)
  const sheet = await pickSheet(workbook, options.sheet)
  const entries = zipEntries(workbook)
  for (const entry of entries ?? []) await checkEntry(entry)
  const feed = feedOf(workbook, entries)
  const header = await headerOf(sheetRows(feed, sheet.index))
  return {
    columns: header.columns,
    totalBytes: workbook.length,
    readBytes: feed.readBytes,
    rows: { [Symbol.asyncIterator]: () => rowsBelow(header, sheetRows(feed, sheet.index)) },
    ...(sheet.byDefault ? {} : { sheet: sheet.name }),
  }
}

type Header = { readonly row: number; readonly columns: readonly string[] }
type SheetRow = { readonly row: number; readonly values: readonly Cell[] }

async function* rowsBelow(header: Header, source: AsyncIterable<SheetRow>): AsyncGenerator<SourceRow> {
  for await (const { row, values } of source) {
    const cells = row > header.row ? cellsOf(header.columns, values.slice(0, header.columns.length)) : null
    if (cells !== null) yield { row, cells }
  }
}

async function headerOf(source: AsyncIterable<SheetRow>): Promise<Header> {
  for await (const { row, values } of source) {
    if (!values.every(isBlank))
      return { row, columns: values.map((value) => (value === null ? '' : headerText(value))) }
  }
  throw new AppError('invalid', 'The sheet has no header: its first row must name the columns.')
}

function headerText(value: Cell): string {
  return typeof value === 'object' ? '' : String(value).trim()
}

async function readWorkbook(path: string): Promise<Buffer> {
  const { magic } = await firstBytes(path)
  if (magic.readUInt32BE(0) === 0xd0cf11e0) {
    const message =
      'This is a workbook with a password or of the older kind (.xls); save it as .xlsx without a password.'
    throw new AppError('invalid', message)
  }
  if (magic.toString('latin1') !== 'PK\u0003\u0004')
    throw new AppError('invalid', 'This is not an XLSX workbook.')
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
  throw new AppError('invalid', `The workbook has no sheet ${wanted}; it has ${names.join(', ')}.${hint}`, {
    field: 'sheet',
  })
}

/** What hucre reads from, and the gate that keeps it from reading on while nobody asks for rows. */
type Feed = {
  readonly input: () => Buffer | ReadableStream<Uint8Array>
  readonly readBytes: () => number
  readonly open: () => void
  readonly close: () => void
}

/**
 * hucre streams a sheet only where the shared strings lie in front of it and sizes are told beforehand; Excel writes
 * neither so. So the archive is handed to it in the order that it wants. And it reads as fast as it can, whether rows
 * are fetched or not; so pieces are held back until somebody waits for a row.
 */
function feedOf(workbook: Buffer, entries: readonly ZipEntry[] | null): Feed {
  if (entries === null) {
    return { input: () => workbook, readBytes: () => workbook.length, open: alwaysOpen, close: alwaysOpen }
  }
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

// An archive that is not taken apart here goes to hucre as it is, without a gate.
function alwaysOpen(): void {}

// hucre fetches compressed sheets in steps of this size; a step is some 10,000 rows.
const pieceBytes = 1024 * 1024

function isSheet(entry: ZipEntry): boolean {
  return entry.name.startsWith('xl/worksheets/')
}

async function* sheetRows(feed: Feed, sheet: number): AsyncGenerator<SheetRow> {
  const rows = streamXlsxRows(feed.input(), { sheet })
  try {
    for (;;) {
      feed.open()
      const next = await understood(() => rows.next())
      feed.close()
      if (next.done === true) return
      yield { row: next.value.index + 1, values: next.value.values.map(cellOf) }
    }
  } finally {
    feed.open()
    await rows.return()
  }
}

function cellOf(value: CellValue): Cell {
  // hucre gives a date as the instant at which UTC shows the fields of the cell.
  if (value instanceof Date) return { wallMs: value.getTime() }
  return typeof value === 'string' && errorValues.has(value) ? null : value
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
    throw new AppError('invalid', `The workbook is damaged: ${reason}.`, { cause })
  }
}
