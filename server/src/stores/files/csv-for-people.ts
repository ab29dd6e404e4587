import type { CsvDialect } from './csv.ts'
import type { Column, Row } from './table.ts'

/**
 * CSV that opens right with a double click, in the dialect of the reader's locale: UTF-8 with byte order mark, the
 * list separator, decimal sign and boolean words that Excel expects there, instants in UTC as `yyyy-mm-dd hh:mm:ss`.
 * What people wrote is never run as a formula (a leading apostrophe), and text that a spreadsheet would take for a
 * number or a date stays text (`="00123"`). Reasons: docs/decisions/0004-csv-for-people.md.
 * @throws RangeError for a locale without a dialect.
 */
export function csvForPeople(locale: string): CsvDialect {
  const style = styles.get(locale)
  if (style === undefined) throw new RangeError(`no CSV dialect for the locale ${locale}`)
  return {
    header: (columns) => `\uFEFF${columns.map((column) => quoted(column.name)).join(style.separator)}\r\n`,
    row: (row, columns) => `${columns.map((column) => field(row, column, style)).join(style.separator)}\r\n`,
  }
}

type Style = {
  readonly separator: ',' | ';'
  readonly decimal: '.' | ','
  readonly yes: string
  readonly no: string
}

const english: Style = { separator: ',', decimal: '.', yes: 'TRUE', no: 'FALSE' }
const french: Style = { separator: ';', decimal: ',', yes: 'VRAI', no: 'FAUX' }
const german: Style = { separator: ';', decimal: ',', yes: 'WAHR', no: 'FALSCH' }

const styles: ReadonlyMap<string, Style> = new Map([
  ['en', english],
  ['en-US', english],
  ['en-GB', english],
  ['fr', french],
  ['fr-FR', french],
  ['fr-CH', { ...french, decimal: '.' }],
  ['de', german],
  ['de-DE', german],
  ['de-AT', german],
  ['de-CH', { ...german, decimal: '.' }],
])

function field(row: Row, column: Column, style: Style): string {
  const value = row[column.name] ?? null
  if (value === null) return ''
  if (typeof value === 'boolean') return value ? style.yes : style.no
  if (typeof value === 'number') return String(value).replace('.', style.decimal)
  if (column.type === 'instant') return value.slice(0, 19).replace('T', ' ')
  if (column.type !== 'text') return quoted(value)
  return quoted(column.peopleText === true && opensFormula.test(value) ? `'${value}` : keptAsText(value))
}

/** Every separator that some spreadsheet splits at is quoted, not just our own: a field stays one cell everywhere. */
function quoted(value: string): string {
  return value === '' || /["\r\n,;\t]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

/**
 * Text that a spreadsheet runs: it begins, after any blanks and invisible characters, with an operator in plain,
 * small or full-width form, or with a control character that importers drop on the way to one.
 */
const opensFormula =
  /^[\p{White_Space}\p{C}\u034F\u115F\u1160\u2800\u3164\uFFA0]*[\t\r\n\0=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]/u

/** Text that a spreadsheet would turn into a number, date or boolean, as a formula whose value is just that text. */
function keptAsText(value: string): string {
  // 255 characters is Excel's limit for a text inside a formula, and far beyond any number or date.
  if (value.length > 255 || plainInteger.test(value)) return value
  const bare = value.trim()
  const converted = /\d/.test(bare) ? numberLike.test(bare) || dateLike.test(bare) : booleanWord.test(bare)
  return converted ? `="${value}"` : value
}

/** An integer that comes back as it went in: no leading zero, and short enough not to be shown as 1.2E+11. */
const plainInteger = /^(0|[1-9]\d{0,10})$/

// The patterns take rather too much than too little, since what is kept as text needlessly still shows right. None
// lets a quote through, so nothing can get out of the formula; none can backtrack far on a long text.
const numberLike = /^[\d \u00A0\u202F.,:/'’()%$€£+-]*(e[+-]?\d+|[ap]m?|chf|eur)?$/iu
const months =
  'jan|january|janv|janvier|januar|jän|jänner|feb|february|févr|fevr|février|fevrier|februar|mar|march|mars|mär|märz|' +
  'mrz|apr|april|avr|avril|may|mai|jun|june|juin|juni|jul|july|juil|juillet|juli|aug|august|août|aout|sep|sept|' +
  'september|septembre|oct|october|octobre|okt|oktober|nov|november|novembre|dec|december|déc|décembre|decembre|dez|' +
  'dezember'
const dateLike = new RegExp(`^[\\d \\u00A0.,:/-]*(${months})[\\d \\u00A0.,:/-]*$`, 'iu')
const booleanWord = /^(true|false|vrai|faux|wahr|falsch)$/i
