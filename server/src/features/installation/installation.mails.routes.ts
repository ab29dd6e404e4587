import { z } from 'zod'
import { mail, mailList, mailQuery, sendTestMail } from '@catalytics/contract/mails.ts'
import { operatorOnly } from '../../http/access.ts'
import type { Api } from '../../http/server.ts'
import { sendTest, showMail, type Mails } from './installation.mails.ts'

const config = { access: operatorOnly }
const tags = ['installation']

/** What became of the mails that the installation sends. */
export function mailRoutes(api: Api, mails: Mails): void {
  api.get(
    '/api/v1/mails',
    {
      config,
      schema: {
        operationId: 'listMails',
        summary: 'Mails: queued, sent and failed',
        description:
          'Newest first, those of the last 30 days. Their words and recipients are not kept once they are done.',
        tags,
        querystring: mailQuery,
        response: { 200: mailList },
      },
    },
    async (request) => ({ data: await mails.list(request.query) }),
  )
  api.get(
    '/api/v1/mails/:mail',
    {
      config,
      schema: {
        operationId: 'getMail',
        summary: 'State of a mail',
        tags,
        params: z.object({ mail: z.string() }),
        response: { 200: mail },
      },
    },
    (request) => showMail(mails, request.params.mail),
  )
  api.post(
    '/api/v1/mails/test',
    {
      config,
      schema: {
        operationId: 'sendTestMail',
        summary: 'Send a test mail',
        description: 'Delivery is tried for two minutes.',
        tags,
        body: sendTestMail,
        response: { 202: mail },
      },
    },
    async (request, reply) => reply.code(202).send(await sendTest(mails, request.body)),
  )
}
