import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { PersonData } from '@catalytics/contract/people.ts'
import { noFilter } from '../../analytics/question.ts'
import { actionsStatement, type ActionRow } from '../../analytics/sql/lead-actions.ts'
import * as people from '../people/people.ts'
import type { Deps } from './leads.select.ts'
import * as store from './leads.store.ts'

/** A person's actions, as the person is told of them. */
export async function actionsForPerson(
  deps: Deps,
  contract: ContractNumber,
  person: number,
): Promise<PersonData['actions']> {
  const rows = await actionsOfPerson(deps, contract, person)
  const originals = [...new Map(rows.map((row) => [row.action_id, row])).values()]
  const texts = await people.messages(
    deps,
    contract,
    originals.map((row) => row.action_id),
  )
  return originals.map(({ person: _person, own_country: _country, own_language: _language, ...row }) => ({
    ...row,
    quote_message: texts.get(row.action_id) ?? null,
  }))
}

/** Every action of a person, whether it may leave or not. */
function actionsOfPerson(
  { events }: Pick<Deps, 'events'>,
  contract: ContractNumber,
  person: number,
): Promise<readonly ActionRow[]> {
  const all = { filter: noFilter, after: 0, through: Number.MAX_SAFE_INTEGER, people: [person] }
  return store.rows(events, contract, actionsStatement({ ...all, mode: 'hadLeft' }, null))
}
