import { z } from 'zod'
import { locale, periodQuery } from './leads.ts'
import { roles } from './permissions.ts'
import { oneOf, pageLimit, parameter, repeatable } from './query.ts'
import { because } from './reasons.ts'

/** What users, service accounts and the operator did. */
export const activityTypes = [
  'visit',
  'sign_out',
  'sign_in_failed',
  'current_password_wrong',
  'session_ended',
  'password_changed',
  'second_factor_added',
  'second_factor_removed',
  'recovery_codes_made',
  'recovery_code_used',
  'member_added',
  'contract_created',
  'settings_changed',
  'segments_changed',
  'site_key_changed',
  'invitation_sent',
  'invitation_resent',
  'invitation_deleted',
  'invitation_accepted',
  'role_updated',
  'role_deleted',
  'account_renewed',
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
  'person_viewed',
  'person_downloaded',
  'person_erased',
  'people_merged',
  'consent_withdrawn',
  'retention_applied',
  'support_requested',
] as const
export const activityType = z.enum(activityTypes)
export type ActivityType = z.infer<typeof activityType>

/** One line of the log. It never changes: names and role are those of the moment. */
export const activityEntry = z
  .object({
    id: z.string(),
    number: z.int().meta({
      description:
        'Position in the contract’s log, from 1 without a gap; each entry holds a hash over the one before.',
    }),
    at: z.string(),
    type: activityType,
    actor_kind: z.enum(['operator', 'service_account', 'user', 'system', 'unknown']),
    actor: z.string().meta({
      description: 'Client id, user id, "operator", or "system" for what Catalytics does by itself.',
    }),
    actor_name: z
      .string()
      .nullable()
      .meta({ description: 'E-mail of the user or name of the service account at that time.' }),
    role: z.enum(roles).nullable().meta({ description: 'Role of the user in the contract at that time.' }),
    address: z.string().nullable().meta({ description: 'IP address the request came from.' }),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  })
  .meta({ id: 'ActivityEntry' })
export type ActivityEntry = z.infer<typeof activityEntry>

const filter = {
  ...periodQuery,
  type: parameter(repeatable(activityType), {
    rule: 'must be a type of entry that /api/docs lists',
    because: because('not_in_list', { allowed: activityTypes.join(', ') }),
    example: 'sign_in_failed',
  }),
  actor: parameter(z.string().min(1).max(300).optional(), {
    description: 'Id, or complete e-mail or name at that time.',
    rule: 'must have 1 to 300 characters',
    because: because('too_long', { limit: 300 }),
    example: 'ann@acme.example',
  }),
}

/** Query of GET /api/v1/contracts/{contract}/activity. */
export const activityQuery = z.strictObject({
  ...filter,
  limit: pageLimit({ most: 1000, usual: 100 }),
  before: parameter(z.uuid().toLowerCase().optional(), {
    description: 'The id of the last entry seen, of this log; older ones follow.',
    rule: 'must be the id of an entry, a UUID',
    because: because('not_an_id'),
    example: '0199b1c2-6f0e-7c1a-9d55-3f1f5e0a7b11',
  }),
})
export type ActivityQuery = z.output<typeof activityQuery>

export const activityList = z
  .object({ data: z.array(activityEntry), next_before: z.string().nullable() })
  .meta({ id: 'ActivityList' })

const activityFormat = z.enum(['csv', 'xlsx'])

/** Query of GET /api/v1/contracts/{contract}/activity/export. */
export const activityExportQuery = z.strictObject({
  ...filter,
  format: parameter(activityFormat.default('csv'), { ...oneOf(activityFormat.options), example: 'xlsx' }),
  locale: parameter(locale.default('en'), {
    description: 'Dialect of the CSV: separator, signs, what is kept as text.',
    ...oneOf(locale.options),
    example: 'de-DE',
  }),
})
export type ActivityExportQuery = z.output<typeof activityExportQuery>
