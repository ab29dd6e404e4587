import {
  serviceAccount,
  serviceAccountWithPassword,
  type ServiceAccountAnswer,
  type ServiceAccountWithPassword,
} from '@catalytics/contract/service-accounts.ts'
import { apiPath, ask } from '../../lib/api.ts'

/** The password is in this answer and never again. */
export function regenerate(
  { contract, id }: ServiceAccountAnswer,
  input: { readonly overlap_seconds: number; readonly password?: string },
): Promise<ServiceAccountWithPassword> {
  const path = apiPath`/contracts/${contract}/service-accounts/${id}/regenerate`
  return ask('POST', path, serviceAccountWithPassword, input)
}

export function endPassword(
  { contract, id }: ServiceAccountAnswer,
  password: string,
): Promise<ServiceAccountAnswer> {
  const path = apiPath`/contracts/${contract}/service-accounts/${id}/passwords/${password}/end`
  return ask('POST', path, serviceAccount)
}
