/** What stands in front of the fraction of a written number. */
export type DecimalSign = '.' | ','

/**
 * Numbers that a text can mean, by the decimal sign of its writer; digits may be grouped by the other sign, by blanks or by
 * apostrophes. Both are there and equal where the text has no sign, both and different for `1,234` and its like.
 */
export function readingsOf(text: string): Readonly<Partial<Record<DecimalSign, number>>> {
  const isSpaced = /^[+-]?\d{1,3}([ \u00a0\u202f'’]\d{3})+([.,]\d+)?$/.test(text)
  const joined = isSpaced ? text.replaceAll(/[ \u00a0\u202f'’]/g, '') : text
  const point = numberOf(joined, plainPoint, isSpaced ? null : groupedPoint)
  const comma = numberOf(joined, plainComma, isSpaced ? null : groupedComma)
  return { ...(point === null ? {} : { '.': point }), ...(comma === null ? {} : { ',': comma }) }
}

/** The decimal sign that a text proves; undefined where it has none, could have either, or is no number. */
export function decimalSignOf(text: string): DecimalSign | undefined {
  const readings = readingsOf(text)
  if (readings['.'] === undefined) return readings[','] === undefined ? undefined : ','
  return readings[','] === undefined ? '.' : undefined
}

/**
 * The number that a text is.
 *
 * @param sign the decimal sign of the column, where it is known
 * @returns `either` where it could be two numbers, undefined where it is none
 */
export function numberIn(text: string, sign: DecimalSign | undefined): number | 'either' | undefined {
  const readings = readingsOf(text)
  if (sign !== undefined) return readings[sign]
  const { '.': point, ',': comma } = readings
  if (point !== undefined && comma !== undefined && point !== comma) return 'either'
  return point ?? comma
}

const plainPoint = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i
const plainComma = /^[+-]?(\d+(,\d*)?|,\d+)(e[+-]?\d+)?$/i
// A group in front never begins with a zero: 0.500 has a fraction.
const groupedPoint = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/
const groupedComma = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/

function numberOf(text: string, plain: RegExp, grouped: RegExp | null): number | null {
  const [sign, group] = plain === plainPoint ? ['.', ','] : [',', '.']
  if (plain.test(text)) return Number(text.replace(sign ?? '', '.'))
  if (grouped?.test(text) !== true) return null
  return Number(text.replaceAll(group ?? '', '').replace(sign ?? '', '.'))
}
