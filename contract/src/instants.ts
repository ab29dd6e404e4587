import { z } from 'zod'
import { because, ruled } from './reasons.ts'

/** A date and time as it is written: the fields, and the offset from UTC where the text names one. */
export type WrittenTime = {
  /** Epoch milliseconds of the same fields in UTC. */
  readonly wallMs: number
  readonly offsetMinutes: number | null
  /** Whether the text says more than the day. */
  readonly hasTimeOfDay: boolean
}

/** The parts of a written time as digits; what is absent counts as 0. */
export type TimeParts = Readonly<
  Partial<
    Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'zone', string | undefined>
  >
>

/**
 * Dates and times of RFC 3339 and ISO 8601 as people and programs write them: `2011-10-30`, `2011-10-30 16:17`,
 * `2011-10-30t16:17:00.5z`, `2011-10-30T16:17+0200`; any number of digits behind the seconds, of which milliseconds are
 * kept. Null where the text is none, or names a day or time that does not exist.
 */
export function readTime(text: string): WrittenTime | null {
  const match = timePattern.exec(text)
  return match === null ? null : timeOf(match.groups ?? {})
}

const timePattern =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d{1,30}))?)?(?: ?(?<zone>Z|[+-]\d\d(?::?\d\d)?))?)?$/i

/** The time that the parts name; null where there is none such. */
export function timeOf(parts: TimeParts): WrittenTime | null {
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)]
  const [hour, minute, second] = [
    Number(parts.hour ?? 0),
    Number(parts.minute ?? 0),
    Number(parts.second ?? 0),
  ]
  const offsetMinutes = parts.zone === undefined ? null : offsetOf(parts.zone)
  if (hour > 23 || minute > 59 || Number.isNaN(offsetMinutes)) return null
  const midnight = new Date(0)
  midnight.setUTCFullYear(year, month - 1, day)
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null
  const minuteMs = midnight.getTime() + (hour * 60 + minute) * 60_000
  if (second > 59 && !(second === 60 && mayHaveLeapSecond(minuteMs, offsetMinutes))) return null
  // A leap second is told as the second before it, so that it stays in its day.
  const milliseconds = Math.min(second, 59) * 1000 + Number((parts.fraction ?? '').slice(0, 3).padEnd(3, '0'))
  return { wallMs: minuteMs + milliseconds, offsetMinutes, hasTimeOfDay: parts.hour !== undefined }
}

/** NaN where there is no such offset. */
function offsetOf(zone: string): number {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  if (Number(hours) > 23 || Number(minutes) > 59) return Number.NaN
  const offset = Number(hours) * 60 + Number(minutes)
  return sign === '-' ? -offset : offset
}

/** Leap seconds end a month in UTC (RFC 3339 section 5.7); which month is known half a year before, so not here. */
function mayHaveLeapSecond(minuteMs: number, offsetMinutes: number | null): boolean {
  if (offsetMinutes === null) return minuteMs % 3_600_000 === 59 * 60_000
  const after = new Date(minuteMs - offsetMinutes * 60_000 + 60_000)
  return after.getUTCDate() === 1 && after.getUTCHours() === 0 && after.getUTCMinutes() === 0
}

/** What a right instant looks like, for whoever sent something else. */
const examples = '2026-11-20T08:15:30Z or 2026-11-20T09:15:30+01:00'

// The form of nearly all senders, which stays as it was sent.
const commonForm = z.regexes.datetime({ offset: true })

/** Whether {@link instant} takes the text as it is. */
export function isCommonInstant(text: string): boolean {
  return commonForm.test(text)
}

/**
 * An instant: RFC 3339 with offset or Z, and the shorter forms of ISO 8601 (no seconds, `+0100`, a space for the T);
 * kept to the millisecond. What comes out always has the common form.
 */
export const instant = z
  // Answers repeat what was asked for: a codec has the way back that they take.
  .codec(z.string({ error: ({ input }) => (input === undefined ? undefined : noText) }), z.string(), {
    decode(text, payload) {
      if (isCommonInstant(text)) return text
      const time = readTime(text)
      if (time !== null && time.hasTimeOfDay && time.offsetMinutes !== null) {
        const epochMs = time.wallMs - time.offsetMinutes * 60_000
        // Without empty milliseconds, so that `z` and `Z` give one text.
        const iso = new Date(epochMs).toISOString().replace('.000Z', 'Z')
        if (isCommonInstant(iso)) return iso
      }
      const message = whatIsWrong(time)
      payload.issues.push({ code: 'invalid_format', format: 'datetime', input: text, message })
      return z.NEVER
    },
    encode: (text) => text,
  })
  .meta({ format: 'date-time', example: '2026-11-20T08:15:30Z' })

const noText = ruled(because('not_a_text'), `must be a text; send one such as ${examples}`)

function whatIsWrong(time: WrittenTime | null): string {
  if (time === null)
    return ruled(because('not_an_instant'), `is no date and time that exists; send one such as ${examples}`)
  if (!time.hasTimeOfDay)
    return ruled(because('no_time_of_day'), `has no time of day; send one such as ${examples}`)
  if (time.offsetMinutes === null)
    return ruled(because('no_offset'), `names no offset from UTC; send one such as ${examples}`)
  return ruled(
    because('not_an_instant'),
    `lies outside of the years 0000 to 9999 in UTC; send one such as ${examples}`,
  )
}
