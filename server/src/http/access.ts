import type { Permission } from '@catalytics/contract/permissions.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'

/** Who may call a route. Every route says it; a route that does not fails the start. */
export type Access =
  /** Anybody; where `ownPages` is set, of browsers only this installation's own pages. */
  | { readonly kind: 'public'; readonly ownPages?: true }
  /** A service account with the scope, by Bearer token; by HTTP Basic too where `basic` is set. */
  | { readonly kind: 'service'; readonly scope: Scope | null; readonly basic: boolean }
  /** Whoever is signed in, whatever their contracts. */
  | { readonly kind: 'user' }
  /** Whoever may do this in the contract of the route: a user by their role there, or the operator. */
  | { readonly kind: 'manage'; readonly permission: Permission }
  /** The operator alone, over the admin socket. */
  | { readonly kind: 'operator' }

export const open: Access = { kind: 'public' }
/** Signing in and the like: anybody may, but no page of somebody else in a browser (RFC 6265 section 8.2). */
export const openToOwnPages: Access = { kind: 'public', ownPages: true }
export const signedIn: Access = { kind: 'user' }
export const operatorOnly: Access = { kind: 'operator' }

/** A service account's Bearer token with this scope; with null any scope will do. */
export function service(scope: Scope | null): Access {
  return { kind: 'service', scope, basic: false }
}

/** As {@link service}, and HTTP Basic with client id and password, for Excel, curl and old tools. */
export function serviceOrBasic(scope: Scope | null): Access {
  return { kind: 'service', scope, basic: true }
}

/** The route's path must have `:contract` in it. */
export function may(permission: Permission): Access {
  return { kind: 'manage', permission }
}
