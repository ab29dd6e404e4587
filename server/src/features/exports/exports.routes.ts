import { z } from 'zod'
import { createExport, leadExport } from '@catalytics/contract/exports.ts'
import { exportId } from '@catalytics/contract/ids.ts'
import { serviceOrBasic } from '../../http/access.ts'
import { settleConditions } from '../../http/conditions.ts'
import { ndjsonType, xlsxType, type RouteMedia } from '../../http/media.ts'
import { serviceOf, type Api } from '../../http/server.ts'
import * as files from './exports.file.ts'
import * as exports from './exports.ts'

const access = serviceOrBasic('leads:read')
const tags = ['lead exports']
const params = z.object({ id: exportId })
const bytes = { kind: 'file', description: 'The bytes whose SHA-256 the export names.' } as const
const fileContent = {
  'text/csv': bytes,
  [ndjsonType]: bytes,
  [xlsxType]: bytes,
  'application/vnd.apache.parquet': bytes,
  'application/zip': bytes,
}
const fileMedia: RouteMedia = {
  gives: {
    200: { description: 'The file', content: fileContent },
    206: { description: 'The part of the file that Range asks for', content: fileContent },
    304: { description: 'The caller has this very file', content: {} },
  },
}
const headers = z.looseObject({ 'idempotency-key': z.string().min(1).max(200).optional() })

/** Exports as jobs: ask, look how far it is, fetch the file. */
export function exportRoutes(api: Api, deps: exports.ExportDeps): void {
  api.post(
    '/api/v1/lead-exports',
    {
      config: { access, media: { refuses: { 429: 'Ten exports of this account are under way' } } },
      schema: {
        operationId: 'createLeadExport',
        summary: 'Ask for an export file',
        description:
          'Answers 202 with Location. With an Idempotency-Key, asking again within a day gives the same export.',
        tags,
        headers,
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
      return reply.code(202).header('location', `/api/v1/lead-exports/${job.id}`).send(job)
    },
  )
  api.get(
    '/api/v1/lead-exports/:id',
    {
      config: { access },
      schema: {
        operationId: 'getLeadExport',
        summary: 'How far an export is',
        tags,
        params,
        response: { 200: leadExport },
      },
    },
    async (request) => {
      const caller = serviceOf(request)
      return exports.exportOf(deps, caller.contract.number, caller, request.params.id)
    },
  )
  api.delete(
    '/api/v1/lead-exports/:id',
    {
      config: { access },
      schema: {
        operationId: 'cancelLeadExport',
        summary: 'Cancel an export, or remove its file',
        tags,
        params,
        response: { 200: leadExport },
      },
    },
    async (request) => {
      const caller = serviceOf(request)
      return exports.cancelExport(
        deps,
        caller.contract.number,
        exports.requesterOf(caller),
        request.params.id,
      )
    },
  )
  api.get(
    '/api/v1/lead-exports/:id/file',
    {
      config: { access, media: fileMedia },
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
      const asked = [deps, caller.contract.number, exports.requesterOf(caller), request.params.id] as const
      const file = await files.exportFile(...asked)
      request.standing.need(files.openFileWatch(...asked))
      const etag = `"${file.sha256}"`
      void reply.header('etag', etag)
      if (settleConditions(request.raw.headers, etag) === 'not_modified') return reply.code(304).send()
      void reply
        .header('content-type', file.type)
        .header('content-disposition', `attachment; filename="${file.downloadName}"`)
      return reply.sendFile(file.path, deps.files.folder, {
        etag: false,
        cacheControl: false,
        contentType: false,
      })
    },
  )
}
