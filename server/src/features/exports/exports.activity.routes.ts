import { Readable } from 'node:stream'
import { activityExportQuery } from '@catalytics/contract/activity.ts'
import { activityExport, createActivityExport } from '@catalytics/contract/exports.ts'
import { exportId } from '@catalytics/contract/ids.ts'
import { may } from '../../http/access.ts'
import { idempotencyHeaders } from '../../http/idempotency-key.ts'
import { xlsxType, type RouteMedia } from '../../http/media.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, type Api } from '../../http/server.ts'
import { sendStoredFile, storedFileMedia } from '../../http/stored-file.ts'
import type { ReadDeps } from './exports.content.ts'
import * as files from './exports.file.ts'
import * as exports from './exports.ts'

const tags = ['activity']
const access = may('see_activity')
const list = '/api/v1/contracts/:contract/activity/exports'
const one = `${list}/:id`
const of = 'activity'
const params = contractParams.extend({ id: exportId })
const fileMedia: RouteMedia = {
  gives: {
    200: {
      description: 'The file',
      content: {
        'text/csv': { kind: 'file', description: 'A record for each entry, in the dialect of the locale.' },
        [xlsxType]: { kind: 'file', description: 'A row for each entry.' },
      },
    },
  },
}

/** The activity log as a file: at once, or made in the background. */
export function activityExportRoutes(api: Api, deps: exports.ExportDeps): void {
  downloadRoute(api, deps)
  api.post(
    list,
    {
      config: { access, media: { refuses: { 429: 'Ten exports of this user are under way' } } },
      schema: {
        operationId: 'createActivityExport',
        summary: 'Ask for a file of the activity',
        description:
          'Answers 202 with Location. With an Idempotency-Key, asking again within a day gives the same export.',
        tags,
        params: contractParams,
        headers: idempotencyHeaders,
        body: createActivityExport,
        response: { 202: activityExport },
      },
    },
    async (request, reply) => {
      const { contract } = request.params
      const number = await exports.numberOf(deps, contract)
      const asked = { content: of, ...request.body } as const
      const key = request.headers['idempotency-key']
      const job = await exports.requestExport(deps, number, requesterOf(request), asked, key)
      const location = `/api/v1/contracts/${contract}/activity/exports/${job.id}`
      return reply.code(202).header('location', location).send(exports.asActivityExport(contract, job))
    },
  )
  api.get(
    one,
    {
      config: { access },
      schema: {
        operationId: 'getActivityExport',
        summary: 'How far a file of the activity is',
        tags,
        params,
        response: { 200: activityExport },
      },
    },
    async (request) => {
      const { contract, id } = request.params
      const number = await exports.numberOf(deps, contract)
      const found = await exports.exportOf(deps, number, requesterOf(request), { id, of })
      return exports.asActivityExport(contract, found)
    },
  )
  api.delete(
    one,
    {
      config: { access },
      schema: {
        operationId: 'cancelActivityExport',
        summary: 'Cancel an export of the activity, or remove its file',
        tags,
        params,
        response: { 200: activityExport },
      },
    },
    async (request) => {
      const { contract, id } = request.params
      const number = await exports.numberOf(deps, contract)
      const cancelled = await exports.cancelExport(deps, number, requesterOf(request), { id, of })
      return exports.asActivityExport(contract, cancelled)
    },
  )
  api.get(
    `${one}/file`,
    {
      config: { access, media: storedFileMedia },
      schema: {
        operationId: 'getActivityExportFile',
        summary: 'A file of the activity that was made before',
        description:
          'Range and conditional requests are answered (RFC 9110 sections 13 and 14); ETag is the SHA-256.',
        tags,
        params,
      },
    },
    async (request, reply) => {
      const { contract, id } = request.params
      const asked = [deps, await exports.numberOf(deps, contract), requesterOf(request), { id, of }] as const
      const file = await files.exportFile(...asked)
      request.standing.need(files.openFileWatch(...asked))
      return sendStoredFile(request, reply, deps.files.folder, file)
    },
  )
}

function requesterOf(request: Parameters<typeof managerOf>[0]): files.Requester {
  return exports.managing(managerOf(request))
}

function downloadRoute(api: Api, deps: ReadDeps): void {
  api.get(
    '/api/v1/contracts/:contract/activity/export',
    {
      config: { access, media: fileMedia },
      schema: {
        operationId: 'exportActivity',
        summary: 'Activity as a file (CSV or XLSX)',
        description:
          'CSV in a locale’s dialect or an Excel workbook, newest first; what a spreadsheet would run as a formula is made harmless. That it was exported is an entry itself.',
        tags,
        params: contractParams,
        querystring: activityExportQuery,
      },
    },
    async (request, reply) => {
      const { contract } = request.params
      const { format } = request.query
      const asked = { content: 'activity', zip: false, ...request.query } as const
      const file = await files.downloadNow(deps, managerOf(request), contract, asked)
      void reply.type(types[format]).header('content-disposition', `attachment; filename="${file.fileName}"`)
      return reply.send(Readable.from(file.parts, { objectMode: false }))
    },
  )
}

const types = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: xlsxType,
} as const
