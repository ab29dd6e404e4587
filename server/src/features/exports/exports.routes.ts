import { z } from 'zod'
import { createExport, leadExport } from '@catalytics/contract/exports.ts'
import { exportId } from '@catalytics/contract/ids.ts'
import { serviceOrBasic } from '../../http/access.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { serviceOf, type Api } from '../../http/server.ts'
import { sendStoredFile, storedFileMedia } from '../../http/stored-file.ts'
import * as files from './exports.file.ts'
import * as exports from './exports.ts'

const access = serviceOrBasic('leads:read')
const tags = ['lead exports']
const params = z.object({ id: exportId })
const of = 'leads'

/** Exports of leads as jobs: ask, look how far it is, fetch the file. */
export function exportRoutes(api: Api, deps: exports.ExportDeps): void {
  api.post(
    '/api/v1/lead-exports',
    {
      config: { access, media: { refuses: { 429: 'Ten exports of this account are under way' } } },
      schema: {
        operationId: 'createLeadExport',
        summary: 'Request an export file',
        description:
          'Answers 202 with Location. With an Idempotency-Key, asking again within a day gives the same export.',
        tags,
        headers: idempotencyHeaders,
        body: createExport,
        response: { 202: leadExport },
      },
    },
    async (request, reply) => {
      const caller = exports.requesterOf(serviceOf(request))
      const key = request.headers['idempotency-key']
      const job = await exports.requestExport(
        deps,
        serviceOf(request).contract.number,
        caller,
        request.body,
        key,
      )
      const location = `/api/v1/lead-exports/${job.id}`
      return reply.code(202).header('location', location).send(exports.asLeadExport(job))
    },
  )
  api.get(
    '/api/v1/lead-exports/:id',
    {
      config: { access },
      schema: {
        operationId: 'getLeadExport',
        summary: 'State of an export',
        tags,
        params,
        response: { 200: leadExport },
      },
    },
    async (request) => {
      const caller = serviceOf(request)
      const ref = { id: request.params.id, of } as const
      return exports.asLeadExport(await exports.exportOf(deps, caller.contract.number, caller, ref))
    },
  )
  api.delete(
    '/api/v1/lead-exports/:id',
    {
      config: { access },
      schema: {
        operationId: 'cancelLeadExport',
        summary: 'Cancel an export, or delete its file',
        tags,
        params,
        response: { 200: leadExport },
      },
    },
    async (request) => {
      const caller = serviceOf(request)
      const ref = { id: request.params.id, of } as const
      const requester = exports.requesterOf(caller)
      return exports.asLeadExport(await exports.cancelExport(deps, caller.contract.number, requester, ref))
    },
  )
  api.get(
    '/api/v1/lead-exports/:id/file',
    {
      config: { access, media: storedFileMedia },
      schema: {
        operationId: 'getLeadExportFile',
        summary: 'The file',
        description:
          'Range and conditional requests are answered (RFC 9110 sections 13 and 14); ETag is the SHA-256.',
        tags,
        params,
      },
    },
    async (request, reply) => {
      const caller = serviceOf(request)
      const ref = { id: request.params.id, of } as const
      const asked = [deps, caller.contract.number, exports.requesterOf(caller), ref] as const
      const file = await files.exportFile(...asked)
      request.standing.need(files.openFileWatch(...asked))
      return sendStoredFile(request, reply, deps.files.folder, file)
    },
  )
}
