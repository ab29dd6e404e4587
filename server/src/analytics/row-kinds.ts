import { z } from 'zod'

/**
 * Kinds of rows in a contract's sequence. `event` and `release` are actions; a release repeats an earlier event for the
 * export once its person has agreed, because a reader of the feed has passed the original already.
 */
export const storedRowKind = z.enum([
  'event',
  'release',
  'lead_updated',
  'lead_erased',
  'consent_withdrawn',
  'lead_merged',
])
export type StoredRowKind = z.infer<typeof storedRowKind>
