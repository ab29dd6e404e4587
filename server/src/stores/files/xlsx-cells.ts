import type { Column, ColumnType, Row } from './table.ts'
import { cellStyle } from './xlsx-parts.ts'
import { textCell } from './xlsx-text.ts'

/** Excel's limits (ECMA-376 leaves them open, Excel refuses or repairs what is beyond). */
export const sheetRows = 1_048_576
const textCharacters = 32_767

/** Writes rows as the `row` elements of a sheet. */
export type RowWriter = {
  /** The row with this number, from 1. */
  row(row: Row, number: number): string
  header(): string
  /** Texts so far that were longer than a cell holds and were cut. */
  cutTexts(): number
}

export function openRowWriter(columns: readonly Column[]): RowWriter {
  let cut = 0
  const cells = columns.map(({ name, type }, index) => ({
    name,
    type,
    start: `<c r="${columnLetters(index)}`,
  }))

  function text(value: string): string {
    if (value.length <= textCharacters) return value
    cut += 1
    const end = textCharacters - (/[\uD800-\uDBFF]/.test(value.charAt(textCharacters - 1)) ? 1 : 0)
    return value.slice(0, end)
  }

  function restOfCell(value: string | number | boolean, type: ColumnType): string {
    if (type !== 'text') {
      if (typeof value === 'number') return `><v>${value}</v></c>`
      if (typeof value === 'boolean') return ` t="b"><v>${value ? 1 : 0}</v></c>`
      const date = type === 'instant' || type === 'day' ? dateCell(value, type) : undefined
      if (date !== undefined) return date
    }
    return textCell(text(String(value)), cellStyle.text)
  }

  function rowXml(row: Row, number: number): string {
    let xml = `<row r="${number}">`
    for (const { name, type, start } of cells) {
      const value = row[name] ?? null
      // A null has no cell; the column's own style still makes it a text cell when somebody types into it.
      if (value === null) continue
      xml += `${start}${number}"${restOfCell(value, type)}`
    }
    return `${xml}</row>`
  }

  return {
    row: rowXml,
    header: () =>
      `<row r="1">${cells.map(({ name, start }) => `${start}1"${textCell(name, cellStyle.header)}`).join('')}</row>`,
    cutTexts: () => cut,
  }
}

/** The letters of a column counted from 0: A, B, … Z, AA. */
export function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last
}

/** A day or instant as a date of Excel, or nothing where Excel's calendar has no such day. */
function dateCell(value: string, type: 'instant' | 'day'): string | undefined {
  const serial = Date.parse(value) / millisecondsPerDay + serialOf1970
  // Before March 1900 Excel counts a day that never was; after 9999 it counts none.
  if (!(serial >= 61 && serial < 2_958_466)) return undefined
  return ` s="${type === 'day' ? cellStyle.day : cellStyle.instant}"><v>${serial}</v></c>`
}

const millisecondsPerDay = 86_400_000
const serialOf1970 = 25_569
