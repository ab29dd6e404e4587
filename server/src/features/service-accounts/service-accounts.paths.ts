import { z } from 'zod'
import { clientId, contractId, type ClientId, type ContractId } from '@catalytics/contract/ids.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { AppError } from '../../lib/errors.ts'
import { noSuchAccount } from './service-accounts.ts'

export const listPath = z.object({ contract: z.string() })
export const onePath = z.object({ contract: z.string(), id: z.string() })
export const passwordPath = z.object({ contract: z.string(), id: z.string(), password: z.string() })

// A path that no id can fill is a path that leads nowhere: 404 as for an id that is not there, not 400.

export function contractOf({ contract }: { readonly contract: string }): ContractId {
  const id = contractId.safeParse(contract)
  if (!id.success) throw new AppError('not_found', because('no_such_contract'))
  return id.data
}

export function accountOf({ id }: { readonly id: string }): ClientId {
  const parsed = clientId.safeParse(id)
  if (!parsed.success) throw noSuchAccount()
  return parsed.data
}
