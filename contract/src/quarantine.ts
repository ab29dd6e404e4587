import { z } from 'zod'
import { rejectReason } from './events.ts'
import { importId } from './ids.ts'
import { oneOf, pageLimit, parameter } from './query.ts'
import { because, ruled } from './reasons.ts'

/** Query of GET /api/v1/contracts/{contract}/quarantine. */
export const quarantineQuery = z.strictObject({
  reason: parameter(rejectReason.optional(), {
    ...oneOf(rejectReason.options),
    example: 'unknown_catalog',
  }),
  after: parameter(z.uuid().toLowerCase().optional(), {
    description: 'The id of the last entry seen.',
    rule: 'must be the id of an entry, a UUID',
    because: because('not_an_id'),
    example: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11',
  }),
  limit: pageLimit({ most: 1000, usual: 100 }),
})
export type QuarantineQuery = z.output<typeof quarantineQuery>

/** An event that was refused, until it is tried again with success. */
export const quarantineEntry = z
  .object({
    id: z.string(),
    received_at: z.string(),
    reason: rejectReason,
    detail: z.string().meta({
      description: 'Which field, and what to do; of an import with the row in its file in front.',
    }),
    event: z.string().meta({ description: 'The event as it was sent (JSON text), cut at 8,000 characters.' }),
    replayable: z.boolean().meta({
      description:
        'False where `event` is not all that was sent: a retry changes nothing, so send the event again.',
    }),
    source_name: z.string().nullable().meta({
      description: 'Name of the account, file of the import, key of the site; null where not known.',
    }),
    source: z.string().meta({ description: 'Client id, import id, or site:KEY for the pages of a site.' }),
  })
  .meta({ id: 'QuarantineEntry' })

export const quarantineAnswer = z
  .object({
    counts: z.record(z.string(), z.int()).meta({ description: 'Refused events by reason, all of them.' }),
    data: z.array(quarantineEntry),
    next_after: z.string().nullable(),
  })
  .meta({ id: 'Quarantine' })
export type QuarantineAnswer = z.infer<typeof quarantineAnswer>

/** Body of POST /api/v1/contracts/{contract}/quarantine/replay: chosen entries, those of a reason, or all. */
export const replayRequest = z
  .strictObject({
    reason: rejectReason.optional(),
    ids: z.array(z.uuid()).min(1).max(1000).optional(),
  })
  .refine(({ reason, ids }) => reason === undefined || ids === undefined, {
    error: ruled(because('either_or', { first: 'reason', second: 'ids' })),
    path: ['ids'],
  })
  .meta({ id: 'ReplayRequest' })
export type ReplayRequest = z.output<typeof replayRequest>

export const replayAnswer = z
  .object({
    taken: z.int(),
    duplicates: z
      .int()
      .meta({ description: 'Events that were stored meanwhile; they leave the quarantine too.' }),
    refused: z.int().meta({ description: 'Events refused again, which stay in quarantine.' }),
  })
  .meta({ id: 'QuarantineReplay' })
export type ReplayAnswer = z.infer<typeof replayAnswer>

/** Before the key of a site, where its pages sent an event. */
export const sitePrefix = 'site:'

/** What a `source` names: the pages of a site, an import, or a service account. */
export function sourceKind(source: string): 'site' | 'import' | 'account' {
  if (source.startsWith(sitePrefix)) return 'site'
  return importId.safeParse(source).success ? 'import' : 'account'
}
