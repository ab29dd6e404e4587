import { z } from 'zod'
import {
  confirmSecondFactor as confirmBody,
  currentPassword,
  newSecondFactor,
  recoveryCodes,
} from '@catalytics/contract/credentials.ts'
import { signedIn } from '../../http/access.ts'
import { originOf } from '../../http/request-origin.ts'
import { userOf, type Api } from '../../http/server.ts'
import type { Credentials } from './credentials.room.ts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './credentials.second-factor.ts'

const tags = ['accounts']
const config = { access: signedIn }

/** The second factor: codes of an authenticator (RFC 6238), and recovery codes. */
export function secondFactorRoutes(api: Api, room: Credentials): void {
  api.post(
    '/api/v1/me/second-factor',
    {
      config,
      schema: {
        tags,
        operationId: 'beginSecondFactor',
        summary: 'Start the set-up of a second factor',
        body: currentPassword,
        response: { 200: newSecondFactor },
      },
    },
    (request) => beginSecondFactor(room, userOf(request), request.body, originOf(request)),
  )
  api.post(
    '/api/v1/me/second-factor/confirm',
    {
      config,
      schema: {
        tags,
        operationId: 'confirmSecondFactor',
        summary: 'Confirm the second factor. The recovery codes are in this answer and never again.',
        body: confirmBody,
        response: { 200: recoveryCodes },
      },
    },
    (request) => confirmSecondFactor(room, userOf(request), request.body),
  )
  api.post(
    '/api/v1/me/second-factor/remove',
    {
      config,
      schema: {
        tags,
        operationId: 'removeSecondFactor',
        summary: 'Remove the second factor',
        body: currentPassword,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeSecondFactor(room, userOf(request), request.body, originOf(request))
      return reply.code(204).send(null)
    },
  )
  api.post(
    '/api/v1/me/recovery-codes',
    {
      config,
      schema: {
        tags,
        operationId: 'renewRecoveryCodes',
        summary: 'Replace the recovery codes. The new ones are in this answer and never again.',
        body: currentPassword,
        response: { 200: recoveryCodes },
      },
    },
    (request) => renewRecoveryCodes(room, userOf(request), request.body, originOf(request)),
  )
}
