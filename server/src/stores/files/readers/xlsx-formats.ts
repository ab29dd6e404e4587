import { createInflateRaw } from 'node:zlib'
import { isDateFormat } from 'hucre'
import { isDateCode, type NumberFormat, numberFormat } from './number-formats.ts'
import type { PackageParts } from './xlsx-package.ts'
import { attributesOf, elementsAt, xmlScanner, type XmlTag } from './xml.ts'
import type { ZipEntry } from './zip.ts'

/** What a workbook says about its cells beside their values. */
export type WorkbookFormats = {
  /** Whether its days count from 1904 (ECMA-376-1 section 18.17.4.1). */
  readonly is1904: boolean
  /** The entry that holds the sheet. */
  readonly sheetEntry: (index: number) => ZipEntry | undefined
  /** Undefined where cells of this style show their values as they are. */
  readonly formatOf: (style: number) => CellFormat | undefined
}

export type CellFormat = {
  /** What makes another text of a value than its own. */
  readonly shown: NumberFormat | undefined
  /** Whether hucre takes its numbers for dates, which they are not: `[$S/-280A]0.00` is an amount. */
  readonly isNumber: boolean
}

/** Reads the parts of a workbook that tell how numbers are shown. */
export function workbookFormats({ workbook, related, text }: PackageParts): WorkbookFormats {
  const xml = text(workbook)
  const parts = related(workbook)
  const sheets = elementsAt(xml, ['workbook', 'sheets', 'sheet']).map((attributes) => {
    const id = Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
    return parts.find((part) => part.id === id)?.entry
  })
  const formats = formatsOf(text(parts.find(({ type }) => type === 'styles')?.entry))
  return {
    is1904: ['1', 'true'].includes(elementsAt(xml, ['workbook', 'workbookPr'])[0]?.['date1904'] ?? ''),
    sheetEntry: (index) => sheets[index],
    formatOf: (style) => formats[style],
  }
}

/** The format of each style, undefined where it leaves values as they are. */
function formatsOf(styles: string): readonly (CellFormat | undefined)[] {
  const numFmts = elementsAt(styles, ['styleSheet', 'numFmts', 'numFmt'])
  const codes = new Map([
    ...builtIn,
    ...numFmts.map(({ numFmtId = '', formatCode = '' }) => [numFmtId, formatCode] as const),
  ])
  const made = new Map<string, CellFormat | undefined>()
  return elementsAt(styles, ['styleSheet', 'cellXfs', 'xf']).map(({ numFmtId = '0' }) => {
    const code = codes.get(numFmtId) ?? 'General'
    if (!made.has(code)) made.set(code, cellFormat(code))
    return made.get(code)
  })
}

function cellFormat(code: string): CellFormat | undefined {
  const shown = numberFormat(code)
  const isNumber = isDateFormat(code) && !isDateCode(code)
  return shown === undefined && !isNumber ? undefined : { shown, isNumber }
}

// Those of ECMA-376-1 section 18.8.30 that are no groups of thousands, percent, powers, fractions or dates.
const builtIn = [
  ['1', '0'],
  ['2', '0.00'],
] as const

/** What there is to say of a cell beside its value. */
export type CellMark = {
  readonly isEmpty: boolean
  /** Whether its value is the index of a text that cells share. */
  readonly isShared: boolean
  readonly format: NumberFormat | undefined
  /** What it holds, where hucre takes it for something else. */
  readonly value?: string | number
}

/** A row of a sheet, as the second look sees it. */
export type MarkedRow = {
  /** From 0. */
  readonly index: number
  /** How many columns its cells reach. */
  readonly columns: number
  /** The cells that need a second look, by column from 0. */
  readonly marks: ReadonlyMap<number, CellMark>
}

/**
 * Every row of a sheet in the order of the file, read as it is asked for.
 *
 * @throws AppError `invalid` where the sheet is not XML to its end
 */
