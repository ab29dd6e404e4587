import { queryOptions } from '@tanstack/react-query'
import { activityList } from '@catalytics/contract/activity.ts'
import type { ClientId, ContractId } from '@catalytics/contract/ids.ts'
import {
  serviceAccount,
  serviceAccountList,
  serviceAccountPreview,
  serviceAccountWithPassword,
  type ChangeServiceAccount,
  type CreateServiceAccount,
  type ServiceAccountAnswer,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { ifMatch } from '@catalytics/contract/versions.ts'
import { apiPath, ask, get, send } from '../../lib/api.ts'

/** All service accounts of a contract: at most a thousand, so searching and filtering happen here. */
export function serviceAccountsQuery(contract: ContractId) {
  return queryOptions({
    queryKey: ['service-accounts', contract],
    queryFn: ({ signal }) =>
      get(apiPath`/contracts/${contract}/service-accounts`, serviceAccountList, signal),
  })
}

/** @throws ApiError `not_found` */
export function serviceAccountQuery(contract: ContractId, account: string) {
  return queryOptions({
    queryKey: ['service-accounts', contract, account],
    queryFn: ({ signal }) =>
      get(apiPath`/contracts/${contract}/service-accounts/${account}`, serviceAccount, signal),
  })
}

/** The password is in this answer and never again. */
export function createServiceAccount(
  contract: ContractId,
  input: CreateServiceAccount,
): Promise<ServiceAccountWithPassword> {
  return ask('POST', apiPath`/contracts/${contract}/service-accounts`, serviceAccountWithPassword, input)
}

/** Changes what is given, on the version that was read. */
export function changeServiceAccount(
  on: ServiceAccountAnswer,
  change: ChangeServiceAccount,
): Promise<ServiceAccountAnswer> {
  const path = apiPath`/contracts/${on.contract}/service-accounts/${on.id}`
  return ask('PATCH', path, serviceAccount, change, { headers: ifMatch(on) })
}

export function setEnabled(
  { contract, id }: ServiceAccountAnswer,
  enabled: boolean,
): Promise<ServiceAccountAnswer> {
  const path = apiPath`/contracts/${contract}/service-accounts/${id}/${enabled ? 'enable' : 'disable'}`
  return ask('POST', path, serviceAccount)
}

export function removeServiceAccount(contract: ContractId, id: ClientId): Promise<void> {
  return send('DELETE', apiPath`/contracts/${contract}/service-accounts/${id}`)
}

/** What an account would get if it called now. */
export function previewQuery(contract: ContractId, account: string) {
  return queryOptions({
    queryKey: ['service-accounts', contract, account, 'preview'],
    queryFn: ({ signal }) =>
      get(apiPath`/contracts/${contract}/service-accounts/${account}/preview`, serviceAccountPreview, signal),
  })
}

/** What an account did last. */
export function accountActivityQuery(contract: ContractId, account: string) {
  const params = new URLSearchParams({ actor: account, limit: '5' })
  return queryOptions({
    queryKey: ['service-accounts', contract, account, 'activity'],
    queryFn: ({ signal }) =>
      get(`${apiPath`/contracts/${contract}/activity`}?${params}`, activityList, signal),
  })
}
