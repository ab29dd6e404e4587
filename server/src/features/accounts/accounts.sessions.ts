import {
  accountLimits,
  type OwnSessionList,
  type SessionAnswer,
  type SessionUser,
} from '@catalytics/contract/accounts.ts'
import type { UserId } from '@catalytics/contract/ids.ts'
import { permissionsOf } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { plainAddress } from '../../lib/cidr.ts'
import { isoInstant, minuteMs } from '../../lib/clock.ts'
import { digestOf } from '../../lib/digest.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import { ownVersion } from '../../lib/version.ts'
import { versionOf } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as contracts from '../contracts/contracts.ts'
import * as members from '../members/members.ts'
import {
  recordEverywhere,
  deleteEndedSessions,
  deleteSession,
  insertSession,
  sessionByHash,
  sessionsOf,
  touchSession,
  userById,
  rememberOrigin,
  type Origin,
  type Visitor,
  type User,
} from '../users/users.ts'
import type { Accounts } from './accounts.room.ts'

/** How often a session that is used says so in the store. */
const touchEveryMs = minuteMs

/**
 * Signs a user in: makes a session, notes the visit in the log of each of their contracts.
 *
 * @param db the room's, or the transaction that this belongs to
 * @param options `vouched`: by the OpenID provider, which asks for as many factors as it wants
 * @returns what goes into the cookie: 256 random bits, of which only the hash is kept
 */
export async function startSession(
  room: Pick<Accounts, 'clock'>,
  db: Db,
  user: { readonly id: UserId; readonly email: string },
  from: Origin,
  { vouched = false }: { readonly vouched?: boolean } = {},
): Promise<string> {
  const now = room.clock().getTime()
  const token = `${tokenPrefix}${randomBase62(43)}`
  await deleteEndedSessions(db, endsBefore(now))
  const session = {
    id: `se_${randomBase62(16)}`,
    user: user.id,
    hash: digestOf(token),
    created_at: now,
    last_used_at: now,
    address: plainAddress(from.address),
    client: from.client,
    vouched: vouched ? 1 : 0,
  }
  await insertSession(db, session)
  await touchSession(db, { session: session.id, user: user.id }, { at: now, address: session.address })
  await rememberOrigin(db, user.id, from, now)
  await recordEverywhere(room, db, { ...user, address: session.address }, 'visit')
  return token
}

const tokenPrefix = 'cat_se_'
const tokenShape = new RegExp(`^${tokenPrefix}[0-9A-Za-z]{43}$`)

/** Who is signed in; undefined when the session is unknown, was ended, or has reached one of its limits. */
export async function userOfSession(
  { db, clock }: Pick<Accounts, 'db' | 'clock'>,
  token: string,
  from: Origin,
) {
  if (!tokenShape.test(token)) return undefined
  const found = await sessionByHash(db, digestOf(token))
  const now = clock().getTime()
  const { lastUsed, created } = endsBefore(now)
  if (found === undefined || found.last_used_at <= lastUsed || found.created_at <= created) return undefined
  if (now - found.last_used_at >= touchEveryMs) {
    const use = { at: now, address: plainAddress(from.address) }
    await db.transaction().execute((tx) => touchSession(tx, found, use))
  }
  const { user: id, email, name, session: sessionId, second_factor: secondFactor } = found
  return { id, email, name, sessionId, secondFactor }
}

/** Signs out: the session ends for the very next request. */
export async function endOwnSession(
  { db, clock }: Pick<Accounts, 'db' | 'clock'>,
  user: Visitor & { readonly sessionId: string },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await deleteSession(tx, user.id, user.sessionId))) return
    await recordEverywhere({ clock }, tx, user, 'sign_out')
  })
}

/** Who is signed in and what they may do where. */
export async function sessionAnswer(
  { db }: Pick<Accounts, 'db'>,
  { id, secondFactor }: { readonly id: UserId; readonly secondFactor: boolean },
): Promise<SessionAnswer> {
  const user = await userById(db, id)
  if (user === undefined) throw new AppError('unauthorized', because('not_signed_in'))
  const own = await Promise.all(
    (await members.membershipsOf({ db }, id)).map(async ({ number, role }) => {
      const contract = await contracts.contractOfNumber({ db }, number)
      return {
        id: contract.id,
        name: contract.name,
        time_zone: contract.time_zone,
        role,
        permissions: permissionsOf(role),
        features: [...contract.features],
        second_factor_required: contract.second_factor_required,
      }
    }),
  )
  return {
    user: presentOwn(user),
    contracts: own,
    second_factor_met: secondFactor,
    version: ownVersion(),
  }
}

/** A user as they see themselves. */
export function presentOwn(user: User): SessionUser {
  const { id, email, name, language, theme, second_factor } = user
  const address_proved = user.email_proved_at !== null
  const version = versionOf({ name, language, theme })
  return { id, email, name, language, theme, second_factor, version, address_proved }
}

/** Where a user is signed in, used last first. */
export async function listSessions(
  { db, clock }: Pick<Accounts, 'db' | 'clock'>,
  user: { readonly id: UserId; readonly sessionId: string },
): Promise<OwnSessionList> {
  const found = await sessionsOf(db, user.id, endsBefore(clock().getTime()))
  const data = found.map((session) => ({
    ...session,
    created_at: isoInstant(session.created_at),
    last_used_at: isoInstant(session.last_used_at),
    current: session.id === user.sessionId,
  }))
  return { data }
}

/**
 * Ends one of the user's sessions for its very next request.
 *
 * @throws AppError `not_found` in the same words for somebody else's session and for none
 */
export async function endSession(
  { db, clock }: Pick<Accounts, 'db' | 'clock'>,
  user: Visitor,
  id: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (!(await deleteSession(tx, user.id, id))) throw new AppError('not_found', because('no_such_session'))
    await recordEverywhere({ clock }, tx, user, 'session_ended')
  })
}

function endsBefore(now: number): { readonly lastUsed: number; readonly created: number } {
  return {
    lastUsed: now - accountLimits.idleSeconds * 1000,
    created: now - accountLimits.sessionSeconds * 1000,
  }
}
