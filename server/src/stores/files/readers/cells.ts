import { isoInstant } from '../../../lib/clock.ts'
import { type DecimalSign, numberIn } from './numbers.ts'
import { type Cell, isLostDate, isWrittenNumber } from './rows.ts'

/** A cell as text, trimmed; '' where it is empty. Numbers take the form that their cell shows, else the shortest decimal one. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell !== 'object') return String(cell)
  if (isWrittenNumber(cell)) return cell.text ?? numberText(cell.value)
  if (isLostDate(cell)) return 'date out of range'
  return cell instanceof Date ? isoInstant(cell.getTime()) : wallText(cell.wallMs)
}

/**
 * Whether nobody can tell what text the cell was: a date out of range, or a number whose format is not understood or that
 * has more digits than a double keeps. A part number of that kind would be another part's.
 */
export function isUncertain(cell: Cell): boolean {
  if (isLostDate(cell)) return true
  if (typeof cell === 'number') return Math.abs(cell) > Number.MAX_SAFE_INTEGER
  return isWrittenNumber(cell) && cell.text === null
}

/** The shortest decimal text that is this number, never with an exponent: 21166, 0.1, 1000000000000000000000. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return ''
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? []
  if (exponent === undefined) return String(value)
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`
  return `${sign}${digits.padEnd(point, '0')}`
}

/** A text that could be two numbers. */
export const ambiguous = Symbol('ambiguous number')

/**
 * A cell as a number; undefined where it is empty. Text may be grouped (1,234.5 and 1.234,5 and 1 234,5); what could be two
 * numbers, as 1,234, is never guessed. Text that is no number comes back for the validation to refuse.
 *
 * @param sign the decimal sign of the column, where it is known
 */
export function cellNumber(
  cell: Cell,
  sign?: DecimalSign,
): number | string | boolean | undefined | typeof ambiguous {
  if (isWrittenNumber(cell)) return cellNumber(cell.value)
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined
  if (typeof cell === 'bigint') return Number(cell)
  if (typeof cell === 'boolean') return cell
  const text = cellText(cell)
  if (text === '') return undefined
  const read = numberIn(text, sign)
  return read === 'either' ? ambiguous : (read ?? text)
}

/** A cell as yes or no in English, French, German or digits; undefined where it is empty; other text comes back. */
export function cellBoolean(cell: Cell): boolean | string | undefined {
  if (isWrittenNumber(cell)) return cellBoolean(cell.value)
  if (typeof cell === 'boolean') return cell
  const text = cellText(cell)
  if (text === '') return undefined
  return booleans.get(text.toLowerCase()) ?? text
}

const booleans: ReadonlyMap<string, boolean> = new Map([
  ...['true', 'yes', 'y', '1', 'vrai', 'oui', 'wahr', 'ja'].map((word) => [word, true] as const),
  ...['false', 'no', 'n', '0', 'faux', 'non', 'falsch', 'nein'].map((word) => [word, false] as const),
])

function wallText(wallMs: number): string {
  const [day = '', time = ''] = isoInstant(wallMs)
    .replace(/(\.000)?Z$/, '')
    .split('T')
  // A spreadsheet keeps a time of day as a part of day 0, which is in 1899.
  if (day.startsWith('1899-')) return time
  return time === '00:00:00' ? day : `${day}T${time}`
}
