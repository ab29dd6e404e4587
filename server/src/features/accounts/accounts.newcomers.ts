import type { ContractNumber, UserId } from '@catalytics/contract/ids.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import { hasAccount } from '../../lib/refusals.ts'
import type { Db } from '../../stores/directory/directory.ts'
import {
  renewAccount,
  hashNewPassword,
  passwordFor,
  requireGoodPassword,
} from '../credentials/credentials.ts'
import {
  notify,
  operator,
  proveEmail,
  bySetUp,
  updateUser,
  userByEmail,
  userById,
  type User,
  type Origin,
} from '../users/users.ts'
import type { Accounts } from './accounts.room.ts'
import { startSession } from './accounts.sessions.ts'
import { makeUser } from './accounts.ts'

/** Somebody who is about to become a user, by an invitation into a contract. */
export type Newcomer = {
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly password: string
  /** The name of the contract. */
  readonly contract: string
}

/** How a newcomer comes. */
export type Arrival = {
  /** Whether what brings them proves that the address is theirs: it came by mail. */
  readonly proved: boolean
  /** The address of who invited them, or `operator`. */
  readonly invitedBy: string
  readonly contract: ContractNumber
  /** The address of the network they come from. */
  readonly address: string
}

/** Who has arrived. */
export type Arrived = {
  readonly user: UserId
  /** The contract whose administrator made the account that the address had already; null: nobody did, or the operator. */
  readonly madeFor: ContractNumber | null
}

/** What the room of members needs of this one, which stands on it. */
export function usersFor(room: Accounts) {
  return {
    find: (email: string) => findUser(room, email),
    prepare: (given: Newcomer) => prepareUser(room, given),
    prepareRenewal: (who: Renewing, given: Chosen) => prepareRenewal(room, who, given),
    startSession: (tx: Db, user: Parameters<typeof startSession>[2], from: Origin) =>
      startSession(room, tx, user, from),
  }
}

/** Whoever makes an account their own, with the session that they keep. */
type Renewing = { readonly id: UserId; readonly sessionId: string; readonly address: string }

/** The new password, and the name of the contract that they join. */
type Chosen = { readonly password: string; readonly contract: string }

/** The user with this address, in the form that addresses are stored in, and whether it was proved to be theirs. */
async function findUser(
  { db }: Pick<Accounts, 'db'>,
  email: string,
): Promise<{ readonly id: UserId; readonly proved: boolean } | undefined> {
  const user = await userByEmail(db, email)
  return user && { id: user.id, proved: user.email_proved_at !== null }
}

/**
 * Checks and hashes a newcomer's password, which takes too long for a transaction; what comes back makes the user as
 * part of one, or begins an account anew of which nobody has proved that it is theirs.
 *
 * @throws AppError `invalid` naming the field `password` for one that is easy to guess; the second step `conflict` for
 *   an address that its owner has proved
 */
async function prepareUser(
  room: Accounts,
  { email, name, language, password, contract }: Newcomer,
): Promise<(tx: Db, arrival: Arrival) => Promise<Arrived>> {
  await requireGoodPassword(password, { words: [email, name, contract], secondFactor: false })
  const hashed = await hashNewPassword(room, password)
  return async (tx, { proved, invitedBy, contract: made_in, address }) => {
    const known = await userByEmail(tx, email)
    if (known === undefined) {
      const { id } = await makeUser(room, tx, {
        email,
        name,
        language,
        ...hashed,
        made_by: invitedBy,
        made_in,
      })
      if (proved) await proveEmail(tx, id, room.clock().getTime())
      return { user: id, madeFor: null }
    }
    const before = await renewAccount(room, tx, known.id, { password: hashed, keptSession: null, proved })
    await updateUser(tx, known.id, { name, language, ...origin({ invitedBy, contract: made_in }) })
    await notify(room, tx, known, { notice: 'password_changed', address })
    return { user: known.id, madeFor: isByAdministrator(before) ? before.made_in : null }
  }
}

/** Where the operator lets an account in, the operator answers for it from then on, whoever made it. */
function origin({ invitedBy, contract }: Pick<Arrival, 'invitedBy' | 'contract'>) {
  return invitedBy === operator ? { made_by: operator, made_in: contract } : {}
}

/** Whether an administrator of a contract made the account, by a link; not the operator, nor somebody who is not known. */
function isByAdministrator({ made_by }: Pick<User, 'made_by'>): boolean {
  return made_by !== null && made_by !== operator && made_by !== bySetUp
}

/**
 * Checks and hashes the password by which somebody who is signed in makes an account their own that nobody has proved to
 * be theirs; what comes back begins it anew, as part of a transaction.
 *
 * @throws AppError as {@link prepareUser}
 */
async function prepareRenewal(
  room: Accounts,
  who: Renewing,
  { password, contract }: Chosen,
): Promise<(tx: Db, arrival: Omit<Arrival, 'address'>) => Promise<void>> {
  const user = await userById(room.db, who.id)
  if (user === undefined) throw hasAccount()
  const { words } = await passwordFor(room, user)
  await requireGoodPassword(password, { words: [...words, contract], secondFactor: false })
  const hashed = await hashNewPassword(room, password)
  return async (tx, { proved, ...by }) => {
    await renewAccount(room, tx, user.id, { password: hashed, keptSession: who.sessionId, proved })
    await updateUser(tx, user.id, origin(by))
    await notify(room, tx, user, { notice: 'password_changed', address: who.address })
  }
}
