import { z } from 'zod'
import { feature } from './contracts.ts'
import { passwordLink, typedPassword } from './credentials.ts'
import { email } from './email.ts'
import { contractId, invitationId, sessionId, userId } from './ids.ts'
import { language } from './languages.ts'
import { permissionNames, roles } from './permissions.ts'
import { line } from './text.ts'
import { timeZone } from './time-zone.ts'
import { version } from './versions.ts'

/*
 * People who sign in, as opposed to persons (engineers behind events) and service accounts (machines).
 */

export const accountLimits = {
  /** A session that nobody uses ends after so long. */
  idleSeconds: 12 * 3600,
  /** However much it is used, a session ends after so long. */
  sessionSeconds: 30 * 86_400,
} as const

export const themes = ['light', 'dark', 'system'] as const
export const theme = z.enum(themes)
export type Theme = z.infer<typeof theme>

export const role = z.enum(roles).meta({ id: 'Role' })
export const permission = z.enum(permissionNames).meta({ id: 'Permission' })

/** Body of POST /sign-in. */
export const signIn = z
  .strictObject({
    // Not the schema of an address: what cannot be one is answered like one that nobody has.
    email: z.string().max(1000),
    password: typedPassword,
  })
  .meta({ id: 'SignIn' })
export type SignIn = z.output<typeof signIn>

/** Answer where somebody is signed in; the cookie comes with it. */
export const signedInAnswer = z.object({ status: z.literal('signed_in') }).meta({ id: 'SignedInAnswer' })

/** Answer of POST /sign-in. */
export const signInAnswer = z
  .discriminatedUnion('status', [
    signedInAnswer,
    z
      .object({
        status: z.literal('second_factor_needed'),
        ticket: z.string().meta({
          description: 'Token to send with the code to POST /sign-in/second-factor, within 5 minutes.',
        }),
      })
      .meta({ id: 'SecondFactorNeeded' }),
  ])
  .meta({ id: 'SignInAnswer' })
export type SignInAnswer = z.infer<typeof signInAnswer>

/** Body of POST /sign-in/second-factor. */
export const secondFactorSignIn = z
  .strictObject({
    ticket: z.string().max(200),
    code: z.string().max(100).meta({
      description:
        'Six digits of the authenticator (RFC 6238), or a recovery code; blanks and hyphens do not matter.',
    }),
  })
  .meta({ id: 'SecondFactorSignIn' })
export type SecondFactorSignIn = z.output<typeof secondFactorSignIn>

/** Why somebody who comes back from the OpenID provider is not signed in: `/sign-in?problem=…` shows it. */
export const openIdProblems = [
  'openid_unavailable',
  'openid_failed',
  'openid_unverified',
  'openid_unknown_user',
] as const
export type OpenIdProblem = (typeof openIdProblems)[number]

/** Ways of signing in that this installation offers. */
export const signInOptions = z
  .object({
    set_up_needed: z
      .boolean()
      .meta({ description: 'True while there is no user: follow the link that the server printed.' }),
    openid: z
      .object({ name: z.string() })
      .nullable()
      .meta({ description: 'The OpenID provider that GET /openid/start leads to.' }),
    reset_by_mail: z.boolean().meta({ description: 'Whether a link to a new password can be mailed.' }),
  })
  .meta({ id: 'SignInOptions' })
export type SignInOptions = z.infer<typeof signInOptions>

/** A contract as one of its members has it. */
export const ownContract = z
  .object({
    id: contractId,
    name: z.string(),
    time_zone: z.string(),
    role,
    permissions: z.array(permission).meta({ description: 'Permissions of the role.' }),
    features: z.array(feature),
    second_factor_required: z.boolean().meta({
      description:
        'When true, users without a second factor cannot call this contract until they have set one up.',
    }),
  })
  .meta({ id: 'OwnContract' })

const addressProved = z.boolean().meta({
  description:
    'Whether the address was proved to be theirs, by a link that was mailed to it or by the OpenID provider. Until then ' +
    'the account leads into no further contract without a new password.',
})

export const sessionUser = z
  .object({
    id: userId,
    email: z.string(),
    name: z.string(),
    language,
    theme,
    second_factor: z.boolean().meta({ description: 'Whether signing in asks for a second factor.' }),
    version,
    address_proved: addressProved,
  })
  .meta({ id: 'SessionUser' })
export type SessionUser = z.infer<typeof sessionUser>

