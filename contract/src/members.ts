import { z } from 'zod'
import { permission, role } from './accounts.ts'
import { email } from './email.ts'
import { contractId, invitationId, userId } from './ids.ts'
import { language } from './languages.ts'
import { mailState } from './mails.ts'
import { line } from './text.ts'
import { version } from './versions.ts'

/*
 * Who may do what in a contract: its members with their roles, and those who are invited.
 */

export const memberLimits = {
  /** How long the link of an invitation works. */
  invitationSeconds: 7 * 86_400,
  /** How long to wait before an invitation is sent once more. */
  resendSeconds: 60,
  /** Invitations of one contract that wait at the same time. */
  invitationsPerContract: 500,
} as const

export const member = z
  .object({
    user: userId,
    email: z.string(),
    name: z.string(),
    role,
    joined_at: z.string(),
    last_seen_at: z.string().nullable().meta({ description: 'Time of the last sign-in; null: never.' }),
    second_factor: z.boolean().meta({ description: 'Whether signing in asks for a second factor.' }),
    version,
  })
  .meta({ id: 'Member' })
export type MemberAnswer = z.infer<typeof member>
export const memberList = z.object({ data: z.array(member) }).meta({ id: 'MemberList' })

/** Body of PATCH …/members/{user}. */
export const changeMember = z.strictObject({ role }).meta({ id: 'ChangeMember' })

/** Body of POST …/invitations. */
export const createInvitation = z
  .strictObject({
    email,
    role,
    language: language.default('en').meta({ description: 'Language of the invitation.' }),
  })
  .meta({ id: 'CreateInvitation' })
export type CreateInvitation = z.output<typeof createInvitation>

export const invitation = z
  .object({
    id: invitationId,
    email: z.string(),
    role,
    language,
    invited_by: z
      .string()
      .meta({ description: 'Address of the user who made the current link, or "operator".' }),
    created_at: z.string(),
    sent_at: z.string().meta({ description: 'Time at which the current link was made.' }),
    expires_at: z.string(),
    state: z.enum(['pending', 'expired']),
    mail: z
      .enum([...mailState.options, 'none'])
      .meta({ description: 'State of the mail; none: there is no mail server, and the link was shown.' }),
    mail_answer: z.string().nullable().meta({ description: 'Last answer of the mail server.' }),
  })
  .meta({ id: 'Invitation' })
export type InvitationAnswer = z.infer<typeof invitation>
export const invitationList = z.object({ data: z.array(invitation) }).meta({ id: 'InvitationList' })

/** The answer to inviting, once and once more. */
export const sentInvitation = z
  .object({
    ...invitation.shape,
    link: z.string().nullable().meta({
      description: 'Link to hand over where no mail server is set up. Shown here and never again.',
    }),
  })
  .meta({ id: 'SentInvitation' })
export type SentInvitation = z.infer<typeof sentInvitation>

const invitationToken = z.string().max(200).meta({ description: 'The part of the link after the #.' })

/** Body of POST /invitations/look. */
export const invitationLook = z.strictObject({ token: invitationToken }).meta({ id: 'InvitationLook' })
export const invitationLookAnswer = z
  .object({
    contract: z.object({ id: contractId, name: z.string() }),
    email: z.string(),
    role,
    language,
    has_account: z
      .boolean()
      .nullable()
      .meta({
        description:
          'Whether the address has an account: then sign in and join, else accept. Null where that is not said, because ' +
          'the link was not mailed to the address or nobody has proved that the account is theirs: accept, or sign in and join.',
      }),
  })
  .meta({ id: 'InvitationLookAnswer' })
export type InvitationLookAnswer = z.infer<typeof invitationLookAnswer>

/** Body of POST /invitations/accept. */
export const acceptInvitation = z
  .strictObject({
    token: invitationToken,
    name: line(100),
    password: z.string().min(1).max(1000),
    language: language
      .optional()
      .meta({ description: 'Language of the new user; that of the invitation where absent.' }),
  })
  .meta({ id: 'AcceptInvitation' })
export type AcceptInvitation = z.output<typeof acceptInvitation>

/** Body of POST /invitations/join. */
export const joinInvitation = z
  .strictObject({
    token: invitationToken,
    password: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .meta({
        description:
          'A new password, needed where the address of the account was not proved: the old one, the other sessions and ' +
          'the second factor end.',
      }),
  })
  .meta({ id: 'JoinInvitation' })
export type JoinInvitation = z.output<typeof joinInvitation>

/** The contract that somebody is a member of now. */
export const joined = z.object({ contract: contractId }).meta({ id: 'Joined' })
export type Joined = z.infer<typeof joined>

/** Permissions of each role, in the order of the page that shows it. */
export const permissionMatrix = z
  .object({
    roles: z.array(role),
    permissions: z.array(z.object({ id: permission, roles: z.array(role) })),
  })
  .meta({ id: 'PermissionMatrix' })
export type PermissionMatrix = z.infer<typeof permissionMatrix>
