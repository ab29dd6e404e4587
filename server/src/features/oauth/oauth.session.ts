import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Holder, SignInPassword } from '../service-accounts/service-accounts.ts'

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
