import { z } from 'zod'
import { namesOf, wireOf } from './columns.ts'
import { countryCode } from './countries.ts'
import { eventType, eventTypes } from './events.ts'
import { leadId } from './ids.ts'
import { instant } from './instants.ts'
import { leadActionTable, leadTable } from './lead-columns.ts'
import { decimal, oneOf, pageLimit, parameter, repeatable } from './query.ts'
import { because, ruled } from './reasons.ts'
import { oneSegment } from './segments.ts'
import { timeZone } from './time-zone.ts'

const utc = z.string().meta({ description: 'Instant in UTC, ISO 8601 with milliseconds.' })

/** One event of a consenting person. The key order is the column order of every format. */
export const leadAction = z.object(wireOf(leadActionTable)).meta({ id: 'LeadAction' })
export type LeadAction = z.infer<typeof leadAction>
export const leadActionColumns = namesOf(leadActionTable)

/** One person with what they did inside the filter. The key order is the column order of every format. */
export const lead = z.object(wireOf(leadTable)).meta({ id: 'Lead' })
export type Lead = z.infer<typeof lead>
export const leadColumns = namesOf(leadTable)

export const changeKinds = [
  'lead_action',
  'lead_updated',
  'lead_erased',
  'consent_withdrawn',
  'lead_merged',
] as const

/** What is left to say of a person who was erased or withdrew consent: which lead to remove. */
export const leadGone = z.object({ lead_id: leadId }).meta({ id: 'LeadGone' })

/** Two leads were found to be one person: what is kept of `from` belongs to `into`. */
export const leadMerged = z.object({ from: leadId, into: leadId }).meta({ id: 'LeadMerged' })

const changeBase = { seq: z.int(), at: utc.meta({ description: 'When the change was stored (UTC).' }) }
export const leadChange = z
  .discriminatedUnion('kind', [
    z.object({ ...changeBase, kind: z.literal('lead_action'), row: leadAction }),
    z.object({ ...changeBase, kind: z.literal('lead_updated'), row: lead }),
    z.object({ ...changeBase, kind: z.literal('lead_erased'), row: leadGone }),
    z.object({ ...changeBase, kind: z.literal('consent_withdrawn'), row: leadGone }),
    z.object({ ...changeBase, kind: z.literal('lead_merged'), row: leadMerged }),
  ])
  .meta({ id: 'LeadChange' })
export type LeadChange = z.infer<typeof leadChange>

/** Rows in `Accept` or `format=`: one page as JSON, or the whole result as a stream. */
export const rowFormat = z.enum(['json', 'ndjson', 'csv'])
export const rowKind = z.enum(['actions', 'leads'])
export type RowKind = z.infer<typeof rowKind>

export const locale = z.enum([
  'en',
  'fr',
  'de',
  'en-GB',
  'en-US',
  'fr-FR',
  'de-DE',
  'fr-CH',
  'de-CH',
  'de-AT',
])
export type Locale = z.infer<typeof locale>

const dayOrInstantRule = 'must be a day that exists, or an instant with its offset from UTC'
const dayOrInstantFault = ruled(because('not_a_day_or_instant'))
const rowLimit = pageLimit({ most: 10_000, usual: 1000 })

/** A day (2026-03-01, in the contract's or the asked time zone) or an instant, in every form that events may have it. */
export const dayOrInstant = z.union([z.iso.date({ error: dayOrInstantFault }), instant], {
  error: dayOrInstantFault,
})

/** The parameters `from` and `to`. */
export const periodQuery = {
  from: parameter(dayOrInstant.optional(), {
    description: 'First day or instant, included.',
    rule: dayOrInstantRule,
    because: because('not_a_day_or_instant'),
    example: '2026-03-01',
  }),
  to: parameter(dayOrInstant.optional(), {
    description: 'Last day or instant, excluded.',
    rule: dayOrInstantRule,
    because: because('not_a_day_or_instant'),
    example: '2026-04-01T00:00:00Z',
  }),
}

const filterQuery = {
  ...periodQuery,
  tz: parameter(timeZone.optional(), {
    description: 'Zone in which days begin; the contract’s own where absent.',
    rule: 'must be an IANA time zone',
    because: because('not_a_time_zone'),
    example: 'Europe/Paris',
  }),
  action: parameter(repeatable(eventType), { ...oneOf(eventTypes), example: 'cad_download' }),
  segment: parameter(repeatable(oneSegment), {
    rule: 'must be catalog:KEY, site:KEY or network:KEY',
    because: because('not_a_segment'),
    example: 'catalog:ball-bearings',
  }),
  country: parameter(repeatable(countryCode), {
    rule: 'must be an ISO 3166-1 alpha-2 code in upper case',
    because: because('not_a_country'),
    example: 'DE',
  }),
}

/** Query of GET /api/v1/lead-actions and GET /api/v1/leads. */
export const leadQuery = z.strictObject({
  ...filterQuery,
  limit: rowLimit,
  cursor: parameter(z.string().min(1).max(500).optional(), {
    description: '`next_cursor` of the page before; keep the filters as they were.',
    rule: 'must be next_cursor of the page before',
    because: because('not_from_here'),
    example: 'MS4xMC4yMC4wMTIzNDU2Nzg5YWJjZGVm',
  }),
  format: parameter(rowFormat.optional(), { ...oneOf(rowFormat.options), example: 'ndjson' }),
  locale: parameter(locale.optional(), {
    description: 'With CSV: a file for people in this locale’s dialect.',
    ...oneOf(locale.options),
    example: 'de-DE',
  }),
})
export type LeadQuery = z.output<typeof leadQuery>

/** Query of GET /api/v1/lead-changes. */
export const changesQuery = z.strictObject({
  after: parameter(decimal(z.number().int().min(0).max(Number.MAX_SAFE_INTEGER)).default(0), {
    description: '`next_after` of the answer before; 0 begins at the beginning.',
    rule: 'must be next_after of the answer before, a whole number from 0',
    because: because('not_from_here'),
    example: '1207',
  }),
  limit: rowLimit,
  wait: parameter(decimal(z.number().min(0).max(30)).default(0), {
    description: 'Seconds to wait for something new; not at all where absent.',
    rule: 'must be a number of seconds from 0 to 30',
    because: because('not_between', { least: 0, most: 30 }),
    example: '30',
  }),
})
export type ChangesQuery = z.output<typeof changesQuery>

const pageFields = {
  next_cursor: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last page.' }),
  complete_through: z
    .int()
    .meta({ description: 'All changes up to this number are included; continue with lead-changes?after=' }),
}
export const leadActionPage = z
  .object({ data: z.array(leadAction), ...pageFields })
  .meta({ id: 'LeadActionPage' })
export const leadPage = z.object({ data: z.array(lead), ...pageFields }).meta({ id: 'LeadPage' })
export const leadChangePage = z
  .object({
    data: z.array(leadChange),
    next_after: z
      .int()
      .meta({ description: 'Number to send as `after` next time; store it together with the rows.' }),
    complete_through: z.int(),
    lag_ms: z.int().meta({ description: 'Age of the oldest change still to be read; 0 when there is none.' }),
  })
  .meta({ id: 'LeadChangePage' })
