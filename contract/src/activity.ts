import { z } from 'zod'

/** What users, service accounts and the operator did. */
export const activityTypes = [
  'contract_created',
  'settings_changed',
  'segments_changed',
  'service_account_created',
  'service_account_changed',
  'service_account_regenerated',
  'service_account_password_changed',
  'service_account_password_ended',
  'service_account_disabled',
  'service_account_enabled',
  'service_account_deleted',
  'token_issued',
  'token_refused',
  'token_revoked',
  'export',
  'export_started',
  'export_finished',
  'export_failed',
  'export_cancelled',
  'download',
  'import_finished',
  'import_undone',
  'quarantine_replayed',
  'person_downloaded',
  'person_erased',
  'consent_withdrawn',
] as const
export const activityType = z.enum(activityTypes)
export type ActivityType = z.infer<typeof activityType>

export const activityEntry = z
  .object({
    id: z.string(),
    at: z.string(),
    type: activityType,
    actor_kind: z.enum(['operator', 'service_account', 'user', 'unknown']),
    actor: z.string().meta({ description: 'Client id, user id or "operator".' }),
    address: z.string().nullable(),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'ActivityEntry' })
export type ActivityEntry = z.infer<typeof activityEntry>

export const activityQuery = z.strictObject({
  type: activityType.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  before: z.uuid().optional().meta({ description: 'The id of the last entry seen; older ones follow.' }),
})
export type ActivityQuery = z.output<typeof activityQuery>
export const activityList = z
  .object({ data: z.array(activityEntry), next_before: z.string().nullable() })
  .meta({ id: 'ActivityList' })
