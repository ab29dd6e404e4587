import { whoAmI as whoAmIAnswer } from '@catalytics/contract/oauth.ts'
import { serviceOrBasic } from '../../http/access.ts'
import { serviceOf, type Api } from '../../http/server.ts'
import type { OAuth } from './oauth.room.ts'
import { whoAmI } from './oauth.whoami.ts'

/** What a service account can ask about itself. */
export function whoAmIRoutes(api: Api, room: OAuth): void {
  api.get(
    '/api/v1/whoami',
    {
      config: { access: serviceOrBasic(null) },
      schema: {
        tags: ['service accounts'],
        operationId: 'whoAmI',
        summary: 'Account, scopes and limits of the credentials of this call',
        response: { 200: whoAmIAnswer },
      },
    },
    (request) => whoAmI(room, serviceOf(request)),
  )
}
