import { createHash } from 'node:crypto'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from './errors.ts'

/**
 * Decides on the version of something whether a change may be made on top of it; without one, on whether it may be made
 * where nothing is.
 */
export type Precondition = (version: string | undefined) => boolean

/** Of a change that is made whatever happened since its caller read. */
export const anyVersion: Precondition = () => true

/** Names a version by its values: the same for the same values in the same order, another one for others. */
export function versionOf(settings: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('base64url').slice(0, 22)
}

/** The fields in which a change differs from what is there; what it leaves out stays. */
export function changedFields<Field extends string>(
  fields: readonly Field[],
  before: Readonly<Record<Field, unknown>>,
  change: Readonly<Partial<Record<Field, unknown>>>,
): Field[] {
  return fields.filter(
    (field) => change[field] !== undefined && JSON.stringify(change[field]) !== JSON.stringify(before[field]),
  )
}

/** The last change of something: who made it, as the log calls them, and when (RFC 3339). */
export type LastChange = { readonly by: string; readonly at: string }

/** What to say of a change that was made on a version that is no longer there. */
export function changedMeanwhile(last: LastChange | undefined): AppError {
  return new AppError(
    'precondition_failed',
    'It is not, or no longer, as If-Match or If-None-Match says; changed_by and changed_at tell who changed it last. Read it again, then decide.',
    { because: because('changed_meanwhile'), ...(last && { lastChange: last }) },
  )
}
