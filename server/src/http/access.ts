import type { Permission } from '@catalytics/contract/permissions.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'

/** Who may call a route. Every route says it; a route that does not fails the start. */
export type Access =
  /** Anybody: health, metadata, the API's own description. */
  | { readonly kind: 'public' }
  /** A service account with the scope, by Bearer token; by HTTP Basic too where `basic` is set. */
  | { readonly kind: 'service'; readonly scope: Scope | null; readonly basic: boolean }
  /** Whoever may do this in the contract of the route: the operator over the admin socket. */
  | { readonly kind: 'manage'; readonly permission: Permission }
  /** The operator alone, over the admin socket. */
  | { readonly kind: 'operator' }

export const open: Access = { kind: 'public' }
export const operatorOnly: Access = { kind: 'operator' }

/** A service account's Bearer token with this scope; with null any scope will do. */
export function service(scope: Scope | null): Access {
  return { kind: 'service', scope, basic: false }
}

/** As {@link service}, and HTTP Basic with client id and password, for Excel, curl and old tools. */
export function serviceOrBasic(scope: Scope | null): Access {
  return { kind: 'service', scope, basic: true }
}

export function may(permission: Permission): Access {
  return { kind: 'manage', permission }
}
