import { startOfDay } from '@catalytics/contract/period.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'

/** From the first instant that counts to the first that does not, in epoch milliseconds; null where it has no such end. */
export type Period = { readonly from: number | null; readonly to: number | null }

/**
 * The period that a call asks for. Both ends are days (`2026-03-01`), which begin in the zone, or instants (ISO 8601 with
 * an offset).
 *
 * @param place where the caller has written it
 * @throws AppError `invalid` when the end does not lie after the beginning
 */
export function periodOf(
  asked: { readonly from?: string | undefined; readonly to?: string | undefined },
  timeZone: string,
  place: 'query' | 'body' = 'query',
): Period {
  const from = asked.from === undefined ? null : edgeOf(asked.from, timeZone)
  const to = asked.to === undefined ? null : edgeOf(asked.to, timeZone)
  if (from !== null && to !== null && to <= from) {
    throw new AppError('invalid', '"to" must lie after "from"; the day or instant in "to" is excluded.', {
      because: because('end_not_after_start'),
      ...(place === 'query' ? { parameter: 'to' } : { field: 'to' }),
    })
  }
  return { from, to }
}

function edgeOf(dayOrInstant: string, timeZone: string): number {
  return dayOrInstant.length > 10 ? Date.parse(dayOrInstant) : startOfDay(dayOrInstant, timeZone)
}
