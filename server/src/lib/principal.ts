import type { ClientId, ContractId, ContractNumber, UserId } from '@catalytics/contract/ids.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Segment } from '@catalytics/contract/segments.ts'

/** A contract as a request has proved that it may use it. */
export type ContractRef = { readonly number: ContractNumber; readonly id: ContractId }

/** Where a request comes from: its address, and the program as it names itself (User-Agent). */
export type RequestOrigin = { readonly address: string; readonly client: string }

/** A service account that has shown a live token or password. */
export type ServicePrincipal = {
  readonly kind: 'service_account'
  readonly id: ClientId
  readonly contract: ContractRef
  readonly scopes: readonly Scope[]
  /** Where not empty, all that the account can see. */
  readonly segmentLock: readonly Segment[]
  readonly address: string
  /** Adds what a call handed out to the account's counters. */
  readonly countRows: (rows: number) => void
}

/** Whoever runs the installation: reached the admin socket, which only the system's own user can open. */
export type OperatorPrincipal = { readonly kind: 'operator'; readonly id: 'operator'; readonly address: null }

/** What a user is in a contract at this moment. */
export type Membership = {
  readonly contract: ContractRef
  readonly role: Role
  /** Only somebody with a second factor may use the contract. */
  readonly secondFactorRequired: boolean
}

/** Somebody with a live session. */
export type SignedIn = {
  readonly id: UserId
  readonly email: string
  readonly name: string
  /** Names the session in lists; not the secret in the cookie. */
  readonly sessionId: string
  /** Whether more than a password stands behind them: a second factor of ours, or the provider that vouched. */
  readonly secondFactor: boolean
}

export type UserPrincipal = SignedIn & {
  readonly kind: 'user'
  readonly address: string
  /** In the contract of the route, where it is of one. */
  readonly membership: Membership | null
}

export type Principal = ServicePrincipal | OperatorPrincipal | UserPrincipal
