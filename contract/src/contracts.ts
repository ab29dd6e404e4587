import { z } from 'zod'
import { domain } from './email.ts'
import { contractId } from './ids.ts'
import { segmentKinds } from './segments.ts'
import { line } from './text.ts'
import { timeZone } from './time-zone.ts'
import { version } from './versions.ts'

/** Parts of the product that a contract may have or not. */
export const features = ['service_accounts'] as const
export const feature = z.enum(features)
export type Feature = z.infer<typeof feature>

/** What happens when an event names a catalog, network or site for the first time. */
export const unknownSegments = z.enum(['create', 'reject'])

const settings = {
  name: line(200),
  time_zone: timeZone.meta({ description: 'IANA zone in which the contract’s days begin.' }),
  unknown_segments: unknownSegments,
  features: z.array(feature).max(features.length),
  excluded_domains: z.array(domain).max(1000).meta({
    description:
      'E-mail domains (with subdomains) whose people are counted but never become leads: own staff, competitors.',
  }),
}

/** For how long actions are kept, in months; null: for ever. */
const retention_months = z.int().min(1).max(240).nullable().meta({
  description:
    'Actions older than so many months are removed, whole days at a time, and people without a later one are removed. Null: kept for ever.',
})

const second_factor_required = z.boolean().meta({
  description:
    'Whether members need a second factor to use the contract. Only account administrators change it.',
})

export const contract = z
  .object({
    id: contractId,
    ...settings,
    retention_months,
    second_factor_required,
    created_at: z.string(),
    version,
  })
  .meta({ id: 'Contract' })
export type ContractAnswer = z.infer<typeof contract>
export const contractList = z.object({ data: z.array(contract) }).meta({ id: 'ContractList' })

export const createContract = z
  .strictObject({
    name: settings.name,
    time_zone: timeZone.default('UTC'),
    unknown_segments: unknownSegments.default('create'),
    features: settings.features.default([...features]),
    excluded_domains: settings.excluded_domains.default([]),
    retention_months: retention_months.default(null),
  })
  .meta({ id: 'CreateContract' })
export type CreateContract = z.output<typeof createContract>

export const changeContract = z
  .strictObject({
    name: settings.name.optional(),
    time_zone: timeZone.optional(),
    unknown_segments: unknownSegments.optional(),
    features: settings.features.optional(),
    excluded_domains: settings.excluded_domains.optional(),
    retention_months: retention_months.optional(),
    second_factor_required: second_factor_required.optional(),
  })
  .meta({ id: 'ChangeContract' })
export type ChangeContract = z.output<typeof changeContract>

export const segmentEntry = z
  .object({ kind: z.enum(segmentKinds), key: line(100), name: line(200) })
  .meta({ id: 'SegmentEntry' })
export type SegmentEntry = z.infer<typeof segmentEntry>
export const segmentList = z.object({ data: z.array(segmentEntry), version }).meta({ id: 'SegmentList' })
export type SegmentList = z.infer<typeof segmentList>
/** Body of PUT /segments: names for catalogs, networks and sites; unknown ones are added. */
export const nameSegments = z
  .strictObject({ segments: z.array(segmentEntry).min(1).max(1000) })
  .meta({ id: 'NameSegments' })
