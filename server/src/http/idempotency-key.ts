import { z } from 'zod'

/** The headers of a call that, asked again under the same key, is done once. */
export const idempotencyHeaders = z.looseObject({
  'idempotency-key': z.string().min(1).max(200).optional(),
})
