import { queryOptions } from '@tanstack/react-query'
import {
  contract as contractAnswer,
  segmentList,
  type ChangeContract,
  type ContractAnswer,
  type SegmentEntry,
  type SegmentList,
} from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { memberList } from '@catalytics/contract/members.ts'
import { retentionPreview } from '@catalytics/contract/retention.ts'
import { site, siteList, type ChangeSite, type Site } from '@catalytics/contract/sites.ts'
import { ifAbsent, ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask, get } from '../../lib/api.ts'
import type { Versioned } from '../../lib/edit.ts'

export function contractQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['contract', contract],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}`, contractAnswer, signal),
  })
}

/** Changes what is given, on the version that was read. */
export function changeContract(on: ContractAnswer, change: ChangeContract): Promise<ContractAnswer> {
  return ask('PATCH', apiPath`/contracts/${on.id}`, contractAnswer, change, { headers: ifMatch(on) })
}

/** Who would be concerned by a duty of all users. */
export function usersQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['users', contract],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}/members`, memberList, signal),
  })
}

/** What a limit of so many months would remove now. */
export function retentionQuery(contract: ContractId, months: number) {
  return queryOptions({
    queryKey: ['retention', contract, months],
    queryFn: ({ signal }) =>
      get(`${apiPath`/contracts/${contract}/retention`}?months=${months}`, retentionPreview, signal),
  })
}

/** Gives catalogs, networks and sites their names, and adds those that are not there, on the list that was read. */
export function nameSegments(
  contract: ContractId,
  on: Versioned,
  segments: SegmentEntry[],
): Promise<SegmentList> {
  const path = apiPath`/contracts/${contract}/segments`
  return ask('PUT', path, segmentList, { segments }, { headers: ifMatch(on) })
}

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
