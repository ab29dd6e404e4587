import { z } from 'zod'
import {
  changePassword as changePasswordBody,
  confirmReset as confirmResetBody,
  passwordCheck,
  passwordCheckAnswer,
  requestReset as requestResetBody,
  resetLook,
  resetLookAnswer,
} from '@catalytics/contract/credentials.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { openToOwnPages, signedIn } from '../../http/access.ts'
import { originOf } from '../../http/request-origin.ts'
import { userOf, type Api } from '../../http/server.ts'
import { browserOf, rememberBrowser } from '../../http/session-cookie.ts'
import { AppError } from '../../lib/errors.ts'
import { checkPassword } from './credentials.passwords.ts'
import { confirmReset, lookAtReset, requestReset } from './credentials.resets.ts'
import type { Credentials } from './credentials.room.ts'
import { changePassword } from './credentials.ts'

const tags = ['accounts']
const config = { access: openToOwnPages }

/** Passwords: changed, checked, and replaced when they are lost. */
export function passwordRoutes(api: Api, room: Credentials): void {
  ownPasswordRoutes(api, room)
  resetRoutes(api, room)
}

function ownPasswordRoutes(api: Api, room: Credentials): void {
  api.post(
    '/api/v1/me/password',
    {
      config: { access: signedIn },
      schema: {
        tags,
        operationId: 'changePassword',
        summary: 'Change the password of the signed-in user; all other sessions end',
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
      config,
      schema: {
        tags,
        operationId: 'checkPassword',
        summary: 'Rate a password by the rules that are enforced; nothing is stored',
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

/** The way back for whoever has lost their password. */
function resetRoutes(api: Api, room: Credentials): void {
  api.post(
    '/api/v1/password-resets',
    {
      config,
      schema: {
        tags,
        operationId: 'requestPasswordReset',
        summary: 'Request a link to a new password by e-mail',
        description: 'The answer is the same whether an account has the address or not.',
        body: requestResetBody,
        response: { 202: z.object({}) },
      },
    },
    async (request, reply) => {
      await requestReset(room, request.body, originOf(request))
      return reply.code(202).send({})
    },
  )
  api.post(
    '/api/v1/password-resets/look',
    {
      config,
      schema: {
        tags,
        operationId: 'lookAtPasswordReset',
        summary: 'Account that a reset link belongs to; the link stays valid',
        body: resetLook,
        response: { 200: resetLookAnswer },
      },
    },
    (request) => lookAtReset(room, request.body.token),
  )
  api.post(
    '/api/v1/password-resets/confirm',
    {
      config,
      schema: {
        tags,
        operationId: 'confirmPasswordReset',
        summary: 'Choose a new password with the link; all sessions end',
        body: confirmResetBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const from = browserOf(request)
      await confirmReset(room, request.body, from)
      rememberBrowser(reply, from)
      return reply.code(204).send(null)
    },
  )
}
