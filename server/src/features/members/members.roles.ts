import type { ContractId, ContractNumber, UserId } from '@catalytics/contract/ids.ts'
import type { MemberAnswer, PermissionMatrix } from '@catalytics/contract/members.ts'
import {
  permissionNames,
  roles,
  rolesThatMay,
  type Permission,
  type Role,
} from '@catalytics/contract/permissions.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { hasAccount, roleTooLow } from '../../lib/refusals.ts'
import { anyVersion, versionOf, type Precondition } from '../../lib/versions.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import type { Members } from './members.room.ts'
import * as store from './members.store.ts'

type Deps = Pick<Members, 'db' | 'clock'>

/** What each role may do: the table that the checks read. */
export function matrix(): PermissionMatrix {
  return {
    roles: [...roles],
    permissions: permissionNames.map((id) => ({ id, roles: [...rolesThatMay(id)] })),
  }
}

/** Everybody in a contract, by address. */
export async function listMembers(deps: Deps, contractId: ContractId): Promise<MemberAnswer[]> {
  const contract = await contracts.requireContract(deps, contractId)
  return (await store.membersOf(deps.db, contract.number)).map(present)
}

/** @throws AppError `not_found` for somebody who is no member */
export async function showMember(deps: Deps, contractId: ContractId, user: UserId): Promise<MemberAnswer> {
  const contract = await contracts.requireContract(deps, contractId)
  const found = await store.memberById(deps.db, contract.number, user)
  if (found === undefined) throw noSuchMember()
  return present(found)
}

/**
 * Gives a member another role; it holds for their next request.
 *
 * @throws AppError `not_found` for somebody who is no member, `forbidden` for what takes an account administrator,
 *   `precondition_failed` where the member has not the role that the change was made on, `conflict` for the last account
 *   administrator
 */
export async function changeRole(
  deps: Deps,
  actor: activity.Actor,
  contractId: ContractId,
  user: UserId,
  role: Role,
  precondition: Precondition = anyVersion,
): Promise<MemberAnswer> {
  const contract = await contracts.requireContract(deps, contractId)
  return await deps.db.transaction().execute(async (tx) => {
    const before = await settle(tx, contract.number, { actor, user, role, precondition })
    const after = { ...before, role }
    if (before.role === role) return present(after)
    await store.updateRole(tx, contract.number, user, role)
    const details = { user, email: before.email, from: before.role, to: role }
    await activity.record({ ...deps, db: tx }, contract.number, actor, 'role_updated', details)
    return present(after)
  })
}

/**
 * Takes somebody out of a contract; it holds for their next request. The user stays, with their other contracts.
 *
 * @throws AppError as {@link changeRole}
 */
export async function removeMember(
  deps: Deps,
  actor: activity.Actor,
  contractId: ContractId,
  user: UserId,
): Promise<void> {
  const contract = await contracts.requireContract(deps, contractId)
  await deps.db.transaction().execute(async (tx) => {
    const change = { actor, user, role: null, precondition: anyVersion }
    const { email, role } = await settle(tx, contract.number, change)
    await store.deleteMembership(tx, contract.number, user)
    await activity.record({ ...deps, db: tx }, contract.number, actor, 'role_deleted', { user, email, role })
  })
}

/** Who is to become what; null: nothing. */
type Change = {
  readonly actor: activity.Actor
  readonly user: UserId
  readonly role: Role | null
  readonly precondition: Precondition
}

/**
 * Makes sure that a change of role may be made, and holds everything that says so until the transaction ends: of two
 * account administrators who remove each other at the same time, one succeeds.
 */
async function settle(
  tx: Db,
  contract: ContractNumber,
  { actor, user, role, precondition }: Change,
): Promise<store.Member> {
  const held = await store.lockMemberships(tx, contract, actor.kind === 'user' ? [user, actor.id] : [user])
  const member = await store.memberById(tx, contract, user)
  if (member === undefined) throw noSuchMember()
  // Once more: the actor's own role may have been changed since the request came in.
  requireRole(actor, held.get(actor.id), 'manage_members')
  const { version } = present(member)
  await activity.requireVersion({ db: tx }, contract, [{ kind: 'member', id: user }], {
    version,
    precondition,
  })
  if (member.role === role) return member
  if (member.role !== 'account_administrator' && role !== 'account_administrator') return member
  requireRole(actor, held.get(actor.id), 'appoint_account_administrators')
  const administrators = [...held.values()].filter((one) => one === 'account_administrator')
  if (member.role === 'account_administrator' && administrators.length === 1) {
    throw new AppError('conflict', because('last_administrator'))
  }
  return member
}

/**
 * Takes somebody out of the contract whose administrator made their account, as part of the transaction in which it
 * begins anew by the link of another one.
 *
 * @param madeFor that contract; null: no administrator made it
 * @throws AppError `conflict` for a member of any contract but that one, and for its last account administrator: an
 *   administrator of one contract takes nothing away in the others
 */
export async function leaveMaker(
  { clock }: Pick<Deps, 'clock'>,
  tx: Db,
  madeFor: ContractNumber | null,
  { user, email, address }: { readonly user: UserId; readonly email: string; readonly address: string },
): Promise<void> {
  const own = await store.membershipsOf(tx, user)
  if (own.some(({ number }) => number !== madeFor)) throw hasAccount()
  for (const { number } of own) {
    const held = await store.lockMemberships(tx, number, [user])
    const role = held.get(user)
    if (role === undefined) continue
    const administrators = [...held.values()].filter((one) => one === 'account_administrator')
    if (role === 'account_administrator' && administrators.length === 1) throw hasAccount()
    await store.deleteMembership(tx, number, user)
    const actor: activity.Actor = { kind: 'user', id: user, address, name: email, role }
    await activity.record({ db: tx, clock }, number, actor, 'account_renewed', { user, email, role })
  }
}

/**
 * @param role that of the actor in the contract, where it is a user
 * @throws AppError `forbidden`
 */
export function requireRole(actor: activity.Actor, role: Role | undefined, permission: Permission): void {
  if (actor.kind === 'operator' || (role !== undefined && rolesThatMay(permission).includes(role))) return
  throw roleTooLow(permission)
}

/** What to say of a user whom this contract does not have, whether there is one or not. */
export function noSuchMember(): AppError {
  return new AppError('not_found', 'There is no such member in this contract.', {
    because: because('no_such_member'),
  })
}

function present({ joined_at, last_seen_at, ...member }: store.Member): MemberAnswer {
  return {
    ...member,
    joined_at: isoInstant(joined_at),
    last_seen_at: isoInstantOrNull(last_seen_at),
    version: versionOf({ user: member.user, joined_at, role: member.role }),
  }
}
