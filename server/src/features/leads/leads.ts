import type { ContractNumber } from '@catalytics/contract/ids.ts'
import * as contracts from '../contracts/contracts.ts'
import type { Deps } from './leads.select.ts'

export { filterOf, type Filter } from '../../analytics/question.ts'
export { changesAfter } from './leads.changes.ts'
export { selectAll, type Deps } from './leads.select.ts'
export { previewOf } from './leads.preview.ts'
export { pageOfActions, pageOfLeads, type PageRequest } from './leads.pages.ts'
export { streamRows } from './leads.streams.ts'
export { countActions, someoneWithdrew } from './leads.counts.ts'

/** The zone in which the contract's days begin. */
export async function timeZoneOf(deps: Deps, number: ContractNumber): Promise<string> {
  return (await contracts.contractOfNumber(deps, number)).time_zone
}
