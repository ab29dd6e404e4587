import { z } from 'zod'
import { reasonNames } from './reasons.ts'

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

/** One thing that is wrong, in a form for programs: they may say it in words of their own. */
export const problemError = z
  .object({
    pointer: z.string().optional().meta({
      description:
        'Where: a JSON Pointer (RFC 6901) into the body, such as /segments/0/key; the name of a parameter or header, without a slash in front; absent where it is the request as a whole.',
      example: '/name',
    }),
    reason: z.enum(reasonNames).meta({ description: 'Reason from a closed list, which grows.' }),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .meta({ description: 'Values of the reason, such as a limit. Never what was sent.' }),
    detail: z.string().meta({ description: 'The reason in words, in the language of `detail`.' }),
  })
  .meta({ id: 'ProblemError' })
export type ProblemError = z.infer<typeof problemError>

/** Problem details (RFC 9457), sent as application/problem+json. */
export const problem = z
  .object({
    type: z.string().meta({ description: 'A URI reference that names the kind of problem.' }),
    title: z.string(),
    status: z.int(),
    code: z.enum(errorCodes),
    detail: z.string().meta({
      description:
        'What happened and what to do: where the reason is known, in the language that Accept-Language asks for (English, French, German), else in English.',
    }),
    field: z
      .string()
      .optional()
      .meta({ description: 'The first field at fault, as a dotted path. `errors` names all of them.' }),
    errors: z
      .array(problemError)
      .optional()
      .meta({ description: 'Everything that is wrong, at once, where the reasons are known.' }),
    request_id: z.string(),
    changed_by: z
      .string()
      .optional()
      .meta({ description: 'With precondition_failed: who changed it last, where that is known.' }),
    changed_at: z.string().optional().meta({ description: 'With precondition_failed: when that was.' }),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problem>
