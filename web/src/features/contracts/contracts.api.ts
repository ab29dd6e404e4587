import { queryOptions } from '@tanstack/react-query'
import {
  contract as contractAnswer,
  type ChangeContract,
  type ContractAnswer,
} from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { memberList } from '@catalytics/contract/members.ts'
import { retentionPreview } from '@catalytics/contract/retention.ts'
import { ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask, get } from '../../lib/api.ts'

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
