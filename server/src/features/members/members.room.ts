import type { UserId } from '@catalytics/contract/ids.ts'
import type { Language } from '@catalytics/contract/languages.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Db, Directory } from '../../stores/directory/directory.ts'
import type { Post } from '../../stores/mail/post.ts'

/** Where a request comes from: its address, and the program as it names itself (User-Agent). */
export type Origin = { readonly address: string; readonly client: string }

/** Somebody new, as they fill in the form behind an invitation. */
type NewUser = {
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly password: string
  /** The name of the contract, which the password must not lean on. */
  readonly contract: string
}

/** What this room needs of users, whose own room stands on this one. */
export type Users = {
  readonly find: (email: string) => Promise<UserId | undefined>
  /**
   * Checks and hashes the password; what comes back makes the user, as part of a transaction.
   *
   * @throws AppError `invalid` naming the field `password`
   */
  readonly prepare: (given: NewUser) => Promise<(tx: Db) => Promise<UserId>>
  /** Signs a user in. @returns what goes into the cookie */
  readonly startSession: (
    tx: Db,
    user: { readonly id: UserId; readonly email: string },
    from: Origin,
  ) => Promise<string>
}

/** What the functions about invitations work with. */
export type Members = {
  readonly db: Directory['db']
  readonly clock: Clock
  /** How people reach this installation; no slash at the end. */
  readonly publicUrl: string
  /** Undefined where no mail server is set. */
  readonly post: Post | undefined
  readonly users: Users
}
