import { z } from 'zod'
import { clientId, contractId, passwordId } from './ids.ts'
import { instant } from './instants.ts'
import { lead } from './leads.ts'
import { pageLimit, parameter } from './query.ts'
import { because, ruled } from './reasons.ts'
import { scope, scopes } from './scopes.ts'
import { oneSegment, segment } from './segments.ts'
import { line } from './text.ts'
import { version } from './versions.ts'

export const serviceAccountLimits = {
  perContract: 1000,
  livePasswords: 2,
  /** Longest time that an old password goes on beside its successor. */
  overlapSeconds: 30 * 86_400,
  tokenSeconds: 15 * 60,
  /** Of a chosen password, in Unicode characters after normalisation (NFC). */
  passwordCharacters: { min: 15, max: 200 },
} as const

const { passwordCharacters: passwordLength } = serviceAccountLimits

// oxlint-disable-next-line no-control-regex -- the pattern is about control characters
const control = /[\u0000-\u001f\u007f-\u009f]/

/**
 * A password of somebody's own choice. Any Unicode, blanks too; compared after normalisation (NFC, RFC 8265), so that
 * an é typed on two keyboards is one. HTTP Basic (RFC 7617 section 2) forbids control characters.
 */
export const chosenPassword = z
  .string()
  .min(passwordLength.min)
  .max(1000)
  .refine((text) => text.isWellFormed() && !control.test(text), {
    error: ruled(because('password_not_plain_text')),
  })
  .refine((text) => charactersOf(text) >= passwordLength.min, {
    error: ruled(because('too_short', { limit: passwordLength.min })),
  })
  .refine((text) => charactersOf(text) <= passwordLength.max, {
    error: ruled(because('too_long', { limit: passwordLength.max })),
  })

function charactersOf(text: string): number {
  return Array.from(text.normalize('NFC')).length
}

/** A network in CIDR notation (RFC 4632, RFC 4291 section 2.3), or one address. */
const network = z
  .union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], {
    error: ruled(because('not_a_network')),
  })
  .meta({ description: 'CIDR such as 203.0.113.0/24 or 2001:db8::/32, or one address.' })

const settings = {
  name: line(100).meta({ description: 'Unique in the contract.' }),
  owner: line(200).meta({ description: 'Person or team responsible for the account.' }),
  scopes: z.array(scope).min(1).max(scopes.length),
  segments: z
    .array(oneSegment)
    .max(1000)
    .meta({ description: 'Segment lock: the only segments that the account sees. Empty: all.' }),
  networks: z
    .array(network)
    .max(100)
    .meta({ description: 'IP networks from which the account may call. Empty: everywhere.' }),
}

/** Body of POST /api/v1/contracts/{contract}/service-accounts. */
export const createServiceAccount = z
  .strictObject({
    name: settings.name,
    scopes: settings.scopes,
    owner: settings.owner
      .optional()
      .meta({ description: 'Person or team responsible for the account; the creator where absent.' }),
    segments: settings.segments.optional(),
    networks: settings.networks.optional(),
    expires_at: instant.nullish(),
    password: chosenPassword
      .optional()
      .meta({ description: 'A password of your own; generated where absent.' }),
  })
  .meta({ id: 'CreateServiceAccount' })
export type CreateServiceAccount = z.output<typeof createServiceAccount>

/** Body of PATCH …/service-accounts/{id}: only what is to change. */
export const changeServiceAccount = z
  .strictObject({
    name: settings.name.optional(),
    scopes: settings.scopes.optional(),
    owner: settings.owner.optional(),
    segments: settings.segments.optional(),
    networks: settings.networks.optional(),
    expires_at: instant.nullish().meta({ description: 'Null: never.' }),
  })
  .meta({ id: 'ChangeServiceAccount' })
export type ChangeServiceAccount = z.output<typeof changeServiceAccount>

/** Body of POST …/service-accounts/{id}/regenerate; none at all means a generated password and no overlap. */
export const regenerateServiceAccount = z
  .strictObject({
    overlap_seconds: z.int().min(0).max(serviceAccountLimits.overlapSeconds).default(0).meta({
      description:
        'How long the current password keeps working, in seconds; 0 ends it at once. At most two passwords work, so an older one ends at once.',
    }),
    end_overlap: z.boolean().default(false).meta({
      description:
        'Whether an overlap that was promised before may be cut short. Without it, 409 names the time until which it runs.',
    }),
    password: chosenPassword
      .optional()
      .meta({ description: 'A password of your own; generated where absent.' }),
  })
  .meta({ id: 'RegenerateServiceAccount' })
