import type { CreatedUser, CreateUser, UserAnswer, UserList } from '@catalytics/contract/accounts.ts'
import type { PasswordLink } from '@catalytics/contract/credentials.ts'
import { userId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { AppError, OperatorError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import {
  noPassword,
  renewAccount,
  replacePassword,
  hashNewPassword,
  requireGoodPassword,
  passwordLinkFor,
  forgetSecondFactor,
} from '../credentials/credentials.ts'
import * as members from '../members/members.ts'
import * as users from '../users/users.ts'
import type { User } from '../users/users.ts'
import type { Accounts } from './accounts.room.ts'
import { removeSetUpLink } from './accounts.set-up.store.ts'

/** What makes a user; the password is hashed already, so that no transaction waits for it. */
export type NewUser = Pick<
  User,
  'email' | 'name' | 'language' | 'password_salt' | 'password_hash' | 'made_by' | 'made_in'
>

/**
 * Adds a user, who belongs to no contract yet. From now on nobody can set the installation up.
 *
 * @throws AppError `conflict` when somebody has the address
 */
export async function makeUser({ clock }: Pick<Accounts, 'clock'>, db: Db, given: NewUser): Promise<User> {
  const user = {
    ...given,
    id: userId.parse(`us_${randomBase62(16)}`),
    theme: 'system',
    created_at: clock().getTime(),
    last_seen_at: null,
  } as const
  if (!(await users.insertUser(db, user))) {
    throw addressTaken()
  }
  await removeSetUpLink(db)
  const none = { totp_secret: null, totp_pending: null, changed_at: null, email_proved_at: null }
  return { ...user, ...none, second_factor: false }
}

/**
 * Makes a user and a member of a contract: the operator's way. Who has no password yet gets a link by which to choose
 * one. Somebody who is a user already gets an invitation, and is a member when they have used it: with the account that
 * they have where its address was proved, else with one that begins anew, because whoever made it may know what opens it.
 *
 * @throws AppError `conflict` for a member, and for a second password; `not_found` without such a contract; `invalid`
 *   naming the field for a password that is easy to guess
 */
export async function createUser(
  room: Accounts,
  actor: activity.Actor,
  input: CreateUser,
): Promise<CreatedUser> {
  const { email, role, language } = input
  const contract = await contracts.requireContract(room, input.contract)
  const known = await users.userByEmail(room.db, email)
  if (known !== undefined && input.password !== undefined) throw addressTaken()
  if (known !== undefined) return await inviteKnown(room, actor, known, input)
  const name = input.name ?? email.slice(0, email.indexOf('@'))
  const password = await chosenPassword(room, input.password, [email, name, contract.name])
  return await room.db.transaction().execute(async (tx) => {
    const origin = { made_by: users.operator, made_in: contract.number }
    const user = await makeUser(room, tx, { email, name, language, ...password, ...origin })
    const deps = { ...room, db: tx }
    const password_link = user.password_hash === null ? await passwordLinkFor(room, tx, user.id) : null
    await members.addMember(deps, actor, contract.number, { user: user.id, email, role })
    return { ...(await present(deps, user)), existed: false, password_link, invitation: null }
  })
}

async function inviteKnown(
  room: Accounts,
  actor: activity.Actor,
  known: User,
  { email, role, contract }: CreateUser,
): Promise<CreatedUser> {
  const language = known.language
  // First: nothing ends where nobody can be invited.
  const { id, link, expires_at } = await members.inviteUser(room, actor, contract, { email, role, language })
  const proved = known.email_proved_at !== null
  if (!proved) await endWhatOpens(room, known)
  const user = await requireUser(room, known.id)
  return {
    ...(await present(room, user)),
    existed: true,
    password_link: proved || link === null ? null : { link, expires_at },
    invitation: { id, link, expires_at },
  }
}

/** Ends all that opens an account of which nobody has proved that it is the address's owner's. */
async function endWhatOpens(room: Accounts, user: User): Promise<void> {
  await room.db.transaction().execute(async (tx) => {
    await renewAccount(room, tx, user.id, { password: noPassword(), keptSession: null, proved: false })
    await users.notify(room, tx, user, { notice: 'password_changed', address: null })
    await recordForAll(room, tx, user, 'password_changed')
  })
}

async function recordForAll(
  { clock }: Accounts,
  tx: Db,
  user: User,
  type: 'password_changed' | 'second_factor_removed',
): Promise<void> {
  const whose = { user: user.id, email: user.email }
  for (const { number } of await members.membershipsOf({ db: tx }, user.id))
    await activity.record({ db: tx, clock }, number, activity.operator, type, whose)
}

/**
 * A link by which somebody who cannot sign in chooses a new password: for the operator to hand on.
 *
 * @throws AppError `not_found`
 */
export async function newPasswordLink(room: Accounts, id: string): Promise<PasswordLink> {
  const user = await requireUser(room, id)
  return await room.db.transaction().execute((tx) => passwordLinkFor(room, tx, user.id))
}

/**
 * Takes password and second factor away and ends all sessions: for somebody who has lost the authenticator and the
 * recovery codes. The operator hands the link on, when it is certain who asks.
 *
 * @throws AppError `not_found`
 */
export async function resetUser(room: Accounts, id: string): Promise<PasswordLink> {
  const user = await requireUser(room, id)
  return await room.db.transaction().execute(async (tx) => {
    await forgetSecondFactor(tx, user.id)
    await replacePassword(tx, user.id, noPassword(), null)
    const notice = user.second_factor ? 'second_factor_removed' : 'password_changed'
    await users.notify(room, tx, user, { notice, address: null })
    await recordForAll(room, tx, user, 'second_factor_removed')
    return await passwordLinkFor(room, tx, user.id)
  })
}

async function requireUser({ db }: Pick<Accounts, 'db'>, id: string): Promise<User> {
  const parsed = userId.safeParse(id)
  const user = parsed.success ? await users.userById(db, parsed.data) : undefined
  if (user === undefined) throw new OperatorError('not_found', 'There is no such user.')
  return user
}

/** All users of the installation, for the operator. */
export async function listUsers(room: Accounts): Promise<UserList> {
  const all = await users.allUsers(room.db)
  return { data: await Promise.all(all.map((user) => present(room, user))) }
}

async function chosenPassword(room: Accounts, password: string | undefined, words: readonly string[]) {
  if (password === undefined) return noPassword()
  await requireGoodPassword(password, { words, secondFactor: false })
  return await hashNewPassword(room, password)
}

function addressTaken(): AppError {
  return new AppError('conflict', because('address_taken'), { field: 'email' })
}

async function present({ db }: Pick<members.Deps, 'db'>, user: User): Promise<UserAnswer> {
  const made_in = user.made_in === null ? null : await contracts.contractOfNumber({ db }, user.made_in)
  const own = await members.membershipsOf({ db }, user.id)
  const named = own.map(async ({ number, role }) => {
    const { id, name } = await contracts.contractOfNumber({ db }, number)
    return { id, name, role }
  })
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    created_at: isoInstant(user.created_at),
    last_seen_at: isoInstantOrNull(user.last_seen_at),
    second_factor: user.second_factor,
    address_proved: user.email_proved_at !== null,
    made_by: user.made_by,
    made_in: made_in && { id: made_in.id, name: made_in.name },
    contracts: await Promise.all(named),
  }
}
