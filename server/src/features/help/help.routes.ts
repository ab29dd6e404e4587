import { z } from 'zod'
import { createSupportRequest, supportRequestAnswer, supportRequestList } from '@catalytics/contract/help.ts'
import { operatorOnly, signedIn } from '../../http/access.ts'
import { userOf, type Api } from '../../http/server.ts'
import { askSupport, listSupportRequests, removeSupportRequest, type Help } from './help.ts'

const tags = ['help']

/** Contacting whoever runs the installation. */
export function helpRoutes(api: Api, help: Help): void {
  api.post(
    '/api/v1/support',
    {
      config: { access: signedIn },
      schema: {
        tags,
        operationId: 'contactSupport',
        summary: 'Send a support request to the operator',
        description:
          'The request is kept until it is settled, at most 90 days, and mailed where that is set up.',
        body: createSupportRequest,
        response: { 201: supportRequestAnswer },
      },
    },
    async (request, reply) => reply.code(201).send(await askSupport(help, userOf(request), request.body)),
  )
  api.get(
    '/api/v1/support-requests',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'listSupportRequests',
        summary: 'Open support requests, newest first',
        response: { 200: supportRequestList },
      },
    },
    async () => ({ data: await listSupportRequests(help) }),
  )
  api.delete(
    '/api/v1/support-requests/:request',
    {
      config: { access: operatorOnly },
      schema: {
        tags,
        operationId: 'removeSupportRequest',
        summary: 'Delete a settled support request',
        params: z.object({ request: z.string() }),
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await removeSupportRequest(help, request.params.request)
      return reply.code(204).send(null)
    },
  )
}
