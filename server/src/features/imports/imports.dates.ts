import { timeOf, type WrittenTime } from '@catalytics/contract/instants.ts'

/** Reads text that follows a pattern completely; null where it does not, or names a day that does not exist. */
export type DateReader = (text: string) => WrittenTime | null

/**
 * A reader for a pattern. Tokens: `yyyy yy`, `MMMM MMM MM M` (names in English, French, German), `dd d`, `HH H`
 * (0-23), `hh h` with `a` (1-12, AM or PM), `mm m`, `ss s`, `SSS` (a fraction of 1 to 9 digits), `XXX` (Z or +02:00).
 * `[` and `]` enclose what may be missing, `'` what stands there literally; `d` and its like take one digit or two.
 *
 * @throws RangeError that says what is wrong with the pattern
 */
export function dateReader(pattern: string): DateReader {
  const expression = expressionOf(pattern)
  return (text) => {
    const groups = expression.exec(text)?.groups
    return groups === undefined ? null : written(groups)
  }
}

type Fields = Readonly<Record<string, string | undefined>>

const tokens: Readonly<Record<string, string>> = {
  yyyy: '(?<year>\\d{4})',
  yy: '(?<year>\\d\\d)',
  MMMM: '(?<month>[\\p{L}.]+)',
  MMM: '(?<month>[\\p{L}.]+)',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d\\d?)',
  dd: '(?<day>\\d\\d)',
  d: '(?<day>\\d\\d?)',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d\\d?)',
  hh: '(?<half>\\d\\d)',
  h: '(?<half>\\d\\d?)',
  a: '(?<meridiem>[ap]\\.?m\\.?)',
  mm: '(?<minute>\\d\\d)',
  m: '(?<minute>\\d\\d?)',
  ss: '(?<second>\\d\\d)',
  s: '(?<second>\\d\\d?)',
  SSS: '(?<fraction>\\d{1,9})',
  XXX: '(?<zone>Z|[+-]\\d\\d(?::?\\d\\d)?)',
}

function expressionOf(pattern: string): RegExp {
  const source = (pattern.match(/'[^']*'|([A-Za-z])\1*|\s+|[^]/gu) ?? []).map(expressionOfPart).join('')
  for (const needed of ['year', 'month', 'day']) {
    if (!source.includes(`(?<${needed}>`)) throw new RangeError(`has no ${needed}`)
  }
  if (source.includes('(?<half>') !== source.includes('(?<meridiem>'))
    throw new RangeError('needs h and a together')
  try {
    return new RegExp(`^${source}$`, 'iu')
  } catch (cause) {
    throw new RangeError('names a part twice, or a bracket has no partner', { cause })
  }
}

function expressionOfPart(part: string): string {
  // Other programs write years and days in capitals; nothing else could be meant here.
  const token = tokens[part.replace(/^(Y+|D+|A)$/, (capitals) => capitals.toLowerCase())]
  if (token !== undefined) return token
  if (part === '[') return '(?:'
  if (part === ']') return ')?'
  if (part.trim() === '') return '\\s+'
  if (part.length > 1 && part.startsWith("'")) return literally(part.slice(1, -1))
  // T between date and time needs no quotes, every other letter does: it may be a mistyped token.
  if (/[A-Za-z]/.test(part) && part !== 'T') throw new RangeError(`has ${part}, which is no token`)
  return literally(part)
}

function literally(text: string): string {
  return Array.from(text, (letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`).join('')
}

function written(fields: Fields): WrittenTime | null {
  const month = monthOf(fields['month'] ?? '')
  const hour = hourOf(fields)
  if (month === null || hour === null) return null
  const { day, minute, second, fraction, zone } = fields
  const year = String(yearOf(fields['year'] ?? ''))
  return timeOf({ year, month: String(month), day, hour, minute, second, fraction, zone })
}

function yearOf(text: string): number {
  const year = Number(text)
  if (text.length > 2) return year
  return year < 70 ? 2000 + year : 1900 + year
}

function monthOf(text: string): number | null {
  return /^\d/.test(text) ? Number(text) : monthNamed(text)
}

/** Undefined where the text says no hour. */
function hourOf({ hour, half, meridiem }: Fields): string | undefined | null {
  if (half === undefined) return hour
  const shown = Number(half)
  if (shown < 1 || shown > 12) return null
  return String((shown % 12) + (meridiem?.toLowerCase().startsWith('p') === true ? 12 : 0))
}

let months: readonly (readonly [string, number])[] | null = null

/** By its name or the beginning of it, at least three letters, where all months that begin so are one. */
function monthNamed(text: string): number | null {
  const beginning = foldMonth(text)
  months ??= ['en', 'fr', 'de'].flatMap((locale) => {
    const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' })
    return Array.from(
      { length: 12 },
      (_, index) => [foldMonth(format.format(Date.UTC(2001, index))), index + 1] as const,
    )
  })
  const found = new Set(months.filter(([name]) => name.startsWith(beginning)).map(([, month]) => month))
  const [month] = found
  return beginning.length >= 3 && found.size === 1 ? (month ?? null) : null
}

// août, AOUT and Août. are one.
function foldMonth(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z]/g, '')
}