/** Answer of GET /session: who is signed in, and what they may do where. */
export const session = z
  .object({
    user: sessionUser,
    contracts: z.array(ownContract),
    second_factor_met: z.boolean().meta({
      description:
        'Whether this session may use contracts that require a second factor: the user has one, or has signed in through ' +
        'the OpenID provider, which asks for as many as it wants.',
    }),
    version: z.string(),
  })
  .meta({ id: 'Session' })
export type SessionAnswer = z.infer<typeof session>

/** Body of POST /set-up/look. */
export const setUpLook = z.strictObject({ token: z.string().max(200) }).meta({ id: 'SetUpLook' })
export const setUpLookAnswer = z
  .object({
    contracts: z
      .array(z.object({ id: contractId, name: z.string() }))
      .meta({ description: 'Existing contracts; the new user will administer all of them.' }),
  })
  .meta({ id: 'SetUpLookAnswer' })
export type SetUpLookAnswer = z.infer<typeof setUpLookAnswer>

/** Body of POST /set-up. */
export const setUp = z
  .strictObject({
    token: z.string().max(200),
    email,
    name: line(100),
    password: typedPassword,
    language: language.default('en'),
    contract: z
      .strictObject({ name: line(200), time_zone: timeZone.default('UTC') })
      .optional()
      .meta({ description: 'The first contract; needed while there is none.' }),
  })
  .meta({ id: 'SetUp' })
export type SetUp = z.output<typeof setUp>

/** Body of PATCH /me: only what is to change. */
export const changeMe = z
  .strictObject({ name: line(100).optional(), language: language.optional(), theme: theme.optional() })
  .meta({ id: 'ChangeMe' })
export type ChangeMe = z.output<typeof changeMe>

export const ownSession = z
  .object({
    id: sessionId,
    created_at: z.string(),
    last_used_at: z.string().meta({ description: 'To the minute.' }),
    address: z.string(),
    client: z.string().meta({ description: 'User-Agent of the sign-in.' }),
    current: z.boolean().meta({ description: 'True for the session that makes this call.' }),
  })
  .meta({ id: 'OwnSession' })
export const ownSessionList = z.object({ data: z.array(ownSession) }).meta({ id: 'OwnSessionList' })
export type OwnSessionList = z.infer<typeof ownSessionList>

/** Body of POST /users, for the operator. */
export const createUser = z
  .strictObject({
    email,
    name: line(100)
      .optional()
      .meta({ description: 'Display name; where absent, the part of the address before the @.' }),
    language: language.default('en'),
    contract: contractId,
    role,
    password: typedPassword.optional().meta({
      description: 'Where absent, the answer has a link with which the user chooses one.',
    }),
  })
  .meta({ id: 'CreateUser' })
export type CreateUser = z.output<typeof createUser>

export const user = z
  .object({
    id: userId,
    email: z.string(),
    name: z.string(),
    created_at: z.string(),
    last_seen_at: z.string().nullable(),
    second_factor: z.boolean(),
    address_proved: addressProved,
    made_by: z.string().nullable().meta({
      description:
        'Who made the account: `operator` (also where the operator let it in later), `set-up`, or the address of who invited; null: unknown.',
    }),
    made_in: z
      .object({ id: contractId, name: z.string() })
      .nullable()
      .meta({ description: 'The contract for which the account was made.' }),
    contracts: z.array(z.object({ id: contractId, name: z.string(), role })),
  })
  .meta({ id: 'User' })
export type UserAnswer = z.infer<typeof user>
export const userList = z.object({ data: z.array(user) }).meta({ id: 'UserList' })
export type UserList = z.infer<typeof userList>

/** Answer of POST /users. */
export const createdUser = z
  .object({
    ...user.shape,
    existed: z.boolean().meta({
      description:
        'The address had an account. The user is a member of the contract when they have used the invitation; where the ' +
        'address was not proved, password, sessions and second factor of the account have ended.',
    }),
    password_link: passwordLink.nullable().meta({
      description: 'Null for somebody who has a password, and where the link was mailed.',
    }),
    invitation: z
      .object({
        id: invitationId,
        link: z
          .string()
          .nullable()
          .meta({ description: 'Link to pass on; null where it was mailed to the address.' }),
        expires_at: z.string(),
      })
      .nullable()
      .meta({ description: 'For a user who existed; else null.' }),
  })
  .meta({ id: 'CreatedUser' })
export type CreatedUser = z.infer<typeof createdUser>

export const setUpLink = z.object({ link: z.string() }).meta({ id: 'SetUpLink' })
