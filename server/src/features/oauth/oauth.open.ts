import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Callers } from '../../http/callers.ts'
import type { Platform, Room } from '../../platform.ts'
import { oauthWith, type OAuth } from './oauth.room.ts'
import { oauthRoutes } from './oauth.routes.ts'
import { authenticateService } from './oauth.sign-in.ts'
import { accessNow, callerNow } from './oauth.standing.ts'
import { whoAmIRoutes } from './oauth.whoami.routes.ts'

type Neighbours = { readonly serviceAccounts: Pick<OAuth, 'countUse'> }

type Opened = Room & {
  readonly callers: Pick<Callers, 'service' | 'serviceNow'>
  /** What an account may read by itself at this moment; undefined when nothing. */
  readonly accessNow: (contract: ContractNumber, id: string, scope: Scope) => ReturnType<typeof accessNow>
}

/** Machines that sign in: OAuth 2.0, and HTTP Basic. */
export function openOAuth(
  { db, clock, log, publicUrl, hashing }: Platform,
  { serviceAccounts: { countUse } }: Neighbours,
): Opened {
  const room = oauthWith({ db, clock, log, publicUrl, hashing, countUse })
  return {
    async routes(api) {
      whoAmIRoutes(api, room)
      await oauthRoutes(api, room)
    },
    close: room.close,
    callers: {
      service: (credentials, from) => authenticateService(room, credentials, from),
      serviceNow: (caller, leaving) => callerNow(room, caller, leaving),
    },
    accessNow: (contract, id, scope) => accessNow(room, contract, id, scope),
  }
}
