import { endOfDay, isDay, lastDayBefore } from '@catalytics/contract/period.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { entriesOf } from '../../lib/entries.ts'

/** The limits of an account as a form has them, by the names of the API's fields. */
export type Limits = {
  readonly segments: readonly Segment[]
  /** One network a line, as typed. */
  readonly networks: string
  /** The last day, in the contract's time zone, as `<input type="date">` has it; empty: never. */
  readonly expires_at: string
}

export const emptyLimits: Limits = { segments: [], networks: '', expires_at: '' }

/**
 * As the API takes them. The account works until the end of its last day, on the contract's clock; what is no day goes
 * as it was typed, so that the server's refusal stands beside the field.
 */
export function limitsInput({ segments, networks, expires_at: day }: Limits, timeZone: string) {
  return {
    segments: segments.toSorted(),
    networks: entriesOf(networks),
    expires_at: day === '' ? null : isDay(day) ? new Date(endOfDay(day, timeZone)).toISOString() : day,
  }
}

type Stored = {
  readonly segments: readonly Segment[]
  readonly networks: readonly string[]
  readonly expires_at: string | null
}

export function limitsOf({ segments, networks, expires_at: end }: Stored, timeZone: string): Limits {
  return {
    segments,
    networks: networks.join('\n'),
    expires_at: end === null ? '' : lastDayBefore(Date.parse(end), timeZone),
  }
}
