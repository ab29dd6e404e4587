import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ChangeContract } from '@catalytics/contract/contracts.ts'
import type { ContractId } from '@catalytics/contract/ids.ts'
import { sessionQuery } from '../../lib/session.ts'
import { changeContract, contractQuery } from './contracts.api.ts'

/** Changes settings; the name and the zone of the contract change everywhere on the screen. */
export function useContractChange(contract: ContractId) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: ChangeContract) => changeContract(contract, change),
    onSuccess: async (changed) => {
      queries.setQueryData(contractQuery(contract).queryKey, changed)
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}
