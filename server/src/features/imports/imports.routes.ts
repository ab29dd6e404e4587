import { Readable } from 'node:stream'
import { z } from 'zod'
import { importId } from '@catalytics/contract/ids.ts'
import { importList, undoneImport } from '@catalytics/contract/imports.ts'
import { may, operatorOnly } from '../../http/access.ts'
import { reportMedia } from '../../http/media.ts'
import { contractParams } from '../../http/paths.ts'
import { reportStream } from '../../http/report-stream.ts'
import { managerOf, stillMayOf, type Api } from '../../http/server.ts'
import * as imports from './imports.ts'

const tags = ['imports']
const importBody = z.strictObject({
  path: z.string().min(1).max(4096).meta({ description: 'Path of a file on the server’s machine.' }),
  mapping: z.unknown().default(null),
  dry_run: z.boolean().default(false),
})
const importParams = contractParams.extend({ import_id: importId })

/** Files in, for the operator. */
export function importRoutes(api: Api, deps: imports.Deps): void {
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
        summary: 'Undo an import',
        tags,
        params: importParams,
        response: { 200: undoneImport },
      },
    },
    async (request) => imports.undoImport(deps, managerOf(request), request.params, stillMayOf(request)),
  )
}
