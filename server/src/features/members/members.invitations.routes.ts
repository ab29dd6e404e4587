import { z } from 'zod'
import {
  acceptInvitation as acceptBody,
  createInvitation,
  invitationList,
  invitationLook,
  invitationLookAnswer,
  joined,
  joinInvitation,
  sentInvitation,
} from '@catalytics/contract/members.ts'
import { may, openToOwnPages, signedIn } from '../../http/access.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, userOf, type Api } from '../../http/server.ts'
import { browserOf, signInBrowser } from '../../http/session-cookie.ts'
import { acceptInvitation, joinByInvitation, lookAtInvitation } from './members.acceptance.ts'
import { deleteInvitation, invite, listInvitations, resendInvitation } from './members.invitations.ts'
import type { Members } from './members.room.ts'

const list = '/api/v1/contracts/:contract/invitations'
const one = `${list}/:invitation`
const tags = ['members']

/** Inviting people into a contract. */
export function invitationRoutes(api: Api, room: Members): void {
  api.get(
    list,
    {
      config: { access: may('see_members') },
      schema: {
        tags,
        operationId: 'listInvitations',
        summary: 'Pending invitations, and those that expired within 30 days; newest first',
        params: contractParams,
        response: { 200: invitationList },
      },
    },
    async (request) => ({ data: await listInvitations(room, request.params.contract) }),
  )
  api.post(
    list,
    {
      config: { access: may('manage_members') },
      schema: {
        tags,
        operationId: 'createInvitation',
        summary: 'Invite a person into the contract',
        description:
          'A link goes to the address. It works once, for seven days. Only account administrators invite account administrators.',
        params: contractParams,
        body: createInvitation,
        response: { 201: sentInvitation },
      },
    },
    async (request, reply) => {
      const made = await invite(room, managerOf(request), request.params.contract, request.body)
      return reply.code(201).send(made)
    },
  )
  api.post(
    `${one}/resend`,
    {
      config: { access: may('manage_members') },
      schema: {
        tags,
        operationId: 'resendInvitation',
        summary: 'Send an invitation again with a new link; the old link stops working',
        params: onePath,
        response: { 200: sentInvitation },
      },
    },
    (request) => {
      const { contract, invitation } = request.params
      return resendInvitation(room, managerOf(request), contract, invitation)
    },
  )
  api.delete(
    one,
    {
      config: { access: may('manage_members') },
      schema: {
        tags,
        operationId: 'deleteInvitation',
        summary: 'Delete an invitation; its link stops working',
        params: onePath,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { contract, invitation } = request.params
      await deleteInvitation(room, managerOf(request), contract, invitation)
      return reply.code(204).send(null)
    },
  )
  acceptanceRoutes(api, room)
}

/** What whoever has the link can do: by POST only, because programs that check mails follow every link. */
function acceptanceRoutes(api: Api, room: Members): void {
  api.post(
    '/api/v1/invitations/look',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'lookAtInvitation',
        summary: 'Contract and role of an invitation; the link stays valid',
        body: invitationLook,
        response: { 200: invitationLookAnswer },
      },
    },
    (request) => lookAtInvitation(room, request.body.token),
  )
  api.post(
    '/api/v1/invitations/accept',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'acceptInvitation',
        summary: 'Accept an invitation as a new user, and sign in',
        description:
          'For an address without an account, or with one that nobody has proved to be theirs: that one begins anew. ' +
          'Whoever has a proved one signs in and joins.',
        body: acceptBody,
        response: { 200: joined },
      },
    },
    async (request, reply) => {
      const from = browserOf(request)
      const { contract, session } = await acceptInvitation(room, request.body, from)
      signInBrowser(reply, from, session)
      return { contract }
    },
  )
  api.post(
    '/api/v1/invitations/join',
    {
      config: { access: signedIn },
      schema: {
        tags,
        operationId: 'joinByInvitation',
        summary: 'Accept an invitation with an existing account',
        description:
          'Signed in with the address that was invited. Where nobody has proved that address, a new password is needed.',
        body: joinInvitation,
        response: { 200: joined },
      },
    },
    async (request) => ({ contract: await joinByInvitation(room, userOf(request), request.body) }),
  )
}

const onePath = z.object({ ...contractParams.shape, invitation: z.string() })
