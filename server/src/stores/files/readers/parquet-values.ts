import type { Encoding, FileMetaData, SchemaElement, SchemaTree } from 'hyparquet'
import { cellText } from './cells.ts'
import { jsonText } from './ndjson.ts'
import { type Cell, isLostDate } from './rows.ts'

/**
 * The same file with its DECIMAL and UINT_32 columns as what they are stored as, whole numbers or bytes: hyparquet makes
 * doubles of decimals, which end at 2^53, and loses the upper half of unsigned numbers that are written as differences.
 */
export function asStored(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element) => {
    if (!isDecimal(element) && !isUnsigned32(element)) return element
    const { converted_type: _converted, logical_type: _logical, ...plain } = element
    return plain
  })
  // The chunks of a row group come in the order of the schema's leaves.
  const leaves = metadata.schema.filter(({ num_children }) => num_children === undefined)
  const row_groups = metadata.row_groups.map((group) => ({
    ...group,
    columns: group.columns.map((chunk, index) => {
      const leaf = leaves[index]
      const { meta_data } = chunk
      if (leaf === undefined || !isUnsigned32(leaf) || meta_data === undefined) return chunk
      return hasDifferencesOnly(meta_data.encodings)
        ? { ...chunk, meta_data: { ...meta_data, type: 'INT64' as const } }
        : chunk
    }),
  }))
  return { ...metadata, schema, row_groups }
}

/**
 * Whether a chunk holds its numbers as differences alone. Their first value is of any length; DuckDB gives it 33 bits where
 * the number is unsigned, and hyparquet takes 32 of an INT32.
 */
function hasDifferencesOnly(encodings: readonly Encoding[]): boolean {
  return (
    encodings.includes('DELTA_BINARY_PACKED') && !encodings.some((encoding) => otherNumbers.has(encoding))
  )
}

const otherNumbers: ReadonlySet<Encoding> = new Set<Encoding>([
  'PLAIN',
  'PLAIN_DICTIONARY',
  'RLE_DICTIONARY',
  'BYTE_STREAM_SPLIT',
])

/** What makes a cell of a value that hyparquet gives for a column; lists, maps and structs become JSON text. */
export function parquetCells(column: SchemaTree): (value: unknown) => Cell {
  if (column.children.length === 0 && column.element.repetition_type !== 'REPEATED')
    return leafReader(column.element)
  const inside = insideReader(column)
  return (value) => {
    if (value === null || value === undefined) return null
    return holdsLostDate(value) ? new Date(Number.NaN) : jsonText(inside(value))
  }
}

/** Whether a date out of range lies anywhere in a list, map or struct, whose text nobody could tell then. */
function holdsLostDate(value: unknown): boolean {
  if (value instanceof Date) return isLostDate(value)
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return false
  return Object.values(value).some(holdsLostDate)
}

/** A value inside of a list, map or struct, as JSON has it. */
function insideReader(tree: SchemaTree): (value: unknown) => unknown {
  const ofOne = oneReader(tree)
  return function read(value): unknown {
    // A column may be repeated without saying that it is a list, and lists may lie in lists.
    if (Array.isArray(value)) return value.map(read)
    return value === null || value === undefined ? null : ofOne(value)
  }
}

function oneReader({ element, children }: SchemaTree): (value: unknown) => unknown {
  const [first] = children
  if (first === undefined) {
    const leaf = leafReader(element)
    return (value) => jsonOf(leaf(value))
  }
  if (element.logical_type?.type === 'VARIANT') return (value) => value
  if (element.converted_type === 'LIST' && children.length === 1)
    return oneReader(first.children.length === 1 ? (first.children[0] ?? first) : first)
  const values = element.converted_type === 'MAP' ? first.children[1] : undefined
  const ofEntry = values === undefined ? undefined : insideReader(values)
  const ofField = new Map(children.map((child) => [child.element.name, insideReader(child)]))
  return (value) => {
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [
      name,
      (ofEntry ?? ofField.get(name))?.(inner) ?? null,
    ])
    return Object.fromEntries(entries)
  }
}

function jsonOf(cell: Cell): unknown {
  return typeof cell === 'object' && cell !== null ? cellText(cell) : cell
}

