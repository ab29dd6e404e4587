import { readTime } from '@catalytics/contract/instants.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { wallClock } from '@catalytics/contract/zoned-time.ts'
import { dayMs, isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { cellText } from '../../stores/files/readers/cells.ts'
import { type Cell, isLostDate, isWrittenNumber } from '../../stores/files/readers/rows.ts'
import { type DateReader, dateReader } from './imports.dates.ts'

/**
 * How cells become instants on the wire: undefined for an empty one, the cell's own text where it is no time, so that
 * the validation refuses it. Throws AppError `invalid` at the first time that needs a zone when none is given.
 */
export type InstantReader = (cell: Cell) => string | undefined

/**
 * Instants out of instants, wall times, Excel serials, and text in ISO 8601, or in `format` alone where one is given:
 * a pattern (see {@link dateReader}), `unix` or `unix_ms` (seconds or milliseconds since 1970).
 *
 * @param field where the mapping says so, for messages: `event.at`
 * @param is1904 whether days count from 1904, not 1900; those of texts too
 * @throws AppError `invalid` for a format that is none
 */
export function instantReader(
  field: string,
  format: string | undefined,
  timeZone: string | undefined,
  is1904 = false,
): InstantReader {
  const zone = timeZone === undefined ? null : wallClock(timeZone)
  const atWall = (wallMs: number, written: string) => {
    if (zone === null) {
      const message = `${field}: ${written} names no time zone; say in the mapping which it is, such as "time_zone": "Europe/Paris".`
      throw new AppError('invalid', message, {
        field: 'time_zone',
        faults: [{ ...because('time_zone_needed'), path: ['mapping', 'time_zone'] }],
      })
    }
    return isoOf(zone(wallMs)) ?? written
  }
  const epochUnit = epochUnits.get(format ?? '')
  const readText =
    format === undefined ? readTime : epochUnit === undefined ? patternReader(field, format) : null
  return function read(cell) {
    if (isWrittenNumber(cell)) return read(cell.value)
    const text = cellText(cell)
    if (text === '') return undefined
    if (cell instanceof Date || isLostDate(cell)) return text
    if (typeof cell === 'object' && cell !== null) return atWall(cell.wallMs, text)
    if (epochUnit !== undefined)
      return plainNumber.test(text) ? (isoOf(Number(text) * epochUnit) ?? text) : text
    const time = readText?.(text) ?? null
    if (time !== null) {
      if (time.offsetMinutes === null) return atWall(time.wallMs, text)
      return isoOf(time.wallMs - time.offsetMinutes * 60_000) ?? text
    }
    // Text too: CSV that was made from a sheet whose date cells had lost their format.
    const day =
      plainNumber.test(text) && (typeof cell !== 'string' || format === undefined) ? Number(text) : null
    if (day === null || !isSerial(day, is1904)) return text
    return atWall(serialEpoch + Math.round((is1904 ? day + days1904 : day) * dayMs), text)
  }
}

const epochUnits: ReadonlyMap<string, number> = new Map([
  ['unix', 1000],
  ['unix_ms', 1],
])

const plainNumber = /^-?\d+(\.\d+)?$/

// Day 0 of Excel's calendar; right from March 1900 on, before which it counts a day that did not exist.
const serialEpoch = Date.UTC(1899, 11, 30)
const firstSerial = 61
const afterLastSerial = 2_958_466

// From day 0 of the calendar of 1900 to that of 1904.
const days1904 = 1462

function isSerial(day: number, is1904: boolean): boolean {
  return is1904 ? day >= 0 && day < afterLastSerial - days1904 : day >= firstSerial && day < afterLastSerial
}

function patternReader(field: string, format: string): DateReader {
  try {
    return dateReader(format)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new AppError('invalid', `${field}.format: ${format} ${cause.message}.`, {
      field: `${field}.format`,
      faults: [{ ...because('not_a_time_format'), path: inMapping(field, 'format') }],
      cause,
    })
  }
}

/** The place of a source's part in the body of the request: names of fields have dots of their own. */
export function inMapping(field: string, part: string): readonly string[] {
  return ['mapping', 'event', field.slice('event.'.length), part]
}

function isoOf(epochMs: number): string | null {
  return Math.abs(epochMs) <= 8.64e15 ? isoInstant(epochMs) : null
}
