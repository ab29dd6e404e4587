import { z } from 'zod'
import { feature } from './contracts.ts'
import { email } from './events.ts'
import { contractId, userId } from './ids.ts'
import { language } from './languages.ts'
import { timeZone } from './leads.ts'
import { permissionNames, roles } from './permissions.ts'
import { line } from './text.ts'

/*
 * People who sign in, as opposed to persons (engineers behind events) and service accounts (machines).
 */

export const accountLimits = {
  /** A session that nobody uses ends after so long. */
  idleSeconds: 12 * 3600,
  /** However much it is used, a session ends after so long. */
  sessionSeconds: 30 * 86_400,
  /** Of a password, in Unicode characters after normalisation (NFC). */
  passwordCharacters: { min: 15, max: 200 },
} as const

export const themes = ['light', 'dark', 'system'] as const
export const theme = z.enum(themes)
export type Theme = z.infer<typeof theme>

export const role = z.enum(roles).meta({ id: 'Role' })
export const permission = z.enum(permissionNames).meta({ id: 'Permission' })

/** What somebody types as their password; whether it is right is another question. */
const typedPassword = z.string().min(1).max(1000)

/** Body of POST /sign-in. */
export const signIn = z
  .strictObject({
    // Not the schema of an address: what cannot be one is answered like one that nobody has.
    email: z.string().max(1000),
    password: typedPassword,
  })
  .meta({ id: 'SignIn' })
export type SignIn = z.output<typeof signIn>

export const signInAnswer = z.object({ status: z.literal('signed_in') }).meta({ id: 'SignInAnswer' })
export type SignInAnswer = z.infer<typeof signInAnswer>

/** What the page before sign-in has to know. */
export const signInOptions = z
  .object({
    set_up_needed: z
      .boolean()
      .meta({ description: 'Nobody can sign in yet: follow the link that the server printed.' }),
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
    permissions: z.array(permission).meta({ description: 'What the role may do.' }),
    features: z.array(feature),
  })
  .meta({ id: 'OwnContract' })

export const sessionUser = z
  .object({
    id: userId,
    email: z.string(),
    name: z.string(),
    language,
    theme,
    second_factor: z.boolean().meta({ description: 'Whether signing in asks for a second factor.' }),
  })
  .meta({ id: 'SessionUser' })

/** Answer of GET /session: who is signed in, and what they may do where. */
export const session = z
  .object({ user: sessionUser, contracts: z.array(ownContract), version: z.string() })
  .meta({ id: 'Session' })
export type SessionAnswer = z.infer<typeof session>

/** Body of POST /set-up/look. */
export const setUpLook = z.strictObject({ token: z.string().max(200) }).meta({ id: 'SetUpLook' })
export const setUpLookAnswer = z
  .object({
    contracts: z
      .array(z.object({ id: contractId, name: z.string() }))
      .meta({ description: 'Those that are there; the new user will administer all of them.' }),
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

/** Body of POST /users, for the operator. */
export const createUser = z
  .strictObject({
    email,
    name: line(100).optional().meta({ description: 'The part before the @ where absent.' }),
    language: language.default('en'),
    contract: contractId,
    role,
    password: typedPassword,
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
    contracts: z.array(z.object({ id: contractId, name: z.string(), role })),
  })
  .meta({ id: 'User' })
export type UserAnswer = z.infer<typeof user>
export const userList = z.object({ data: z.array(user) }).meta({ id: 'UserList' })
export type UserList = z.infer<typeof userList>

export const setUpLink = z.object({ link: z.string() }).meta({ id: 'SetUpLink' })
