/*
 * The tables of who calls: users and their memberships, service accounts. Columns as in schema.ts.
 */

export type ServiceAccountsTable = {
  readonly client_id: string
  readonly contract: number
  readonly name: string
  readonly owner: string
  readonly scopes: string
  readonly segments: string
  readonly networks: string
  readonly expires_at: number | null
  readonly enabled: number
  readonly created_at: number
  readonly created_by: string
  readonly last_used_at: number | null
  /** Salt of the account's chosen passwords: one, so that a presented one is hashed once however many work. */
  readonly password_salt: string
}

export type ServicePasswordsTable = {
  readonly id: string
  readonly client_id: string
  readonly contract: number
  /** `generated` (SHA-256) or `chosen` (argon2id). */
  readonly kind: string
  readonly hash: string
  readonly created_at: number
  /** When it stops working; null while it is the current one. */
  readonly ends_at: number | null
  readonly last_used_at: number | null
  readonly last_used_address: string | null
  readonly last_used_client: string | null
  readonly calls: number
}

export type TokensTable = {
  /** SHA-256 of the token. */
  readonly hash: string
  readonly client_id: string
  readonly contract: number
  readonly password: string
  readonly scopes: string
  readonly issued_at: number
  readonly expires_at: number
}

export type ServiceUsageTable = {
  readonly client_id: string
  readonly contract: number
  /** Day in UTC, 2026-11-22. */
  readonly day: string
  readonly calls: number
  readonly rows: number
}

export type UsersTable = {
  readonly id: string
  /** Trimmed, lower case; unique in the installation. */
  readonly email: string
  readonly name: string
  readonly language: string
  readonly theme: string
  readonly password_salt: string
  /** Argon2id; null for somebody who has not chosen a password yet. */
  readonly password_hash: string | null
  readonly created_at: number
  readonly last_seen_at: number | null
  /** Secret of the authenticator (RFC 6238), sealed; null without a second factor. */
  readonly totp_secret: string | null
  /** The same while it is being set up. */
  readonly totp_pending: string | null
  /** Time step of the last code that was taken: it and earlier ones are not taken again. */
  readonly totp_last_step: number | null
  /** When they last changed what they say of themselves. */
  readonly changed_at: number | null
  /** When a mailed link or the OpenID provider showed that the address is theirs; null: nobody has. */
  readonly email_proved_at: number | null
  /** `operator`, `set-up`, or the address of who invited them; null: unknown. */
  readonly made_by: string | null
  /** Number of the contract for which they were made. */
  readonly made_in: number | null
}

export type RecoveryCodesTable = {
  readonly user: string
  /** SHA-256 of the code. */
  readonly hash: string
}

export type SignInTicketsTable = {
  /** SHA-256 of what stands for the password that was right. */
  readonly hash: string
  readonly user: string
  readonly expires_at: number
  readonly tries_left: number
}

export type SessionsTable = {
  readonly id: string
  readonly user: string
  /** SHA-256 of what is in the cookie. */
  readonly hash: string
  readonly created_at: number
  /** To the minute: not every request writes. */
  readonly last_used_at: number
  /** The OpenID provider has vouched for the user: how many factors it asked for is its affair. */
  readonly vouched: number
  readonly address: string
  /** User-Agent of the sign-in. */
  readonly client: string
}

export type SignInOriginsTable = {
  readonly user: string
  /** `address` or `device`. */
  readonly kind: string
  /** The address (of IPv6 the /64), or the SHA-256 of what is in the browser's cookie. */
  readonly value: string
  readonly last_used_at: number
}

export type PasswordLinksTable = {
  /** SHA-256 of the token in the link. */
  readonly hash: string
  readonly user: string
  readonly expires_at: number
  /** 1: it went to the user's own address, and nowhere else. */
  readonly mailed: number
}

export type SetUpLinksTable = {
  /** Always the same: there is one link at most. */
  readonly name: string
  /** SHA-256 of the token in the link. */
  readonly hash: string
  readonly created_at: number
}

export type InvitationsTable = {
  readonly id: string
  readonly contract: number
  /** Trimmed, lower case; unique in the contract. */
  readonly email: string
  readonly role: string
  readonly language: string
  /** SHA-256 of the token in the link that works. */
  readonly hash: string
  /** The address of whoever invited, or `operator`. */
  readonly invited_by: string
  readonly created_at: number
  readonly sent_at: number
  readonly expires_at: number
  /** The id in `mails`; null where there is no mail server. */
  readonly mail: string | null
}

export type MembershipsTable = {
  readonly contract: number
  readonly user: string
  readonly role: string
  readonly joined_at: number
}
