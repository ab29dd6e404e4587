import type { MemberAnswer } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import type { OwnContract } from './session.ts'

/** Why a member stays what they are. */
export type Hindrance = 'needsAccountAdministrator' | 'lastAccountAdministrator'

/** What keeps whoever looks on from changing or ending the role of a member; the server has the same rules. */
export function hindranceOf(
  member: MemberAnswer,
  members: readonly MemberAnswer[],
  own: OwnContract,
): Hindrance | undefined {
  if (member.role !== 'account_administrator') return undefined
  if (!mayGive('account_administrator', own)) return 'needsAccountAdministrator'
  const administrators = members.filter(({ role }) => role === 'account_administrator')
  return administrators.length === 1 ? 'lastAccountAdministrator' : undefined
}

/** Whether whoever looks on may make somebody this. */
export function mayGive(role: Role, { permissions }: OwnContract): boolean {
  return role !== 'account_administrator' || permissions.includes('appoint_account_administrators')
}
