import { queryOptions } from '@tanstack/react-query'
import {
  contract as contractAnswer,
  retentionPreview,
  segmentList,
  type ChangeContract,
  type ContractAnswer,
  type SegmentEntry,
} from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { memberList } from '@catalytics/contract/members.ts'
import { site, siteList, type ChangeSite, type Site } from '@catalytics/contract/sites.ts'
import { apiPath, ask, get } from '../../lib/api.ts'

export function contractQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['contract', contract],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}`, contractAnswer, signal),
  })
}

export function changeContract(contract: ContractId, change: ChangeContract): Promise<ContractAnswer> {
  return ask('PATCH', apiPath`/contracts/${contract}`, contractAnswer, change)
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

/** Gives catalogs, networks and sites their names; adds those that are not there. */
export async function nameSegments(contract: ContractId, segments: SegmentEntry[]): Promise<void> {
  await ask('PUT', apiPath`/contracts/${contract}/segments`, segmentList, { segments })
}

export function sitesQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['sites', contract],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}/sites`, siteList, signal),
  })
}

/** Changes what is given, and makes a site that is not there. */
export function putSite(contract: ContractId, key: string, change: ChangeSite): Promise<Site> {
  return ask('PUT', apiPath`/contracts/${contract}/sites/${key}`, site, change)
}

/** The key before ends at once. */
export function renewPublicKey(contract: ContractId, key: string): Promise<Site> {
  return ask('POST', apiPath`/contracts/${contract}/sites/${key}/public-key`, site)
}
