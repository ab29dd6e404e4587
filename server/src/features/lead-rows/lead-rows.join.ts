import type { Lead, LeadAction } from '@catalytics/contract/leads.ts'
import { inCountries, type Filter } from '../../analytics/question.ts'
import type { ActionRow } from '../../analytics/sql/lead-actions.ts'
import type { LeadRow } from '../../analytics/sql/leads.ts'
import type { Contract } from '../contracts/contracts.ts'
import * as people from '../people/people.ts'
import { besideEvent, leadPeople, type LeadPerson, type Deps } from './lead-rows.people.ts'

/** A stored row and what may be shown of it. */
type Shown<Row> = { readonly seq: number; readonly person: number; readonly row: Row | null }

/** Joins actions with their people; null where the person must not leave, or lives elsewhere than asked. */
export async function joinActions(
  deps: Deps,
  contract: Contract,
  stored: readonly ActionRow[],
  filter: Filter,
  countryName: (code: string) => string,
): Promise<readonly Shown<LeadAction>[]> {
  const known = await leadPeople(deps, contract, numbersIn(stored))
  const quotes = stored.filter((row) => row.action === 'quote_request' && known.has(row.person))
  const texts = await people.messages(
    deps,
    contract.number,
    quotes.map((row) => row.action_id),
  )
  return stored.map((row) => {
    const person = known.get(row.person)
    const action =
      person === undefined ? null : actionOf(row, person, texts.get(row.action_id) ?? null, countryName)
    return {
      seq: row.seq,
      person: row.person,
      row: action !== null && inCountries(filter, action.country) ? action : null,
    }
  })
}

/**
 * Joins what people did with who they are; null where the person must not leave, or lives elsewhere than asked.
 *
 * @param known the leads among these people, as {@link leadPeople} gives them
 */
export function joinLeads(
  stored: readonly LeadRow[],
  known: ReadonlyMap<number, LeadPerson>,
  filter: Filter,
  countryName: (code: string) => string,
): readonly Shown<Lead>[] {
  return stored.map((row) => {
    const person = known.get(row.person)
    const lead = person === undefined ? null : leadOf(row, person, countryName)
    return {
      seq: row.last_seq,
      person: row.person,
      row: lead !== null && inCountries(filter, lead.country) ? lead : null,
    }
  })
}

/** The people of these rows, each once. */
export function numbersIn(rows: readonly { readonly person: number }[]): readonly number[] {
  return [...new Set(rows.map((row) => row.person))]
}

function actionOf(
  { person: _person, own_country, own_language, ...event }: ActionRow,
  person: LeadPerson,
  message: string | null,
  countryName: (code: string) => string,
): LeadAction {
  return {
    ...event,
    quote_message: message,
    ...besideEvent(person, { country: own_country, language: own_language }, countryName),
    new_user: person.firstUseId === event.action_id,
  }
}

function leadOf(
  { person: _person, own_country, own_language, ...counts }: LeadRow,
  person: LeadPerson,
  countryName: (code: string) => string,
): Lead {
  return {
    ...besideEvent(person, { country: own_country, language: own_language }, countryName),
    ...counts,
  }
}
