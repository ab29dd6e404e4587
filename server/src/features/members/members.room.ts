import type { ContractNumber, UserId } from '@catalytics/contract/ids.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import type { Clock } from '../../lib/clock.ts'
import type { RequestOrigin } from '../../lib/principal.ts'
import type { Db, Directory } from '../../stores/directory/directory.ts'
import type { Post } from '../../stores/mail/post.ts'

/** Somebody new, as they fill in the form behind an invitation. */
type NewUser = {
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly password: string
  /** The name of the contract, which the password must not lean on. */
  readonly contract: string
}

/** How somebody comes who accepts an invitation. */
type Arrival = {
  /** Whether the link went to the address by mail, and nowhere else. */
  readonly proved: boolean
  readonly invitedBy: string
  readonly contract: ContractNumber
  readonly address: string
}

/** A user with the session that asks. */
export type SignedIn = {
  readonly id: UserId
  readonly email: string
  readonly sessionId: string
  readonly address: string
}

/** What this room needs of users, whose own room stands on this one. */
export type Users = {
  /** Whether the address was proved to be the user's, too. */
  readonly find: (email: string) => Promise<{ readonly id: UserId; readonly proved: boolean } | undefined>
  /**
   * Checks and hashes the password; what comes back makes the user, as part of a transaction, or begins an account anew
   * that nobody has proved to be theirs.
   *
   * @returns with the user, the contract whose administrator made the account that was there; null: none did
   * @throws AppError `invalid` naming the field `password`; the second step `conflict` for an address that is proved
   */
  readonly prepare: (
    given: NewUser,
  ) => Promise<
    (tx: Db, arrival: Arrival) => Promise<{ readonly user: UserId; readonly madeFor: ContractNumber | null }>
  >
  /**
   * The same for whoever is signed in with an account that nobody has proved to be theirs, and makes it their own by a
   * new password.
   */
  readonly prepareRenewal: (
    who: SignedIn,
    given: { readonly password: string; readonly contract: string },
  ) => Promise<(tx: Db, arrival: Omit<Arrival, 'address'>) => Promise<void>>
  /** Signs a user in. @returns what goes into the cookie */
  readonly startSession: (
    tx: Db,
    user: { readonly id: UserId; readonly email: string },
    from: RequestOrigin,
  ) => Promise<string>
}

/** What inviting somebody takes. */
export type Inviting = {
  readonly db: Directory['db']
  readonly clock: Clock
  /** How people reach this installation; no slash at the end. */
  readonly publicUrl: string
  /** Undefined where no mail server is set. */
  readonly post: Post | undefined
}

/** What the functions about invitations work with. */
export type Members = Inviting & { readonly users: Users }

/** What an invitation says of who made its link, where that is the operator; else it is an address. */
export const byOperator = 'operator'