function leafReader(element: SchemaElement): (value: unknown) => Cell {
  const { type, converted_type: converted, logical_type: logical, scale } = element
  const local =
    converted === 'DATE' ||
    logical?.type === 'DATE' ||
    (logical?.type === 'TIMESTAMP' && !logical.isAdjustedToUTC)
  const perSecond = timeUnit(converted, logical)
  const isText = type === 'BYTE_ARRAY'
  const isExact = isDecimal(element)
  const isUnsigned = isUnsigned32(element)
  return (value) => {
    if (value === null || value === undefined) return null
    if (isExact) return decimalCell(wholeOf(value), scale ?? 0)
    if (isUnsigned && (typeof value === 'number' || typeof value === 'bigint'))
      return Number(BigInt.asUintN(32, BigInt(value)))
    if (perSecond !== undefined && (typeof value === 'number' || typeof value === 'bigint'))
      return timeOfDay(BigInt(value), perSecond)
    if (value instanceof Date) return local ? { wallMs: value.getTime() } : value
    if (value instanceof Uint8Array) return Buffer.from(value).toString(isText ? 'utf8' : 'hex')
    if (typeof value === 'number') return type === 'FLOAT' ? singleCell(value) : value
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint') return value
    return jsonText(value)
  }
}

/** The kind of values in a column that nobody reads here; undefined where all of them are read. */
export function unreadKind({ element, children }: SchemaTree): string | undefined {
  const own = element.converted_type
  if (own === 'INTERVAL' || own === 'BSON') return own
  return children.map(unreadKind).find((kind) => kind !== undefined)
}

function isDecimal({ converted_type, logical_type }: SchemaElement): boolean {
  return converted_type === 'DECIMAL' || logical_type?.type === 'DECIMAL'
}

function isUnsigned32({ converted_type, logical_type }: SchemaElement): boolean {
  if (converted_type === 'UINT_32') return true
  return logical_type?.type === 'INTEGER' && logical_type.bitWidth === 32 && !logical_type.isSigned
}

/** The unscaled value of a DECIMAL: a whole number, or one in two's complement, big-endian. */
function wholeOf(value: unknown): bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return BigInt(value)
  if (!(value instanceof Uint8Array) || value.length === 0) return 0n
  return BigInt.asIntN(value.length * 8, BigInt(`0x${Buffer.from(value).toString('hex')}`))
}

/** Most decimals are doubles with a short text; those with more digits keep them beside the nearest double. */
function decimalCell(whole: bigint, scale: number): Cell {
  const sign = whole < 0n ? '-' : ''
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0')
  const point = digits.length - scale
  const fraction = digits.slice(point).replace(/0+$/, '')
  const text = `${sign}${digits.slice(0, point)}${fraction === '' ? '' : `.${fraction}`}`
  if (digits.length <= safeDigits) return Number(text)
  return fraction === '' ? BigInt(text) : { value: Number(text), text }
}

// A double keeps every decimal of so many digits.
const safeDigits = 15

/** From 2^24 on a single-precision number can be the next whole number too, so which one it was cannot be known. */
function singleCell(value: number): Cell {
  const short = shortestSingle(value)
  return Math.abs(value) >= 2 ** 24 ? { value: short, text: null } : short
}

const perSecondOf = { MILLIS: 1000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const

/** How many of its units a TIME column (Parquet's LogicalTypes) counts a second; undefined where it is none. */
function timeUnit(
  converted: SchemaElement['converted_type'],
  logical: SchemaElement['logical_type'],
): bigint | undefined {
  if (logical?.type === 'TIME') return perSecondOf[logical.unit]
  if (converted === 'TIME_MILLIS') return perSecondOf.MILLIS
  return converted === 'TIME_MICROS' ? perSecondOf.MICROS : undefined
}

/** A time of day as ISO 8601 has it, with as many digits behind the seconds as there are: 12:34:56.789. */
function timeOfDay(units: bigint, perSecond: bigint): string {
  const seconds = Number(units / perSecond)
  const digits = String(perSecond).length - 1
  const fraction = String(units % perSecond)
    .padStart(digits, '0')
    .replace(/0+$/, '')
  const whole = [seconds / 3600, (seconds / 60) % 60, seconds % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':')
  return fraction === '' ? whole : `${whole}.${fraction}`
}

/** The double with the shortest text that is the same single-precision number: 2.1, not 2.0999999046325684. */
function shortestSingle(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return Number.isFinite(value) ? Number(value.toPrecision(9)) : value
}
