import { z } from 'zod'
import { email } from './email.ts'
import { language } from './languages.ts'
import { oneOf, pageLimit, parameter } from './query.ts'

/*
 * Mails that the installation sends, for its operator. Reached over the admin socket only.
 */

/** What a mail is for. */
export const mailKinds = [
  'test',
  'password_reset',
  'security_notice',
  'invitation',
  'support_request',
] as const
export const mailKind = z.enum(mailKinds).meta({ id: 'MailKind' })
export type MailKind = z.infer<typeof mailKind>

/** `sent`: the mail server has taken it. `failed`: it will not be tried again. */
export const mailState = z.enum(['queued', 'sent', 'failed']).meta({ id: 'MailState' })
export type MailState = z.infer<typeof mailState>

/** A mail as its operator sees it: without its words and its recipient, which are gone once it is done. */
export const mail = z
  .object({
    id: z.uuid(),
    kind: mailKind,
    state: mailState,
    attempts: z.int(),
    answer: z
      .string()
      .nullable()
      .meta({ description: 'Last answer of the mail server, or why it could not be reached.' }),
    created_at: z.string(),
    until: z
      .string()
      .meta({ description: 'Time after which the mail is no longer tried, because it would be of no use.' }),
    done_at: z.string().nullable(),
  })
  .meta({ id: 'Mail' })
export type MailAnswer = z.infer<typeof mail>

export const mailQuery = z.strictObject({
  state: parameter(mailState.optional(), { ...oneOf(mailState.options), example: 'failed' }),
  limit: pageLimit({ most: 1000, usual: 100 }),
})
export type MailQuery = z.output<typeof mailQuery>
export const mailList = z.object({ data: z.array(mail) }).meta({ id: 'MailList' })

/** Body of POST /api/v1/mails/test. */
export const sendTestMail = z
  .strictObject({ to: email, language: language.default('en') })
  .meta({ id: 'SendTestMail' })
