import type { Platform, Room } from '../../platform.ts'
import { contractRoutes } from './contracts.routes.ts'
import { siteRoutes } from './contracts.sites.routes.ts'
import type { EndFeature } from './contracts.ts'

type Neighbours = { readonly serviceAccounts: { readonly endFeature: EndFeature } }

/** Data sets with their catalogs, networks and sites. */
export function openContracts({ db, clock }: Platform, { serviceAccounts }: Neighbours): Room {
  return {
    routes(api) {
      contractRoutes(api, { db, clock, endFeature: serviceAccounts.endFeature })
      siteRoutes(api, { db, clock })
    },
  }
}
