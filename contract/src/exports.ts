import { z } from 'zod'
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
        'CSV in the locale’s dialect with formulas made harmless; without it RFC 4180. Names countries too.',
    }),
  })
  .meta({ id: 'ExportRequest' })
export type ExportRequest = z.output<typeof exportRequest>

/** Body of POST /api/v1/lead-exports. */
export const createExport = z
  .strictObject({ ...exportRequest.shape, segments: z.array(oneSegment).max(1000).optional() })
  .meta({ id: 'CreateExport' })
export type CreateExport = z.output<typeof createExport>

export const exportStatus = z.enum(['queued', 'running', 'done', 'failed', 'cancelled'])
export const leadExport = z
  .object({
    id: exportId,
    status: exportStatus.meta({
      description: 'A file that must not leave any more makes it `failed`; `error` says what was decided.',
    }),
    progress: z.number().min(0).max(1),
    rows: z.int().nullable().meta({ description: 'Rows in the file; null until done.' }),
    bytes: z.int().nullable(),
    sha256: z.string().nullable(),
    from_seq: z.int().nullable(),
    to_seq: z.int().nullable(),
    created_at: utc,
    finished_at: utc.nullable(),
    expires_at: utc.nullable(),
    file: z.string().nullable().meta({ description: 'Path of the file; null until done.' }),
    error: z.string().nullable().meta({ description: 'Why it failed and what to do; null otherwise.' }),
    request: exportRequest,
  })
  .meta({ id: 'LeadExport' })
export type LeadExport = z.infer<typeof leadExport>
