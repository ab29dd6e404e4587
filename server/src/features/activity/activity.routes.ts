import { Readable } from 'node:stream'
import { activityExportQuery, activityList, activityQuery } from '@catalytics/contract/activity.ts'
import { may } from '../../http/access.ts'
import { xlsxType, type RouteMedia } from '../../http/media.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, type Api } from '../../http/server.ts'
import { exportActivity } from './activity.export.ts'
import * as activity from './activity.ts'

const tags = ['activity']
const access = may('see_activity')
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

export function activityRoutes(api: Api, deps: activity.Deps): void {
  api.get(
    '/api/v1/contracts/:contract/activity',
    {
      config: { access },
      schema: {
        operationId: 'listActivity',
        summary: 'What users and service accounts did',
        description: 'Newest first. Entries are never changed or taken out; each one seals the one before.',
        tags,
        params: contractParams,
        querystring: activityQuery,
        response: { 200: activityList },
      },
    },
    async (request) => activity.listActivity(deps, request.params.contract, request.query),
  )
  api.get(
    '/api/v1/contracts/:contract/activity/export',
    {
      config: { access, media: fileMedia },
      schema: {
        operationId: 'exportActivity',
        summary: 'The activity as a file',
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
      const file = await exportActivity(deps, managerOf(request), contract, request.query)
      void reply.type(types[format]).header('content-disposition', `attachment; filename="${file.fileName}"`)
      return reply.send(Readable.from(file.parts, { objectMode: false }))
    },
  )
}

const types = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: xlsxType,
} as const
