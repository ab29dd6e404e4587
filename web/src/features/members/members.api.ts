import { queryOptions } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { invitationList, member, memberList, type MemberAnswer } from '@catalytics/contract/members.ts'
import type { Role } from '@catalytics/contract/permissions.ts'
import { ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask, get, send } from '../../lib/api.ts'

/** Who is in a contract, and who is invited: one answer, so that the page stands at once. */
export function membersQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['members', contract],
    queryFn: async ({ signal }) => {
      const [members, invitations] = await Promise.all([
        get(apiPath`/contracts/${contract}/members`, memberList, signal),
        get(apiPath`/contracts/${contract}/invitations`, invitationList, signal),
      ])
      return { members: members.data, invitations: invitations.data }
    },
  })
}

/** @throws ApiError `not_found` */
export function readMember(contract: ContractId, user: string): Promise<MemberAnswer> {
  return get(apiPath`/contracts/${contract}/members/${user}`, member)
}

/** Gives a member another role, instead of the one that was read. */
export function changeRole(contract: ContractId, on: MemberAnswer, role: Role): Promise<MemberAnswer> {
  const path = apiPath`/contracts/${contract}/members/${on.user}`
  return ask('PATCH', path, member, { role }, { headers: ifMatch(on) })
}

export function removeMember(contract: ContractId, user: string): Promise<void> {
  return send('DELETE', apiPath`/contracts/${contract}/members/${user}`)
}
