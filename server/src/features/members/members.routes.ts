import { z } from 'zod'
import { contractId, userId, type ContractId, type UserId } from '@catalytics/contract/ids.ts'
import { changeMember, member, memberList, permissionMatrix } from '@catalytics/contract/members.ts'
import { may, signedIn } from '../../http/access.ts'
import { changeConditions, preconditionOf, withVersion } from '../../http/conditions.ts'
import { managerOf, userOf, type Api } from '../../http/server.ts'
import { noSuchContract } from '../../lib/refusals.ts'
import { changeRole, listMembers, matrix, noSuchMember, removeMember, showMember } from './members.roles.ts'
import type { Members } from './members.room.ts'

const list = '/api/v1/contracts/:contract/members'
const one = `${list}/:user`
const tags = ['members']

/** Who is in a contract with which role, and what the roles may do. */
export function memberRoutes(api: Api, room: Pick<Members, 'db' | 'clock'>): void {
  api.get(
    list,
    {
      config: { access: may('see_members') },
      schema: {
        tags,
        operationId: 'listMembers',
        summary: 'The users of a contract, by address',
        params: listPath,
        response: { 200: memberList },
      },
    },
    async (request) => ({ data: await listMembers(room, contractOf(request.params)) }),
  )
  api.get(
    one,
    {
      config: { access: may('see_members') },
      schema: {
        tags,
        operationId: 'getMember',
        summary: 'One user of a contract',
        params: onePath,
        response: { 200: member },
      },
    },
    async (request, reply) => {
      const { params } = request
      return withVersion(reply, await showMember(room, contractOf(params), memberOf(params)))
    },
  )
  api.patch(
    one,
    {
      config: { access: may('manage_members') },
      schema: {
        tags,
        operationId: 'changeMember',
        summary: 'Change the role of a user, from their next request on',
        description:
          'Only account administrators appoint account administrators or take that role away, and one of them stays.',
        params: onePath,
        headers: changeConditions,
        body: changeMember,
        response: { 200: member },
      },
    },
    async (request, reply) => {
      const { params, headers, body } = request
      const [contract, user] = [contractOf(params), memberOf(params)]
      const condition = preconditionOf(headers)
      const changed = await changeRole(room, managerOf(request), contract, user, body.role, condition)
      return withVersion(reply, changed)
    },
  )
  api.delete(
    one,
    {
      config: { access: may('manage_members') },
      schema: {
        tags,
        operationId: 'removeMember',
        summary: 'Remove a user from a contract, from their next request on',
        params: onePath,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { params } = request
      await removeMember(room, managerOf(request), contractOf(params), memberOf(params))
      return reply.code(204).send(null)
    },
  )
  api.get(
    '/api/v1/permissions',
    {
      config: { access: signedIn },
      schema: {
        tags,
        operationId: 'listPermissions',
        summary: 'Permissions of each role',
        response: { 200: permissionMatrix },
      },
    },
    (request) => {
      userOf(request)
      return matrix()
    },
  )
}

const listPath = z.object({ contract: z.string() })
const onePath = z.object({ contract: z.string(), user: z.string() })

// A path that no id can fill leads nowhere: 404 as for an id that is not there, not 400.

function contractOf({ contract }: { readonly contract: string }): ContractId {
  const id = contractId.safeParse(contract)
  if (!id.success) throw noSuchContract()
  return id.data
}

function memberOf({ user }: { readonly user: string }): UserId {
  const id = userId.safeParse(user)
  if (!id.success) throw noSuchMember()
  return id.data
}
