import { z } from 'zod'

/** Every code a problem answer can carry. Machines switch on these; the texts may change. */
export const errorCodes = [
  'invalid',
  'unauthorized',
  'forbidden',
  'second_factor_needed',
  'not_found',
  'method_not_allowed',
  'conflict',
  'gone',
  'precondition_failed',
  'too_large',
  'unsupported_media_type',
  'too_many_requests',
  'range_not_satisfiable',
  'unavailable',
  'damaged',
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Problem details (RFC 9457), sent as application/problem+json. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'A URI reference that names the kind of problem.' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes),
    detail: z.string().meta({ description: 'What happened and what to do.' }),
    field: z.string().optional().meta({ description: 'The field at fault, as a dotted path.' }),
    request_id: z.string(),
    changed_by: z
      .string()
      .optional()
      .meta({ description: 'With precondition_failed: who changed it last, where that is known.' }),
    changed_at: z.string().optional().meta({ description: 'With precondition_failed: when that was.' }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>
