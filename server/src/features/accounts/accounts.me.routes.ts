import { z } from 'zod'
import {
  changeMe as changeMeBody,
  changePassword as changePasswordBody,
  ownSessionList,
  passwordCheck,
  passwordCheckAnswer,
  sessionUser,
} from '@catalytics/contract/accounts.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { openToOwnPages, signedIn } from '../../http/access.ts'
import { changeConditions, preconditionOf, withVersion } from '../../http/conditions.ts'
import { originOf } from '../../http/request-origin.ts'
import { userOf, type Api } from '../../http/server.ts'
import { AppError } from '../../lib/errors.ts'
import { changeMe, changePassword, showMe } from './accounts.me.ts'
import { checkPassword } from './accounts.passwords.ts'
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
        summary: 'One’s name, language and theme',
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
        summary: 'Change one’s name, language or theme',
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
  passwordRoutes(api, room)
  api.get(
    '/api/v1/me/sessions',
    {
      config,
      schema: {
        tags,
        operationId: 'listOwnSessions',
        summary: 'Where one is signed in',
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
        summary: 'End one of one’s sessions at once',
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

function passwordRoutes(api: Api, room: Accounts): void {
  api.post(
    '/api/v1/me/password',
    {
      config,
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change one’s password; all other sessions end',
        body: changePasswordBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await changePassword(room, userOf(request), request.body, originOf(request))
      return reply.code(204).send(null)
    },
  )
  api.post(
    '/api/v1/password-checks',
    {
      config: { access: openToOwnPages },
      schema: {
        tags,
        operationId: 'checkPassword',
        summary: 'What a password is worth, by the rules that are enforced; nothing is kept',
        body: passwordCheck,
        response: { 200: passwordCheckAnswer },
      },
    },
    (request) => {
      const { address } = originOf(request)
      const seconds = room.passwordChecks.waitSeconds(address)
      if (seconds > 0)
        throw new AppError('too_many_requests', because('too_many_requests', { seconds }), {
          retryAfterSeconds: seconds,
        })
      room.passwordChecks.add(address, -1)
      const { password, words, second_factor } = request.body
      return checkPassword(password, { words, secondFactor: second_factor })
    },
  )
}
