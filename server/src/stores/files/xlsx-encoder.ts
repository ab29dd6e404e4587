import type { Column, FileNotes, PutBytes, Row, TableEncoder } from './table.ts'
import { columnLetters, openRowWriter, sheetRows } from './xlsx-cells.ts'
import {
  cellStyle,
  columnXml,
  contentTypes,
  packageRelations,
  type Sheet,
  sheetEnd,
  sheetPath,
  sheetStart,
  styles,
  workbook,
  workbookRelations,
} from './xlsx-parts.ts'
import { textCell } from './xlsx-text.ts'
import { openZip, type ZipEntry } from './zip-archive.ts'

export type XlsxOptions = {
  readonly columns: readonly Column[]
  /** Asked twice: for the date of the parts when the file begins, for the sheet About when it ends. */
  readonly notes: () => FileNotes
  /** Rows of a sheet, its header included; Excel's limit unless told. */
  readonly rowsPerSheet?: number
}

/**
 * Encodes an Excel workbook from front to back: the sheets Data, Data 2, … with as many rows as Excel takes, then the
 * sheet About with the notes, all of them named in the reader's language.
 */
export function encodeXlsx(put: PutBytes, options: XlsxOptions): TableEncoder {
  const { columns, notes, rowsPerSheet = sheetRows } = options
  const zip = openZip(put, new Date(notes().made_at))
  const cells = openRowWriter(columns)
  const sheets: Sheet[] = []
  let columnsXml = ''
  let part: ZipEntry | undefined
  let held = ''
  /** Rows of the sheet that is being written, its header included. */
  let rowNumber = 0

  // This order lets `file` and mail gateways tell the type from the first three names in the zip.
  zip.add('_rels/.rels', packageRelations)
  zip.add('xl/styles.xml', styles)

  function beginSheet(): ZipEntry {
    const begun = zip.begin(sheetPath(sheets.length + 1), deflateLevel)
    held = sheetStart(columnsXml, 1) + cells.header()
    rowNumber = 1
    part = begun
    return begun
  }

  async function endSheet(open: ZipEntry): Promise<void> {
    const filter = `A1:${columnLetters(Math.max(columns.length, 1) - 1)}${rowNumber}`
    await putHeld(open, sheetEnd(filter))
    open.end()
    part = undefined
    const { data } = notes().labels
    sheets.push({ name: sheets.length === 0 ? data : `${data} ${sheets.length + 1}`, filter })
  }

  async function putHeld(open: ZipEntry, last: string): Promise<void> {
    const bytes = Buffer.from(held + last)
    held = ''
    await open.put(bytes)
  }

  return {
    async write(rows) {
      if (rows.length > 0) columnsXml ||= columnsFor(columns, rows)
      for (const row of rows) {
        let open = part ?? beginSheet()
        if (rowNumber === rowsPerSheet) {
          await endSheet(open)
          open = beginSheet()
        }
        rowNumber += 1
        held += cells.row(row, rowNumber)
        if (held.length >= chunkCharacters) await putHeld(open, '')
      }
    },
    async end(rows) {
      columnsXml ||= columnsFor(columns, [])
      await endSheet(part ?? beginSheet())
      const count = sheets.length + 1
      zip.add(sheetPath(count), aboutSheet(notes(), rows, cells.cutTexts()))
      zip.add('xl/workbook.xml', workbook([...sheets, { name: notes().labels.about }]))
      zip.add('xl/_rels/workbook.xml.rels', workbookRelations(count))
      zip.add('[Content_Types].xml', contentTypes(count))
      await zip.end()
    },
    abort: () => zip.abort(),
  }
}

/** Sheets are mostly mark-up, which the fastest levels shrink to a tenth already. */
const deflateLevel = 1
const chunkCharacters = 64 * 1024

/** Widths that fit the names and the first rows: later rows cannot be known when the sheet begins. */
function columnsFor(columns: readonly Column[], rows: readonly Row[]): string {
  const sample = rows.slice(0, 100)
  return columns
    .map(({ name, type }, index) => {
      // The filter button takes the room of about three characters.
      const lengths = [name.length + 3, ...sample.map((row) => String(row[name] ?? '').length)]
      const longest = type === 'instant' ? 19 : Math.max(...lengths)
      const style = type === 'text' || type === 'instant' || type === 'day' ? cellStyle[type] : 0
      return columnXml(index + 1, Math.min(Math.max(longest, 8), 48) + 2, style)
    })
    .join('')
}

function aboutSheet(notes: FileNotes, rows: number, cutTexts: number): string {
  const { labels } = notes
  const lines: readonly (readonly [label: string, value: string | number | null])[] = [
    [labels.title, notes.title],
    [labels.filter, notes.filter],
    [labels.period, notes.period],
    [labels.time_zone, notes.time_zone],
    [labels.times, 'UTC'],
    [labels.from_seq, notes.from_seq],
    [labels.to_seq, notes.to_seq],
    [labels.made_at, notes.made_at],
    [labels.rows, rows],
    [labels.cut_texts, cutTexts],
  ]
  const xml = lines.map(([label, value], index) => {
    const number = index + 1
    const labelCell = `<c r="A${number}"${textCell(label, cellStyle.header)}`
    return `<row r="${number}">${labelCell}${valueCell(`B${number}`, value)}</row>`
  })
  return sheetStart(columnXml(1, 50, 0) + columnXml(2, 60, cellStyle.text), 0) + xml.join('') + sheetEnd()
}

function valueCell(reference: string, value: string | number | null): string {
  if (value === null) return ''
  return typeof value === 'number'
    ? `<c r="${reference}"><v>${value}</v></c>`
    : `<c r="${reference}"${textCell(value, cellStyle.text)}`
}
