import { isoInstant } from '../../lib/clock.ts'
import type { Cell } from './ingest.import-rows.ts'

/** A cell as text, trimmed; '' where it is empty. Numbers take their shortest decimal form. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell.trim()
  if (typeof cell === 'number') return numberText(cell)
  if (typeof cell !== 'object') return String(cell)
  return cell instanceof Date ? isoInstant(cell.getTime()) : wallText(cell.wallMs)
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

/**
 * A cell as a number; undefined where it is empty. Text may be grouped (1,234.5 and 1.234,5 and 1 234,5), but where a
 * comma could mean either, as in 1,234, nothing is guessed: the text comes back for the validation to refuse.
 */
export function cellNumber(cell: Cell): number | string | boolean | undefined {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : undefined
  if (typeof cell === 'bigint') return Number(cell)
  if (typeof cell === 'boolean') return cell
  const text = cellText(cell)
  return text === '' ? undefined : (parseNumber(text) ?? text)
}

/** A cell as yes or no in English, French, German or digits; undefined where it is empty; other text comes back. */
export function cellBoolean(cell: Cell): boolean | string | undefined {
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

function parseNumber(text: string): number | null {
  const spaced = /^[+-]?\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?$/.test(text)
  const joined = spaced ? text.replace(/[ \u00a0\u202f'’]/g, '') : text
  const form = numberForms.find(([pattern]) => pattern.test(joined))
  if (form !== undefined) return Number(form[1](joined))
  return spaced && /^[+-]?\d+,\d+$/.test(joined) ? Number(joined.replace(',', '.')) : null
}

const numberForms: readonly (readonly [RegExp, (text: string) => string])[] = [
  [/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i, (text) => text],
  [/^[+-]?\d{1,3}(,\d{3})+\.\d+$/, (text) => text.replaceAll(',', '')],
  [/^[+-]?\d{1,3}(,\d{3}){2,}$/, (text) => text.replaceAll(',', '')],
  [/^[+-]?\d{1,3}(\.\d{3})+,\d+$/, (text) => text.replaceAll('.', '').replace(',', '.')],
  [/^[+-]?\d{1,3}(\.\d{3}){2,}$/, (text) => text.replaceAll('.', '')],
  // A comma that cannot group: not three digits behind it, or a zero or more than three digits before it.
  [/^[+-]?(\d+,(\d{1,2}|\d{4,})|0+,\d+|\d{4,},\d+)$/, (text) => text.replace(',', '.')],
]
