import { useQueryClient } from '@tanstack/react-query'
import type { ContractId } from '@catalytics/contract/ids.ts'
import type { ReplayAnswer, ReplayRequest } from '@catalytics/contract/quarantine.ts'
import { useAct, type Act } from '../../ui/use-act.ts'
import { replay } from './quarantine.api.ts'

/** Tries events again, and reads anew what is left. */
export function useReplay(contract: ContractId): Act<ReplayAnswer, ReplayRequest> {
  const queries = useQueryClient()
  return useAct({
    act: (which: ReplayRequest) => replay(contract, which),
    // What became of them stands in a region of its own.
    said: null,
    // Stopped on its way, it has taken some of them all the same.
    onEnded: () => queries.invalidateQueries({ queryKey: ['quarantine', contract] }),
  })
}
