import { activityList, activityQuery } from '@catalytics/contract/activity.ts'
import { may } from '../../http/access.ts'
import { contractParams } from '../../http/paths.ts'
import type { Api } from '../../http/server.ts'
import * as activity from './activity.ts'

const tags = ['activity']
const access = may('see_activity')
export function activityRoutes(api: Api, deps: activity.Deps): void {
  api.get(
    '/api/v1/contracts/:contract/activity',
    {
      config: { access },
      schema: {
        operationId: 'listActivity',
        summary: 'Activity of users and service accounts',
        description:
          'Newest first. Entries are never changed or removed; each holds a hash over the one before, so the log is tamper-evident.',
        tags,
        params: contractParams,
        querystring: activityQuery,
        response: { 200: activityList },
      },
    },
    async (request) => activity.listActivity(deps, request.params.contract, request.query),
  )
}