export type RegenerateServiceAccount = z.output<typeof regenerateServiceAccount>

export const serviceAccountQuery = z.strictObject({
  search: parameter(z.string().max(200).optional(), {
    description: 'Part of the name, the owner or the client id.',
    rule: 'must have at most 200 characters',
    because: because('too_long', { limit: 200 }),
    example: 'CRM',
  }),
  limit: pageLimit({ most: serviceAccountLimits.perContract, usual: serviceAccountLimits.perContract }),
})
export type ServiceAccountQuery = z.output<typeof serviceAccountQuery>

export const passwordKind = z.enum(['generated', 'chosen'])
export type PasswordKind = z.infer<typeof passwordKind>

export const servicePassword = z
  .object({
    id: passwordId,
    kind: passwordKind,
    created_at: z.string(),
    ends_at: z
      .string()
      .nullable()
      .meta({ description: 'Time at which the password stops working; null for the current one.' }),
    last_used_at: z.string().nullable(),
    last_used_address: z.string().nullable(),
    last_used_client: z.string().nullable().meta({ description: 'User-Agent of the last use.' }),
    calls: z.int().meta({ description: 'Number of API calls with this password or its tokens.' }),
  })
  .meta({ id: 'ServicePassword' })
export type ServicePasswordAnswer = z.infer<typeof servicePassword>

export const serviceAccount = z
  .object({
    id: clientId,
    client_id: clientId,
    contract: contractId,
    name: z.string(),
    owner: z.string(),
    scopes: z.array(scope),
    segments: z.array(segment),
    networks: z.array(z.string()),
    expires_at: z.string().nullable(),
    state: z.enum(['enabled', 'disabled', 'expired']),
    created_at: z.string(),
    created_by: z.string(),
    last_used_at: z.string().nullable(),
    calls_30d: z.int().meta({ description: 'API calls of today and the 29 days before (UTC).' }),
    rows_30d: z.int().meta({ description: 'Number of rows read or sent on the same days.' }),
    passwords: z.array(servicePassword).meta({ description: 'Valid passwords, newest first.' }),
    version,
  })
  .meta({ id: 'ServiceAccount' })
export type ServiceAccountAnswer = z.infer<typeof serviceAccount>

export const serviceAccountList = z
  .object({
    data: z.array(serviceAccount),
    total: z.int().meta({ description: 'Number of accounts that match the search.' }),
  })
  .meta({ id: 'ServiceAccountList' })
export type ServiceAccountList = z.infer<typeof serviceAccountList>

/** What an account sees at this moment, for whoever manages it. */
export const serviceAccountPreview = z
  .object({
    segments: z
      .array(z.object({ segment, name: z.string() }))
      .meta({ description: 'The segment lock, by name. Empty: everything.' }),
    leads: z
      .object({
        count: z.int().meta({ description: 'Number of leads that it can pull.' }),
        actions: z.int().meta({ description: 'Number of lead actions that it can pull.' }),
        first_action_at: z.string().nullable(),
        last_action_at: z.string().nullable(),
        sample: z.array(lead).meta({ description: 'Up to three of them, as the account gets them.' }),
      })
      .nullable()
      .meta({ description: 'Null for an account that may not read leads.' }),
  })
  .meta({ id: 'ServiceAccountPreview' })
export type ServiceAccountPreview = z.infer<typeof serviceAccountPreview>

/** The one answer that has a password in it: after making the account, after regenerating or changing. */
export const serviceAccountWithPassword = z
  .object({
    ...serviceAccount.shape,
    password: z.string().meta({ description: 'Shown here and never again.' }),
    token_url: z
      .url()
      .meta({ description: 'Where the password is exchanged for a token (RFC 6749 section 4.4).' }),
    api_url: z.url(),
  })
  .meta({ id: 'ServiceAccountWithPassword' })
export type ServiceAccountWithPassword = z.infer<typeof serviceAccountWithPassword>
