import { createHash } from 'node:crypto'
import type { EventType } from '@catalytics/contract/events.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import { canonicalJson } from '../../lib/canonical-json.ts'
import { AppError } from '../../lib/errors.ts'
import { startOf } from '../../lib/zoned-time.ts'

/** Which actions are asked for. Empty lists ask for all. */
export type LeadFilter = {
  /** Epoch milliseconds, included; null without a beginning. */
  readonly from: number | null
  /** Epoch milliseconds, excluded; null without an end. */
  readonly to: number | null
  readonly actions: readonly EventType[]
  readonly segments: readonly Segment[]
  readonly countries: readonly string[]
  /** The service account's own limits; where not empty, nothing else is seen. */
  readonly segmentLock: readonly Segment[]
}

type Asked = {
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly tz?: string | undefined
  readonly actions?: readonly EventType[] | undefined
  readonly segments?: readonly Segment[] | undefined
  readonly countries?: readonly string[] | undefined
}

/**
 * @param timeZone the contract's, in which days begin unless the call names another
 * @throws AppError `invalid` when the end does not lie after the beginning
 */
export function leadFilter(asked: Asked, timeZone: string, segmentLock: readonly Segment[]): LeadFilter {
  const zone = asked.tz ?? timeZone
  const from = asked.from === undefined ? null : startOf(asked.from, zone)
  const to = asked.to === undefined ? null : startOf(asked.to, zone)
  if (from !== null && to !== null && to <= from) {
    throw new AppError('invalid', '"to" must lie after "from"; the day or instant in "to" is excluded.', {
      field: 'to',
    })
  }
  return {
    from,
    to,
    actions: sortedSet(asked.actions),
    segments: sortedSet(asked.segments),
    countries: sortedSet(asked.countries),
    segmentLock,
  }
}

function sortedSet<Item extends string>(items: readonly Item[] | undefined): readonly Item[] {
  return [...new Set(items)].toSorted()
}

export type Mark = { readonly after: number; readonly through: number }

/**
 * A place in a result: the last number read, the last one the result holds, and which filter it belongs to. Opaque to
 * the caller; it gives no access, so it needs no signature.
 */
export function toCursor(mark: Mark, filter: LeadFilter): string {
  return Buffer.from(`1.${mark.after}.${mark.through}.${digest(filter)}`).toString('base64url')
}

/** @throws AppError `invalid` for a cursor that is damaged or belongs to other filters */
export function fromCursor(cursor: string, filter: LeadFilter): Mark {
  const parts = /^1\.(\d{1,16})\.(\d{1,16})\.([0-9a-f]{16})$/.exec(
    Buffer.from(cursor, 'base64url').toString('latin1'),
  )
  const [, after, through, own] = parts ?? []
  if (after === undefined || through === undefined || own !== digest(filter)) {
    throw new AppError(
      'invalid',
      'The cursor is not one of ours for these filters. Start again without a cursor.',
      {
        field: 'cursor',
      },
    )
  }
  return { after: Number(after), through: Number(through) }
}

function digest(filter: LeadFilter): string {
  return createHash('sha256').update(canonicalJson(filter)).digest('hex').slice(0, 16)
}
