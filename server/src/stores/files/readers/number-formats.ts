import { format, isValidFormat, tokenize } from 'numfmt'
import { numberText } from './cells.ts'

/**
 * What people see of a cell through a number format (ECMA-376-1 section 18.8.31). Undefined where that is the value's own
 * text, or depends on the reader's language or says the same in another way (groups of thousands, percent, thousands or
 * millions as units, powers, fractions, dates); null where nobody can tell: the format is none, or shows nothing of a number.
 */
export type NumberFormat = (value: number | string) => string | undefined | null

/** The number format that a code of a workbook means; undefined where it leaves every value as it is. */
export function numberFormat(code: string): NumberFormat | undefined {
  if (!isValidFormat(code)) return (value) => (typeof value === 'string' ? undefined : null)
  const sections = sectionsOf(code)
  const ofText = sections.find((tokens) => tokens.some(({ type }) => type === 'text'))
  if (sections.every(isOwnText)) return undefined
  const placeless = withoutPlace(code)
  return (value) => {
    if (typeof value === 'string')
      return ofText === undefined || isOwnText(ofText) ? undefined : shownBy(placeless, value) || undefined
    const section = sectionOf(sections, value)
    const tokens = sections[section] ?? []
    if (isOwnText(tokens)) return undefined
    // General turns long numbers into powers, as narrow columns do.
    if (tokens.some(({ type }) => type === 'general') && Math.abs(value) >= 1e11) return null
    const places = placesOf(tokens)
    // numfmt takes the digits behind the point from a text that is a power where they begin with six zeros.
    if (places > 6 && value !== 0 && Math.abs(value) < 1e-6) return null
    const rounded = awayFromTie(value, places)
    const isOfSection = rounded === value || sectionOf(sections, rounded) === section
    return shownBy(placeless, isOfSection ? rounded : value) || null
  }
}

/** Whether a number format shows numbers as days or times. */
export function isDateCode(code: string): boolean {
  return tokenize(code).some(({ type }) => dateTypes.has(type))
}

const dateTypes: ReadonlySet<string> = new Set(['datetime', 'duration', 'ampm'])

type Token = { readonly type: string; readonly raw: string }

function sectionsOf(code: string): readonly (readonly Token[])[] {
  const sections: Token[][] = [[]]
  for (const token of tokenize(code)) {
    if (token.type === 'break') sections.push([])
    else sections.at(-1)?.push(token)
  }
  return sections
}

const byLanguage: ReadonlySet<string> = new Set([
  'group',
  'percent',
  'scale',
  'exp',
  'slash',
  'datetime',
  'duration',
  'ampm',
])
const onlyLook: ReadonlySet<string> = new Set([
  'general',
  'text',
  'color',
  'condition',
  'modifier',
  'skip',
  'fill',
])

function isOwnText(tokens: readonly Token[]): boolean {
  if (tokens.some(({ type }) => byLanguage.has(type))) return true
  return (
    tokens.some(({ type }) => type === 'general' || type === 'text') &&
    tokens.every(({ type }) => onlyLook.has(type))
  )
}

/** Which section is for the number: the same format with a number for what each section shows tells it. */
function sectionOf(sections: readonly (readonly Token[])[], value: number): number {
  const numbered = sections.slice(0, 3).map((tokens, index) => {
    const conditions = tokens.filter(({ type }) => type === 'condition').map(({ raw }) => raw)
    return `${conditions.join('')}"${index}"`
  })
  return Number(shownBy(numbered.join(';'), value).at(-1) ?? 0)
}

/** How many digits a section shows behind the point. */
function placesOf(tokens: readonly Token[]): number {
  const point = tokens.findIndex(({ type }) => type === 'point')
  return point === -1 ? 0 : tokens.slice(point).filter(({ type }) => digitTypes.has(type)).length
}

const digitTypes: ReadonlySet<string> = new Set(['zero', 'hash', 'qmark'])

/**
 * A number halfway between two that can be shown, a little further from zero: spreadsheets round the decimal number that
 * they show, half away from zero, and numfmt rounds the double, which for 1.005 is less than half. All that a spreadsheet
 * keeps (15 digits) is further from half than that.
 */
function awayFromTie(value: number, places: number): number {
  if (Number.isInteger(value)) return value
  const [, fraction = ''] = numberText(value).split('.')
  return fraction.length === places + 1 && fraction.endsWith('5') ? value * (1 + 2 ** -51) : value
}

/** Language and country of a format are those of its dates; numbers follow the reader's, here English. */
function withoutPlace(code: string): string {
  return code.replaceAll(/\[\$([^\]-]*)-[^\]]*\]/g, (_, currency: string) =>
    currency === '' ? '' : `[$${currency}]`,
  )
}

function shownBy(code: string, value: number | string): string {
  return format(code, value, { throws: false, invalid: '' }).trim()
}
