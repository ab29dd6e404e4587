import type { ContractId, ContractNumber, UserId } from '@catalytics/contract/ids.ts'
import type { CreateInvitation, SentInvitation } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import type { Clock } from '../../lib/clock.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import { invite } from './members.invitations.ts'
import type { Inviting } from './members.room.ts'
import * as store from './members.store.ts'
import type { Membership } from './members.store.ts'

export type { Membership } from './members.store.ts'

export type Deps = { readonly db: Db; readonly clock: Clock }

/** Makes a user a member of a contract; false when they are one already, with whatever role. */
export async function addMember(
  deps: Deps,
  actor: activity.Actor,
  contract: ContractNumber,
  member: { readonly user: UserId; readonly email: string; readonly role: Role },
): Promise<boolean> {
  const { user, email, role } = member
  const joined_at = deps.clock().getTime()
  if (!(await store.insertMembership(deps.db, contract, { user, role, joined_at }))) return false
  await activity.record(deps, contract, actor, 'member_added', { user, email, role })
  return true
}

/**
 * Invites somebody into a contract; an invitation that the address has there already gives way.
 *
 * @throws AppError `conflict` for a member, or too many invitations
 */
export function inviteUser(
  deps: Inviting,
  actor: activity.Actor,
  contract: ContractId,
  input: CreateInvitation,
): Promise<SentInvitation> {
  return invite(deps, actor, contract, input, { replace: true })
}

/** What a user is in a contract now; undefined when nothing, or without such a contract. */
export function roleOf(
  deps: Pick<Deps, 'db'>,
  contract: ContractId,
  user: UserId,
): Promise<Membership | undefined> {
  return store.membershipIn(deps.db, contract, user)
}

/** What a user is in which contracts, oldest contract first. */
export function membershipsOf(deps: Pick<Deps, 'db'>, user: UserId): Promise<readonly Membership[]> {
  return store.membershipsOf(deps.db, user)
}
