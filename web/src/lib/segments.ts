import { queryOptions } from '@tanstack/react-query'
import { segmentList } from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { apiPath, get } from './api.ts'

/** Catalogs, networks and sites of a contract. */
export function segmentsQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['segments', contract],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}/segments`, segmentList, signal),
  })
}
