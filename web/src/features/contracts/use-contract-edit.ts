import { useQueryClient } from '@tanstack/react-query'
import type { ChangeContract, ContractAnswer } from '@catalytics/contract/contracts.ts'
import type { Fields } from '../../lib/edit.ts'
import { sessionQuery } from '../../lib/session.ts'
import { useEdit, type Edit } from '../../ui/use-edit.ts'
import { changeContract, contractQuery } from './contracts.api.ts'

type Options<Form extends Fields, Input extends Fields & ChangeContract> = {
  readonly contract: ContractAnswer
  readonly formOf: (contract: ContractAnswer) => Form
  readonly inputOf: (form: Form) => Input
  readonly onSaved?: () => void
  readonly onMeanwhile?: () => void
}

/** A form for some of the settings; the name and the zone of the contract change everywhere on the screen. */
export function useContractEdit<Form extends Fields, Input extends Fields & ChangeContract>({
  contract,
  formOf,
  inputOf,
  onSaved,
  onMeanwhile,
}: Options<Form, Input>): Edit<Form> {
  const queries = useQueryClient()
  const query = contractQuery(contract.id)
  return useEdit({
    ...(onMeanwhile && { onMeanwhile }),
    saved: contract,
    formOf,
    inputOf,
    send: (change: Partial<Input>, on) => changeContract(on, change),
    reread: () => queries.fetchQuery({ ...query, staleTime: 0 }),
    onSaved: async (changed) => {
      onSaved?.()
      queries.setQueryData(query.queryKey, changed)
      await queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    },
  })
}
