import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { ChangeSite } from '@catalytics/contract/sites.ts'
import { putSite } from './contracts.api.ts'

/** Changes a site; what is left out stays, and it gets a public key where it has none. */
export function useSiteChange(contract: ContractId, key: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ChangeSite) => putSite(contract, key, change),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['sites', contract] })
      await queries.invalidateQueries({ queryKey: ['segments', contract] })
    },
  })
}
