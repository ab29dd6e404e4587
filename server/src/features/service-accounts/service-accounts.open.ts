import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Scope } from '@catalytics/contract/scopes.ts'
import type { Callers } from '../../http/callers.ts'
import type { Platform, Room } from '../../platform.ts'
import { oauthRoutes } from './service-accounts.oauth.routes.ts'
import { serviceAccountsWith } from './service-accounts.room.ts'
import { serviceAccountRoutes } from './service-accounts.routes.ts'
import { serviceAccountSightRoutes } from './service-accounts.sight.routes.ts'
import type { sightOfAccount } from './service-accounts.sight.ts'
import { authenticateService } from './service-accounts.sign-in.ts'
import { callerNow, sightNow } from './service-accounts.standing.ts'
import { endFeature } from './service-accounts.tokens.ts'

type Neighbours = { readonly leads: { readonly deps: Parameters<typeof sightOfAccount>[1] } }

type Opened = Room & {
  readonly callers: Pick<Callers, 'service' | 'serviceNow'>
  readonly endFeature: typeof endFeature
  /** What an account may read by itself at this moment; undefined when nothing. */
  readonly sightNow: (contract: ContractNumber, id: string, scope: Scope) => ReturnType<typeof sightNow>
}

/** Machines that sign in. */
export function openServiceAccounts(
  { db, clock, log, publicUrl, hashing }: Platform,
  { leads }: Neighbours,
): Opened {
  const accounts = serviceAccountsWith({ db, clock, log, publicUrl, hashing })
  return {
    async routes(api) {
      serviceAccountRoutes(api, accounts)
      serviceAccountSightRoutes(api, accounts, leads.deps)
      await oauthRoutes(api, accounts)
    },
    close: accounts.close,
    callers: {
      service: (credentials, from) => authenticateService(accounts, credentials, from),
      serviceNow: (caller, leaving) => callerNow(accounts, caller, leaving),
    },
    endFeature,
    sightNow: (contract, id, scope) => sightNow(accounts, contract, id, scope),
  }
}
