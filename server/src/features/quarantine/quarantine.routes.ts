import {
  quarantineAnswer,
  quarantineQuery,
  replayAnswer,
  replayRequest,
} from '@catalytics/contract/quarantine.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { may } from '../../http/access.ts'
import { contractParams } from '../../http/paths.ts'
import { managerOf, stillMayOf, type Api } from '../../http/server.ts'
import { AppError } from '../../lib/errors.ts'
import { listQuarantine, type ListDeps } from './quarantine.list.ts'
import { replay, type ReplayDeps } from './quarantine.replay.ts'

const tags = ['events']

/** What was refused: to look at, and to try again. */
export function quarantineRoutes(api: Api, deps: ListDeps & ReplayDeps): void {
  api.get(
    '/api/v1/contracts/:contract/quarantine',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'listQuarantine',
        summary: 'Refused events',
        tags,
        params: contractParams,
        querystring: quarantineQuery,
        response: { 200: quarantineAnswer },
      },
    },
    async (request) => listQuarantine(deps, request.params.contract, request.query),
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
        tags,
        params: contractParams,
        body: replayRequest,
        response: { 200: replayAnswer },
      },
    },
    async (request) => {
      if (request.body.reason === 'id_conflict') {
        throw new AppError('invalid', because('id_taken_for_good'), { field: 'reason' })
      }
      return await replay(
        deps,
        managerOf(request),
        request.params.contract,
        request.body,
        stillMayOf(request),
      )
    },
  )
}
