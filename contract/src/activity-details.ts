import type { ChangeContract } from './contracts.ts'
import type { RejectReason } from './events.ts'
import type { FileFormat } from './exports.ts'
import type { SupportCategory } from './help.ts'
import type { Role } from './permissions.ts'
import type { Scope } from './scopes.ts'
import type { ChangeServiceAccount } from './service-accounts.ts'
import type { ChangeSite } from './sites.ts'

/** Why somebody was not let in; the caller is never told. */
export type SignInFailure = 'wrong_password' | 'wrong_code'

/** Why a known service account was turned away; the caller is never told. */
export type TokenRefusal = 'wrong_password' | 'disabled' | 'expired' | 'feature_off' | 'network'

/** Which events of the quarantine were tried again, where it was not those of one reason. */
export type ReplayChoice = 'all' | 'chosen'

export type ActivityReason = SignInFailure | TokenRefusal | ReplayChoice | RejectReason

/** What a change of settings, of a service account or of a site can concern. */
export type ChangedField = keyof ChangeContract | keyof ChangeServiceAccount | keyof ChangeSite | 'public_key'

/** New values of settings; lists are named only, as the log is no copy of them. */
type NewSettings = {
  readonly [
    F in keyof ChangeContract as NonNullable<ChangeContract[F]> extends readonly unknown[] ? never : F
  ]: ChangeContract[F]
}

/** What entries of the activity tell beside their type. Whatever joins this list needs words in every language. */
export type ActivityDetails = NewSettings & {
  readonly [Name in Count]?: number | undefined
} & {
  readonly [Name in Free]?: string | undefined
} & {
  readonly role?: Role | undefined
  readonly from?: Role | undefined
  readonly to?: Role | undefined
  readonly fields?: readonly ChangedField[] | undefined
  readonly scopes?: readonly Scope[] | undefined
  readonly format?: FileFormat | undefined
  /** What an export holds that is none of leads. */
  readonly content?: 'activity' | undefined
  readonly reason?: ActivityReason | undefined
  readonly category?: SupportCategory | undefined
}
export type ActivityDetail = keyof ActivityDetails

/** Ids, names, addresses of users, and a day of the contract (`before`). */
type Free =
  | 'account'
  | 'before'
  | 'email'
  | 'export'
  | 'import'
  | 'invitation'
  | 'lead_id'
  | 'merged_lead'
  | 'name'
  | 'password'
  | 'request'
  | 'site'
  | 'user'

type Count =
  | 'accepted'
  | 'actions'
  | 'count'
  | 'duplicates'
  | 'overlap_seconds'
  | 'people'
  | 'refused'
  | 'rejected'
  | 'removed'
  | 'rows'
  | 'taken'
