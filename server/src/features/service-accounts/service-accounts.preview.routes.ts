import { serviceAccountPreview } from '@catalytics/contract/service-accounts.ts'
import { may } from '../../http/access.ts'
import { acceptedLanguage } from '../../http/negotiate.ts'
import { managerOf, type Api } from '../../http/server.ts'
import { accountOf, contractOf, onePath } from './service-accounts.paths.ts'
import { previewOfAccount } from './service-accounts.preview.ts'
import type { ServiceAccounts } from './service-accounts.room.ts'

/** What an account sees, for those who manage it and may see leads by name themselves. */
export function serviceAccountPreviewRoutes(
  api: Api,
  room: ServiceAccounts,
  deps: Parameters<typeof previewOfAccount>[1],
): void {
  api.get(
    '/api/v1/contracts/:contract/service-accounts/:id/preview',
    {
      config: { access: may('manage_service_accounts') },
      schema: {
        tags: ['service accounts'],
        operationId: 'getServiceAccountPreview',
        summary: 'Preview of what a service account gets: counts and a sample',
        params: onePath,
        response: { 200: serviceAccountPreview },
      },
    },
    (request) => {
      const path = { contract: contractOf(request.params), id: accountOf(request.params) }
      const viewer = {
        actor: managerOf(request).id,
        language: acceptedLanguage(request),
        stillAllowed: () => request.standing.check('answer'),
      }
      return previewOfAccount(room, deps, path, viewer)
    },
  )
}
