import { z } from 'zod'
import { activityType, activityTypes } from './activity.ts'
import { countryCode } from './countries.ts'
import { eventType } from './events.ts'
import { exportId } from './ids.ts'
import { dayOrInstant, locale, rowKind } from './leads.ts'
import { oneSegment, segment } from './segments.ts'
import { timeZone } from './time-zone.ts'

const utc = z.string().meta({ description: 'Instant in UTC, ISO 8601 with milliseconds.' })

export const fileFormat = z.enum(['csv', 'xlsx', 'ndjson', 'parquet'])
export type FileFormat = z.infer<typeof fileFormat>

/** What an export was asked for. */
export const exportRequest = z
  .strictObject({
    rows: rowKind.default('actions'),
    from: dayOrInstant.optional(),
    to: dayOrInstant.optional(),
    tz: timeZone.optional(),
    actions: z.array(eventType).max(5).optional(),
    segments: z.array(segment).max(1000).optional(),
    countries: z.array(countryCode).max(250).optional(),
    format: fileFormat,
    zip: z.boolean().default(false),
    locale: locale.optional().meta({
      description:
        'Locale of the file: CSV in its dialect, with formulas made harmless (RFC 4180 without it), and country names in its language.',
    }),
  })
  .meta({ id: 'ExportRequest' })
export type ExportRequest = z.output<typeof exportRequest>

const activityFields = {
  type: z.array(activityType).max(activityTypes.length).optional(),
  actor: z
    .string()
    .min(1)
    .max(300)
    .optional()
    .meta({ description: 'Id, or complete e-mail or name at that time.' }),
  from: dayOrInstant.optional(),
  to: dayOrInstant.optional(),
  format: fileFormat,
  zip: z.boolean().default(false),
  locale: locale.optional().meta({
    description:
      'Language of what the file says about itself; CSV in the locale’s dialect with formulas made harmless.',
  }),
}

/** Body of POST /api/v1/contracts/{contract}/activity/exports. */
export const createActivityExport = z.strictObject(activityFields).meta({ id: 'CreateActivityExport' })

/** What an export of the activity log was asked for. */
export const activityExportRequest = z
  .strictObject({ content: z.literal('activity'), ...activityFields })
  .meta({ id: 'ActivityExportRequest' })
export type ActivityExportRequest = z.output<typeof activityExportRequest>

/** What any export was asked for, as it is kept. Leads name no content: theirs were the first. */
export const anyExportRequest = z.union([activityExportRequest, exportRequest])
export type AnyExportRequest = z.output<typeof anyExportRequest>

/** Body of POST /api/v1/lead-exports. */
export const createExport = z
  .strictObject({ ...exportRequest.shape, segments: z.array(oneSegment).max(1000).optional() })
  .meta({ id: 'CreateExport' })
export type CreateExport = z.output<typeof createExport>

export const exportStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
const fileState = {
  id: exportId,
  status: exportStatus.meta({
    description: '`failed` also for a file that must no longer be handed out; `error` says why.',
  }),
  progress: z.number().min(0).max(1),
  rows: z.int().nullable().meta({ description: 'Rows in the file; null until done.' }),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  created_at: utc,
  finished_at: utc.nullable(),
  expires_at: utc.nullable(),
  file: z.string().nullable().meta({ description: 'Path of the file; null until done.' }),
  error: z.string().nullable().meta({ description: 'Why the export failed and what to do; null otherwise.' }),
}

export const leadExport = z
  .object({ ...fileState, from_seq: z.int().nullable(), to_seq: z.int().nullable(), request: exportRequest })
  .meta({ id: 'LeadExport' })
export type LeadExport = z.infer<typeof leadExport>

export const activityExport = z
  .object({ ...fileState, request: activityExportRequest })
  .meta({ id: 'ActivityExport' })
export type ActivityExport = z.infer<typeof activityExport>
