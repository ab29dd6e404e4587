import type { ClientId, ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Segment } from '@catalytics/contract/segments.ts'
import type { Holder, SignInPassword } from './service-accounts.tokens.store.ts'

/** Where a request comes from: its address, and the program as it names itself (User-Agent). */
export type Origin = { readonly address: string; readonly client: string }

/** A service account that has proved who it is, and by what. */
export type Session = {
  readonly holder: Holder
  readonly password: SignInPassword
  /** What this session may do: the account's scopes, or the token's share of them. */
  readonly scopes: readonly Scope[]
  /** What is stored of the token that was shown; null where a password was. */
  readonly tokenHash: string | null
  /** End of the token (epoch milliseconds); null where a password was shown. */
  readonly tokenExpiresAt: number | null
}

/** What the HTTP edge hands on to the rooms. */
export type ServiceCaller = {
  readonly kind: 'service_account'
  readonly id: ClientId
  readonly contract: { readonly number: ContractNumber; readonly id: ContractId }
  readonly scopes: readonly Scope[]
  readonly segmentLock: readonly Segment[]
  readonly address: string
  readonly countRows: (rows: number) => void
}