export async function* markedRows(
  sheet: ZipEntry,
  formatOf: WorkbookFormats['formatOf'],
): AsyncGenerator<MarkedRow, undefined> {
  const decoder = new TextDecoder()
  const scanner = xmlScanner()
  const rowAt = rowReader(formatOf)
  for await (const chunk of plainBytes(sheet)) {
    for (const tag of scanner.read(decoder.decode(chunk, { stream: true }))) {
      const row = rowAt(tag)
      if (row !== undefined) yield row
    }
  }
  scanner.end()
  return undefined
}

type OpenRow = { readonly index: number; columns: number; readonly marks: Map<number, CellMark> }
type OpenCell = {
  readonly column: number
  readonly type: string | undefined
  readonly style: number
  value: string
  /** The text of an inline string without what tells how to pronounce it. */
  text: string
  hasReading: boolean
}

/** Takes the tags of a sheet one by one and gives the row that ends with one. */
function rowReader(formatOf: WorkbookFormats['formatOf']): (tag: XmlTag) => MarkedRow | undefined {
  let inData = false
  let index = -1
  let row: OpenRow | undefined
  let column = -1
  let cell: OpenCell | undefined
  let inReading = false

  function opened({ name, attributes }: XmlTag): void {
    if (name === 'sheetData') inData = true
    else if (name === 'row' && inData) {
      const { r } = attributesOf(attributes)
      index = r === undefined || r === '' ? index + 1 : Number(r) - 1
      row = { index, columns: 0, marks: new Map() }
      column = -1
    } else if (name === 'c' && row !== undefined) {
      const { r, s = '0', t } = attributesOf(attributes)
      column = columnOf(r) ?? column + 1
      cell = { column, type: t, style: Number(s), value: '', text: '', hasReading: false }
    } else if (name === 'rPh' && cell !== undefined) {
      cell.hasReading = true
      inReading = true
    }
  }

  function closed({ kind, name, textBefore }: XmlTag): MarkedRow | undefined {
    if (name === 'v' && kind === 'close' && cell !== undefined) cell.value += textBefore
    else if (name === 't' && kind === 'close' && cell !== undefined && !inReading) cell.text += textBefore
    else if (name === 'rPh') inReading = false
    else if (name === 'c' && cell !== undefined && row !== undefined) {
      const mark = markOf(cell, formatOf(cell.style))
      if (mark !== undefined) row.marks.set(cell.column, mark)
      row.columns = Math.max(row.columns, cell.column + 1)
      cell = undefined
    } else if (name === 'sheetData') inData = false
    else if (name === 'row') {
      const ended = row
      row = undefined
      return ended
    }
    return undefined
  }

  return (tag) => {
    if (tag.kind !== 'close') opened(tag)
    return tag.kind === 'open' ? undefined : closed(tag)
  }
}

function markOf(cell: OpenCell, format: CellFormat | undefined): CellMark | undefined {
  const { type, value } = cell
  const isInline = type === 'inlineStr'
  const isEmpty = !isInline && value.trim() === ''
  const isShared = type === 's'
  const mark = { isEmpty, isShared, format: format?.shown }
  if (isInline && cell.hasReading) return { ...mark, value: unescaped(cell.text) }
  if (format?.isNumber === true && !isEmpty && (type ?? 'n') === 'n') return { ...mark, value: Number(value) }
  return isEmpty || isShared || format?.shown !== undefined ? mark : undefined
}

/** Characters that XML cannot hold (ECMA-376-1 section 22.9.2.19). */
function unescaped(text: string): string {
  return text.replaceAll(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)))
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/i.exec(reference ?? '')?.[0].toUpperCase()
  if (letters === undefined) return undefined
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

async function* plainBytes({ method, body }: ZipEntry): AsyncGenerator<Buffer> {
  if (method === 0) yield body
  else {
    const inflate = createInflateRaw()
    inflate.end(body)
    for await (const chunk of inflate) if (Buffer.isBuffer(chunk)) yield chunk
  }
}
