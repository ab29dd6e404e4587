import { Readable } from 'node:stream'
import { z } from 'zod'
import { importId } from '@catalytics/contract/ids.ts'
import { importList, undoneImport } from '@catalytics/contract/imports.ts'
import {
  quarantineAnswer,
  quarantineQuery,
  replayAnswer,
  replayRequest,
} from '@catalytics/contract/quarantine.ts'
import { may, operatorOnly } from '../../http/access.ts'
import { reportMedia } from '../../http/media.ts'
import { contractParams } from '../../http/paths.ts'
import { reportStream } from '../../http/report-stream.ts'
import { managerOf, stillMayOf, type Api } from '../../http/server.ts'
import { AppError } from '../../lib/errors.ts'
import * as imports from './ingest.imports.ts'
import * as quarantine from './ingest.quarantine.ts'
import type { Ingest } from './ingest.ts'

const tags = ['imports']
const importBody = z.strictObject({
  path: z.string().min(1).max(4096).meta({ description: 'A file on the machine of the server.' }),
  mapping: z.unknown().default(null),
  dry_run: z.boolean().default(false),
})
const importParams = contractParams.extend({ import_id: importId })

/** Files in, for the operator; and the quarantine of what was refused. */
export function importRoutes(api: Api, deps: Ingest): void {
  api.post(
    '/api/v1/contracts/:contract/imports',
    {
      // It reads files of the server's machine, so it is the operator's alone.
      config: { access: operatorOnly, media: reportMedia },
      schema: {
        operationId: 'importFile',
        summary: 'Import a file',
        description: 'Answers as NDJSON: lines {"progress": …}, then one {"result": …} or {"problem": …}.',
        tags,
        params: contractParams,
        body: importBody,
      },
    },
    async (request, reply) => {
      const { path, mapping, dry_run } = request.body
      const actor = managerOf(request)
      const lines = reportStream((report) =>
        imports.importFile(deps, actor, request.params.contract, { path, mapping, dryRun: dry_run }, report),
      )
      void reply.type('application/x-ndjson; charset=utf-8')
      return reply.send(Readable.from(lines, { objectMode: false }))
    },
  )
  api.get(
    '/api/v1/contracts/:contract/imports',
    {
      config: { access: may('import_events') },
      schema: {
        operationId: 'listImports',
        summary: 'Imports, newest first',
        tags,
        params: contractParams,
        response: { 200: importList },
      },
    },
    async (request) => ({ data: await imports.listImports(deps, request.params.contract) }),
  )
  api.post(
    '/api/v1/contracts/:contract/imports/:import_id/undo',
    {
      config: { access: may('import_events') },
      schema: {
        operationId: 'undoImport',
        summary: 'Take an import out again',
        tags,
        params: importParams,
        response: { 200: undoneImport },
      },
    },
    async (request) => imports.undoImport(deps, managerOf(request), request.params, stillMayOf(request)),
  )
  api.get(
    '/api/v1/contracts/:contract/quarantine',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'listQuarantine',
        summary: 'Refused events',
        tags: ['events'],
        params: contractParams,
        querystring: quarantineQuery,
        response: { 200: quarantineAnswer },
      },
    },
    async (request) => quarantine.listQuarantine(deps, request.params.contract, request.query),
  )
  api.post(
    '/api/v1/contracts/:contract/quarantine/replay',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'replayQuarantine',
        summary: 'Try refused events again',
        description:
          'Chosen ones, those of a reason, or all. Whoever may no longer do it while it goes on stops it there. What is taken now leaves the quarantine; after a catalog was added, for instance.',
        tags: ['events'],
        params: contractParams,
        body: replayRequest,
        response: { 200: replayAnswer },
      },
    },
    async (request) => {
      if (request.body.reason === 'id_conflict') {
        throw new AppError(
          'invalid',
          'An event whose id clashes stays refused: its id belongs to another event.',
          { field: 'reason' },
        )
      }
      return await quarantine.replay(
        deps,
        managerOf(request),
        request.params.contract,
        request.body,
        stillMayOf(request),
      )
    },
  )
}
