import { queryOptions } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import {
  erasure,
  personData,
  withdrawal,
  type AskPerson,
  type Erasure,
  type PersonData,
  type Withdrawal,
} from '@catalytics/contract/people.ts'
import { apiPath, ask, get } from '../../lib/api.ts'

/** Everything stored about one person, to be looked at or handed over. @throws ApiError `not_found` */
export function findPerson(contract: ContractId, find: AskPerson): Promise<PersonData> {
  return ask('POST', apiPath`/contracts/${contract}/people/find`, personData, find, { isReading: true })
}

export function withdrawConsent(contract: ContractId, leadId: string): Promise<Withdrawal> {
  return ask('POST', apiPath`/contracts/${contract}/people/withdraw-consent`, withdrawal, { lead_id: leadId })
}

export function erasePerson(contract: ContractId, leadId: string): Promise<Erasure> {
  return ask('POST', apiPath`/contracts/${contract}/people/erase`, erasure, { lead_id: leadId })
}

const everyMs = 1500

/** How far an erasure is; asked again until it is done. */
export function erasureQuery(contract: ContractId, leadId: string) {
  return queryOptions({
    queryKey: ['erasure', contract, leadId],
    queryFn: ({ signal }) => get(apiPath`/contracts/${contract}/erasures/${leadId}`, erasure, signal),
    refetchInterval: ({ state }) => (state.data?.status === 'done' ? false : everyMs),
  })
}
