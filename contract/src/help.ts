import { z } from 'zod'
import { role } from './accounts.ts'
import { contractId, supportRequestId } from './ids.ts'
import { instant } from './instants.ts'
import { language } from './languages.ts'
import { mailState } from './mails.ts'
import { because, ruled } from './reasons.ts'
import { line, paragraph } from './text.ts'
import { timeZone } from './time-zone.ts'

/** What a request to the operator is about. */
export const supportCategories = ['question', 'problem', 'access', 'data', 'idea'] as const
export const supportCategory = z.enum(supportCategories).meta({ id: 'SupportCategory' })
export type SupportCategory = z.infer<typeof supportCategory>

export const supportLimits = {
  /** Requests of one user within an hour. */
  perHour: 10,
  /** How long a request is kept. */
  keptDays: 90,
} as const

/**
 * What helps to find a fault. The page shows all of it before it is sent, and nothing else is taken: there is no field
 * for anything that somebody has typed, for leads or for secrets.
 */
export const supportDiagnostics = z
  .strictObject({
    version: line(50).optional().meta({ description: 'Of Catalytics.' }),
    page: z
      .string()
      .max(300)
      .regex(/^\/[^?#\s@]*$/, ruled(because('not_a_path')))
      .optional(),
    request_ids: z.array(z.uuid()).max(20).optional().meta({ description: 'Ids of recently failed calls.' }),
    browser: line(300).optional().meta({ description: 'User-Agent of the browser.' }),
    window: z
      .string()
      .regex(/^\d{1,5}x\d{1,5}$/, ruled(because('not_a_size')))
      .optional(),
    language: language.optional(),
    theme: z.enum(['light', 'dark']).optional(),
    time_zone: timeZone.optional(),
    at: instant.optional().meta({ description: 'The time of the browser’s clock.' }),
  })
  .meta({ id: 'SupportDiagnostics' })
export type SupportDiagnostics = z.infer<typeof supportDiagnostics>

/** Body of POST /support. */
export const createSupportRequest = z
  .strictObject({
    contract: contractId.optional().meta({ description: 'Contract that the request is about.' }),
    category: supportCategory,
    message: paragraph(5000),
    diagnostics: supportDiagnostics.optional(),
  })
  .meta({ id: 'CreateSupportRequest' })
export type CreateSupportRequest = z.output<typeof createSupportRequest>

export const supportRequestAnswer = z
  .object({
    id: supportRequestId,
    sent: z.enum(['queued', 'kept']).meta({
      description: 'Queued: on its way to the operator by mail. Kept: the operator finds it in a list.',
    }),
  })
  .meta({ id: 'SupportRequestAnswer' })
export type SupportRequestAnswer = z.infer<typeof supportRequestAnswer>

/** A request as its operator sees it. */
export const supportRequest = z
  .object({
    id: supportRequestId,
    created_at: z.string(),
    email: z.string(),
    name: z.string(),
    contract: z.object({ id: contractId, name: z.string() }).nullable(),
    role: role.nullable().meta({ description: 'Role of the user in that contract now.' }),
    category: supportCategory,
    message: z.string(),
    // As it was taken in: an answer is checked, and not read once more.
    diagnostics: supportDiagnostics.extend({ at: z.string().optional() }).nullable(),
    mail: z
      .enum([...mailState.options, 'none'])
      .meta({ description: 'None: there is no mail, or what became of it is forgotten (after 30 days).' }),
    mail_answer: z.string().nullable(),
  })
  .meta({ id: 'SupportRequest' })
export type SupportRequest = z.infer<typeof supportRequest>
export const supportRequestList = z
  .object({ data: z.array(supportRequest) })
  .meta({ id: 'SupportRequestList' })
