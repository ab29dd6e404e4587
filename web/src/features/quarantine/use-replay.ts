import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { ReplayRequest } from '@catalytics/contract/quarantine.ts'
import { replay } from './quarantine.api.ts'

/** Tries events again, and reads anew what is left. */
export function useReplay(contract: ContractId) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (which: ReplayRequest) => replay(contract, which),
    // Stopped on its way, it has taken some of them all the same.
    onSettled: () => queries.invalidateQueries({ queryKey: ['quarantine', contract] }),
  })
}
