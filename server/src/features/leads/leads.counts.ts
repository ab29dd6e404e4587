import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Selection } from '../../analytics/question.ts'
import { actionCountStatement } from '../../analytics/sql/lead-actions.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import * as store from './leads.store.ts'

/** Whether what was selected holds somebody who has withdrawn their consent, or was erased, since. */
export async function someoneWithdrew(
  events: EventStore,
  contract: ContractNumber,
  { filter, after, through }: Omit<Selection, 'moved'>,
): Promise<boolean> {
  const people = await store.peopleWhoLeft(events, contract, through)
  if (people.length === 0) return false
  const statement = actionCountStatement({ mode: 'hadLeft', filter, after, through, people })
  const [row] = await store.rows(events, contract, statement)
  return row !== undefined && row.count > 0
}

/** How many actions are selected, whoever may leave now. */
export async function countActions(
  events: EventStore,
  contract: ContractNumber,
  selection: Selection,
): Promise<number> {
  const statement = actionCountStatement({ ...selection, mode: 'mayLeave' })
  const [row] = await store.rows(events, contract, statement)
  return row?.count ?? 0
}
