import { z } from 'zod'
import { changeMe as changeMeBody, ownSessionList, sessionUser } from '@catalytics/contract/accounts.ts'
import { signedIn } from '../../http/access.ts'
import { changeConditions, preconditionOf, withVersion } from '../../http/conditions.ts'
import { userOf, type Api } from '../../http/server.ts'
import { changeMe, showMe } from './accounts.me.ts'
import type { Accounts } from './accounts.room.ts'
import { endSession, listSessions } from './accounts.sessions.ts'

const tags = ['accounts']
const config = { access: signedIn }

/** What users do with their own account. */
export function ownAccountRoutes(api: Api, room: Accounts): void {
  api.get(
    '/api/v1/me',
    {
      config,
      schema: {
        tags,
        operationId: 'getMe',
        summary: 'Profile of the signed-in user',
        response: { 200: sessionUser },
      },
    },
    async (request, reply) => withVersion(reply, await showMe(room, userOf(request).id)),
  )
  api.patch(
    '/api/v1/me',
    {
      config,
      schema: {
        tags,
        operationId: 'changeMe',
        summary: 'Change the name, language or theme of the signed-in user',
        headers: changeConditions,
        body: changeMeBody,
        response: { 200: sessionUser },
      },
    },
    async (request, reply) => {
      const condition = preconditionOf(request.headers)
      return withVersion(reply, await changeMe(room, userOf(request).id, request.body, condition))
    },
  )
  api.get(
    '/api/v1/me/sessions',
    {
      config,
      schema: {
        tags,
        operationId: 'listOwnSessions',
        summary: 'Sessions of the signed-in user',
        response: { 200: ownSessionList },
      },
    },
    (request) => listSessions(room, userOf(request)),
  )
  api.delete(
    '/api/v1/me/sessions/:session',
    {
      config,
      schema: {
        tags,
        operationId: 'endOwnSession',
        summary: 'End a session of the signed-in user at once',
        params: z.object({ session: z.string() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await endSession(room, userOf(request), request.params.session)
      return reply.code(204).send(null)
    },
  )
}
