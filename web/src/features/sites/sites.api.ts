import { queryOptions } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { site, siteList, type ChangeSite, type Site } from '@catalytics/contract/sites.ts'
import { ifAbsent, ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask, get } from '../../lib/api.ts'

export function sitesQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['sites', contract],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}/sites`, siteList, signal),
  })
}

/** @throws ApiError `not_found` */
export function readSite(contract: ContractId, key: string): Promise<Site> {
  return get(apiPath`/contracts/${contract}/sites/${key}`, site)
}

/** Makes a site. @throws ApiError `precondition_failed` where there is one of this key */
export function makeSite(contract: ContractId, key: string, input: ChangeSite): Promise<Site> {
  return ask('PUT', apiPath`/contracts/${contract}/sites/${key}`, site, input, { headers: ifAbsent })
}

/** Changes what is given, on the version that was read. */
export function changeSite(contract: ContractId, on: Site, change: ChangeSite): Promise<Site> {
  const path = apiPath`/contracts/${contract}/sites/${on.key}`
  return ask('PUT', path, site, change, { headers: ifMatch(on) })
}

/** The key before ends at once. */
export function renewPublicKey(contract: ContractId, key: string): Promise<Site> {
  return ask('POST', apiPath`/contracts/${contract}/sites/${key}/public-key`, site)
}
