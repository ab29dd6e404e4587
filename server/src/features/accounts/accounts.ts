import type { CreateUser, UserAnswer, UserList } from '@catalytics/contract/accounts.ts'
import { userId } from '@catalytics/contract/ids.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { randomBase62 } from '../../lib/random.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as members from '../members/members.ts'
import { hashNewPassword, requireGoodPassword } from './accounts.passwords.ts'
import type { Accounts } from './accounts.room.ts'
import * as store from './accounts.store.ts'
import type { User } from './accounts.store.ts'

/** What makes a user; the password is hashed already, so that no transaction waits for it. */
export type NewUser = Pick<User, 'email' | 'name' | 'language' | 'password_salt' | 'password_hash'>

/**
 * Adds a user, who belongs to no contract yet. From now on nobody can set the installation up.
 *
 * @throws AppError `conflict` when somebody has the address
 */
export async function makeUser({ clock }: Pick<Accounts, 'clock'>, db: Db, given: NewUser): Promise<User> {
  const user: User = {
    ...given,
    id: userId.parse(`us_${randomBase62(16)}`),
    theme: 'system',
    created_at: clock().getTime(),
    last_seen_at: null,
  }
  if (!(await store.insertUser(db, user))) {
    throw new AppError('conflict', 'There is a user with this address already.', { field: 'email' })
  }
  await store.removeSetUpLink(db)
  return user
}

/**
 * Makes a user who can sign in at once, and a member of a contract: the operator's way.
 *
 * @throws AppError `conflict` when somebody has the address, `not_found` without such a contract, `invalid` naming the
 *   field for a password that is easy to guess
 */
export async function createUser(
  room: Accounts,
  actor: activity.Actor,
  input: CreateUser,
): Promise<UserAnswer> {
  const { email, role, language } = input
  const contract = await contracts.requireContract(room, input.contract)
  const name = input.name ?? email.slice(0, email.indexOf('@'))
  const words = [email, name, contract.name]
  await requireGoodPassword(input.password, { words, secondFactor: false })
  const password = await hashNewPassword(room, input.password)
  const user = await room.db.transaction().execute(async (tx) => {
    const made = await makeUser(room, tx, { email, name, language, ...password })
    await members.addMember({ ...room, db: tx }, actor, contract.number, { user: made.id, email, role })
    return made
  })
  return await present(room, user)
}

/** All users of the installation, for the operator. */
export async function listUsers(room: Accounts): Promise<UserList> {
  const users = await store.allUsers(room.db)
  return { data: await Promise.all(users.map((user) => present(room, user))) }
}

async function present({ db }: Accounts, user: User): Promise<UserAnswer> {
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
    last_seen_at: user.last_seen_at === null ? null : isoInstant(user.last_seen_at),
    contracts: await Promise.all(named),
  }
}
