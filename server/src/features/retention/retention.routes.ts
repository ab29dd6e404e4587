import { retentionPreview, retentionQuery } from '@catalytics/contract/retention.ts'
import { may } from '../../http/access.ts'
import { contractParams } from '../../http/paths.ts'
import type { Api } from '../../http/server.ts'
import { previewRetention, type Deps } from './retention.ts'

export function retentionRoutes(api: Api, deps: Deps): void {
  api.get(
    '/api/v1/contracts/:contract/retention',
    {
      config: { access: may('manage_contract') },
      schema: {
        operationId: 'previewRetention',
        summary: 'Preview of what a retention limit would remove now',
        description:
          'Changes nothing. The setting itself is retention_months of the contract; it is applied every hour.',
        tags: ['contracts'],
        params: contractParams,
        querystring: retentionQuery,
        response: { 200: retentionPreview },
      },
    },
    async (request) => previewRetention(deps, request.params.contract, request.query.months),
  )
}
