import type { ContractId, ContractNumber, UserId } from '@catalytics/contract/ids.ts'
import type { MemberAnswer, PermissionMatrix } from '@catalytics/contract/members.ts'
import {
  permissionNames,
  roles,
  rolesThatMay,
  type Permission,
  type Role,
} from '@catalytics/contract/permissions.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
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

/**
 * Gives a member another role; it holds for their next request.
 *
 * @throws AppError `not_found` for somebody who is no member, `forbidden` for what takes an account administrator,
 *   `conflict` for the last account administrator
 */
export async function changeRole(
  deps: Deps,
  actor: activity.Actor,
  contractId: ContractId,
  user: UserId,
  role: Role,
): Promise<MemberAnswer> {
  const contract = await contracts.requireContract(deps, contractId)
  return await deps.db.transaction().execute(async (tx) => {
    const before = await settle(tx, contract.number, { actor, user, role })
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
    const { email, role } = await settle(tx, contract.number, { actor, user, role: null })
    await store.deleteMembership(tx, contract.number, user)
    await activity.record({ ...deps, db: tx }, contract.number, actor, 'role_deleted', { user, email, role })
  })
}

/** Who is to become what; null: nothing. */
type Change = { readonly actor: activity.Actor; readonly user: UserId; readonly role: Role | null }

/**
 * Makes sure that a change of role may be made, and holds everything that says so until the transaction ends: of two
 * account administrators who remove each other at the same time, one succeeds.
 */
async function settle(
  tx: Db,
  contract: ContractNumber,
  { actor, user, role }: Change,
): Promise<store.Member> {
  const held = await store.lockMemberships(tx, contract, actor.kind === 'user' ? [user, actor.id] : [user])
  const member = await store.memberById(tx, contract, user)
  if (member === undefined) throw noSuchMember()
  // Once more: the actor's own role may have been changed since the request came in.
  requireRole(actor, held.get(actor.id), 'manage_members')
  if (member.role === role) return member
  if (member.role !== 'account_administrator' && role !== 'account_administrator') return member
  requireRole(actor, held.get(actor.id), 'appoint_account_administrators')
  const administrators = [...held.values()].filter((one) => one === 'account_administrator')
  if (member.role === 'account_administrator' && administrators.length === 1) {
    throw new AppError(
      'conflict',
      'This is the only account administrator of the contract. Appoint another one first.',
    )
  }
  return member
}

/**
 * @param role that of the actor in the contract, where it is a user
 * @throws AppError `forbidden`
 */
export function requireRole(actor: activity.Actor, role: Role | undefined, permission: Permission): void {
  const may = rolesThatMay(permission)
  if (actor.kind === 'operator' || (role !== undefined && may.includes(role))) return
  const names = may.map((name) => name.replaceAll('_', ' ')).join(' or ')
  throw new AppError('forbidden', `Your role in this contract does not allow this: it takes ${names}.`)
}

/** What to say of a user whom this contract does not have, whether there is one or not. */
export function noSuchMember(): AppError {
  return new AppError('not_found', 'There is no such member in this contract.')
}

function present({ joined_at, last_seen_at, ...member }: store.Member): MemberAnswer {
  return {
    ...member,
    joined_at: isoInstant(joined_at),
    last_seen_at: last_seen_at === null ? null : isoInstant(last_seen_at),
  }
}
