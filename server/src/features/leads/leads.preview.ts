import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Filter } from '../../analytics/question.ts'
import { actionsByPersonStatement, type PersonActions } from '../../analytics/sql/leads.ts'
import { chunksOf } from '../../lib/chunks.ts'
import * as contracts from '../contracts/contracts.ts'
import { leadPeople } from '../lead-rows/lead-rows.ts'
import { select, type Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

/** How much can be pulled at this moment. */
type Preview = {
  readonly count: number
  readonly actions: number
  readonly first_action_at: string | null
  readonly last_action_at: string | null
}

const peopleAtOnce = 2000

/**
 * How many leads and actions a filter lets out, exactly: each person is looked up in the directory, because only there
 * it stands who may leave.
 */
export async function previewOf(deps: Deps, number: ContractNumber, filter: Filter): Promise<Preview> {
  const contract = await contracts.contractOfNumber(deps, number)
  const selection = await select(deps, contract, filter)
  const visible: PersonActions[] = []
  const statement = actionsByPersonStatement({ ...selection, mode: 'mayLeave' })
  for (const some of chunksOf(await store.rows(deps.events, contract.number, statement), peopleAtOnce)) {
    const numbers = some.map(({ person }) => person)
    const people = await leadPeople(deps, contract, numbers)
    visible.push(...some.filter(({ person }) => people.has(person)))
  }
  return {
    count: visible.length,
    actions: visible.reduce((sum, { actions }) => sum + actions, 0),
    first_action_at: visible.map(({ first_action_at: at }) => at).toSorted()[0] ?? null,
    last_action_at:
      visible
        .map(({ last_action_at: at }) => at)
        .toSorted()
        .at(-1) ?? null,
  }
}
