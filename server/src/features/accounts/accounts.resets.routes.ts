import { z } from 'zod'
import {
  confirmReset as confirmResetBody,
  requestReset as requestResetBody,
  resetLook,
  resetLookAnswer,
} from '@catalytics/contract/accounts.ts'
import { openToOwnPages } from '../../http/access.ts'
import { originOf } from '../../http/request-origin.ts'
import type { Api } from '../../http/server.ts'
import { browserOf, rememberBrowser } from '../../http/session-cookie.ts'
import { confirmReset, lookAtReset, requestReset } from './accounts.resets.ts'
import type { Accounts } from './accounts.room.ts'

const tags = ['accounts']
const config = { access: openToOwnPages }

/** The way back for whoever has lost their password. */
export function resetRoutes(api: Api, room: Accounts): void {
  api.post(
    '/api/v1/password-resets',
    {
      config,
      schema: {
        tags,
        operationId: 'requestPasswordReset',
        summary: 'Ask for a link to a new password by mail',
        description: 'Answered alike whether somebody has the address or not.',
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
        summary: 'Whose password a link would change; uses nothing up',
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
