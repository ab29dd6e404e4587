import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { contractId, type ContractId, type UserId } from '@catalytics/contract/ids.ts'
import { rolesThatMay, type Permission, type Role } from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../lib/errors.ts'
import type { Membership, Principal, RequestOrigin, ServicePrincipal, SignedIn } from '../lib/principal.ts'
import { noSuchContract, roleTooLow } from '../lib/refusals.ts'
import type { Access } from './access.ts'
import { credentialsOf, type Credentials } from './credentials.ts'
import { originOf } from './request-origin.ts'
import { refuseForeignPage, requireOwnPage } from './same-origin.ts'
import { sessionTokenOf } from './session-cookie.ts'
import type { Leaving } from './standing.ts'

/** How credentials are checked: the rooms' affair, handed in where the application is put together. */
export type Callers = {
  /** Throws `unauthorized` or `forbidden`; the texts do not tell which part was wrong. */
  readonly service: (
    credentials: Exclude<Credentials, { kind: 'none' | 'malformed' }>,
    from: RequestOrigin,
  ) => Promise<ServicePrincipal>
  /** The same caller as they are now. Throws as `service`; a token's own end is no fault for a further piece. */
  readonly serviceNow: (caller: ServicePrincipal, leaving: Leaving) => Promise<ServicePrincipal>
  /** Who is signed in with what the cookie says; undefined when nobody is, or is no longer. */
  readonly user: (token: string, from: RequestOrigin) => Promise<SignedIn | undefined>
  /** What a user is in a contract now; undefined when nothing, or without such a contract. */
  readonly membership: (user: UserId, contract: ContractId) => Promise<Membership | undefined>
}

/**
 * Who calls a route that comes over the network. Null where the route does not ask.
 *
 * @throws AppError `unauthorized`, `forbidden`, or `not_found` where the caller must not learn what is there
 */
export async function callerOf(
  request: FastifyRequest,
  access: Access,
  callers: Callers,
  publicUrl: string,
): Promise<Principal | null> {
  const from = originOf(request)
  switch (access.kind) {
    case 'public':
      if (access.ownPages === true) refuseForeignPage(request, publicUrl)
      return null
    case 'service':
      return await serviceCaller(access, credentialsOf(request.headers.authorization), callers, from)
    case 'user':
      return { ...(await sessionCaller(request, callers, publicUrl, from)), membership: null }
    case 'manage': {
      const caller = await sessionCaller(request, callers, publicUrl, from)
      const membership = await membershipOf(request, caller.id, callers)
      requirePermission(membership.role, access.permission)
      if (membership.secondFactorRequired && !caller.secondFactor) throw secondFactorNeeded()
      return { ...caller, membership }
    }
    case 'operator':
      // To somebody outside, what only the operator may do does not exist.
      throw nothingHere()
    default:
      return access satisfies never
  }
}

/**
 * Who calls, once more, while their call is under way: all that let them in is looked at again.
 *
 * @throws AppError as {@link callerOf}
 */
export async function callerAgain(
  request: FastifyRequest,
  access: Access,
  callers: Callers,
  { publicUrl, leaving, last }: { publicUrl: string; leaving: Leaving; last: Principal },
): Promise<Principal> {
  if (access.kind === 'service' && last.kind === 'service_account') {
    const principal = await callers.serviceNow(last, leaving)
    requireScope(access, principal)
    return principal
  }
  return (await callerOf(request, access, callers, publicUrl)) ?? last
}

/** What to say of an address that leads nowhere. */
export function nothingHere(): AppError {
  return new AppError('not_found', because('nothing_here'))
}

async function serviceCaller(
  access: Extract<Access, { kind: 'service' }>,
  credentials: Credentials,
  callers: Callers,
  from: RequestOrigin,
): Promise<ServicePrincipal> {
  if (credentials.kind === 'none' || credentials.kind === 'malformed') {
    throw access.basic ? tokenOrBasicNeeded() : tokenNeeded()
  }
  if (credentials.kind === 'basic' && !access.basic) throw tokenNeeded()
  const principal = await callers.service(credentials, from)
  requireScope(access, principal)
  return principal
}

function requireScope({ scope }: Extract<Access, { kind: 'service' }>, { scopes }: ServicePrincipal): void {
  if (scope === null || scopes.includes(scope)) return
  throw new AppError('forbidden', because('scope_missing', { scope }), { missingScope: scope })
}

export function tokenNeeded(): AppError {
  return new AppError('unauthorized', because('token_needed'))
}

function tokenOrBasicNeeded(): AppError {
  return new AppError('unauthorized', because('token_or_basic_needed'))
}

async function sessionCaller(
  request: FastifyRequest,
  callers: Callers,
  publicUrl: string,
  from: RequestOrigin,
) {
  const token = sessionTokenOf(request.headers.cookie)
  if (token === undefined) throw signInFirst()
  requireOwnPage(request, publicUrl)
  const found = await callers.user(token, from)
  if (found === undefined) throw signInFirst()
  return { ...found, kind: 'user', address: from.address } as const
}

function signInFirst(): AppError {
  return new AppError('unauthorized', because('not_signed_in'))
}

const contractPath = z.object({ contract: contractId })

/** A contract of somebody else, one that is not there, and a text that names none: all the same. */
async function membershipOf(request: FastifyRequest, user: UserId, callers: Callers): Promise<Membership> {
  const path = contractPath.safeParse(request.params)
  const membership = path.success ? await callers.membership(user, path.data.contract) : undefined
  if (membership === undefined) throw noSuchContract()
  return membership
}

function secondFactorNeeded(): AppError {
  return new AppError('second_factor_needed', because('second_factor_needed'))
}

function requirePermission(role: Role, permission: Permission): void {
  if (!rolesThatMay(permission).includes(role)) throw roleTooLow(permission)
}
