import { Readable } from 'node:stream'
import { backupRequest, examination } from '@catalytics/contract/installation.ts'
import { operatorOnly } from '../../http/access.ts'
import { reportMedia } from '../../http/media.ts'
import { reportStream } from '../../http/report-stream.ts'
import type { Api } from '../../http/server.ts'
import * as installation from './installation.ts'

const config = { access: operatorOnly }
const tags = ['installation']

/** What is above contracts: for the operator, at the machine itself. */
export function installationRoutes(api: Api, deps: installation.Installation): void {
  api.post(
    '/api/v1/backups',
    {
      // It writes files of the server's machine, so it is the operator's alone.
      config: { ...config, media: reportMedia },
      schema: {
        operationId: 'backUp',
        summary: 'Back up the installation',
        description: 'Answers as NDJSON: lines {"progress": …}, then one {"result": …} or {"problem": …}.',
        tags,
        body: backupRequest,
      },
    },
    async (request, reply) => {
      const lines = reportStream((report) => installation.backUp(deps, request.body.path, report))
      void reply.type('application/x-ndjson; charset=utf-8')
      return reply.send(Readable.from(lines, { objectMode: false }))
    },
  )
  api.get(
    '/api/v1/examination',
    {
      config,
      schema: {
        operationId: 'examine',
        summary: 'Check the installation',
        description: 'Reads all of both stores once, which may take minutes.',
        tags,
        response: { 200: examination },
      },
    },
    () => deps.examine(),
  )
}
