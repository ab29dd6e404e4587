import { z } from 'zod'
import { clientId, contractId, type ClientId, type ContractId } from '@catalytics/contract/ids.ts'
import { noSuchContract } from '../../lib/refusals.ts'
import { noSuchAccount } from './service-accounts.ts'

export const listPath = z.object({ contract: z.string() })
export const onePath = z.object({ contract: z.string(), id: z.string() })
export const passwordPath = z.object({ contract: z.string(), id: z.string(), password: z.string() })

// A path that no id can fill is a path that leads nowhere: 404 as for an id that is not there, not 400.

export function contractOf({ contract }: { readonly contract: string }): ContractId {
  const id = contractId.safeParse(contract)
  if (!id.success) throw noSuchContract()
  return id.data
}

export function accountOf({ id }: { readonly id: string }): ClientId {
  const parsed = clientId.safeParse(id)
  if (!parsed.success) throw noSuchAccount()
  return parsed.data
}
