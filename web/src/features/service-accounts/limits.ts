import type { Language } from '@catalytics/contract/languages.ts'
import { endOfDay, isDay, lastDayBefore } from '@catalytics/contract/period.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import type { Say } from '../../i18n/texts.ts'
import { convertedField, listField } from '../../lib/fields.ts'
import { formatDay } from '../../lib/format.ts'

/** The limits of an account as the server has them. */
export type Limits = {
  readonly segments: readonly Segment[]
  readonly networks: readonly string[]
  readonly expires_at: string | null
}

export const noLimits: Limits = { segments: [], networks: [], expires_at: null }

type Place = {
  readonly say: Say
  readonly language: Language
  /** Of the contract: the last day is one of its days. */
  readonly timeZone: string
  /** What a segment is called. */
  readonly nameOf: (segment: Segment) => string
}

/** The fields for the limits of an account. */
export function limitFields(limits: Limits, { say, language, timeZone, nameOf }: Place) {
  return {
    segments: convertedField<Segment[], Segment[]>({
      label: say('serviceAccounts.limits.segments'),
      id: 'account-segments',
      first: [...limits.segments],
      sent: (picked) => picked.toSorted(),
      words: (picked) => picked.map(nameOf).join(', '),
    }),
    networks: listField({
      label: say('serviceAccounts.limits.networks'),
      id: 'account-networks',
      first: limits.networks,
    }),
    expires_at: convertedField({
      label: say('serviceAccounts.limits.expiry'),
      id: 'account-expiry',
      first: lastDayOf(limits.expires_at, timeZone),
      sent: (day) => endOf(day, timeZone),
      words: (day) => (isDay(day) ? formatDay(day, language) : day),
    }),
  }
}

/**
 * When an account ends that works until the end of its last day, on the contract's clock; null: never. What is no day
 * stays as it was typed, so that the refusal stands beside the field.
 */
export function endOf(day: string, timeZone: string): string | null {
  return day === '' ? null : isDay(day) ? new Date(endOfDay(day, timeZone)).toISOString() : day
}

/** The last day of an account that ends then, in the contract's time zone; empty: there is none. */
export function lastDayOf(end: string | null, timeZone: string): string {
  return end === null ? '' : lastDayBefore(Date.parse(end), timeZone)
}
