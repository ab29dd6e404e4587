import type { ClientId, ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Segment } from '@catalytics/contract/segments.ts'

/** A contract as a request has proved that it may use it. */
export type ContractRef = { readonly number: ContractNumber; readonly id: ContractId }

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

export type Principal = ServicePrincipal | OperatorPrincipal
