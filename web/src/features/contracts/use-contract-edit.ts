import { useQueryClient } from '@tanstack/react-query'
import { changeContract as changeSchema, type ContractAnswer } from '@catalytics/contract/contracts.ts'
import type { Fields } from '../../lib/fields.ts'
import { sessionQuery } from '../../lib/session.ts'
import { useEdit, type Edit } from '../../ui/use-edit.ts'
import { changeContract, contractQuery } from './contracts.api.ts'

type Options<F extends Fields> = {
  readonly contract: ContractAnswer
  readonly fieldsOf: (contract: ContractAnswer) => F
  readonly onSaved?: () => void
  readonly onMeanwhile?: () => void
}

/** A form for some of the settings; the name and the zone of the contract change everywhere on the screen. */
export function useContractEdit<F extends Fields>({
  contract,
  fieldsOf,
  onSaved,
  onMeanwhile,
}: Options<F>): Edit<F> {
  const queries = useQueryClient()
  const query = contractQuery(contract.id)
  return useEdit({
    ...(onMeanwhile && { onMeanwhile }),
    saved: contract,
    fieldsOf,
    schema: changeSchema,
    send: (change, on) => changeContract(on, change),
    reread: () => queries.fetchQuery({ ...query, staleTime: 0 }),
    said: null,
    onSaved: async (changed) => {
      onSaved?.()
      queries.setQueryData(query.queryKey, changed)
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}
