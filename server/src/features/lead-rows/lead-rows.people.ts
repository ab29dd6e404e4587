import { recordOf } from '@catalytics/contract/columns.ts'
import type { Lead, LeadAction } from '@catalytics/contract/leads.ts'
import {
  isProfileField,
  personColumnNames,
  type PersonColumn,
  type ProfileField,
} from '@catalytics/contract/person-columns.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { isoInstantOrNull } from '../../lib/clock.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { EventStore } from '../../stores/events/event-store.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'

/** What reading rows takes. */
export type Deps = { readonly db: Db; readonly events: EventStore }

/** The person's columns, in the order they stand in both kinds of rows. */
type PersonColumns = Pick<LeadAction & Lead, PersonColumn>

/** A person as an export may show them: agreed, and not of an excluded domain. */
export type LeadPerson = {
  /** As the person's own data fill them; null where they tell nothing. */
  readonly columns: PersonColumns
  /** The action that made them a new user. */
  readonly firstUseId: string | null
}

/** The leads among these people, by number. Whoever is not there must not leave. */
export async function leadPeople(
  deps: Pick<Deps, 'db'>,
  contract: contracts.Contract,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, LeadPerson>> {
  return await madeOfLeads(deps, contract, numbers, { make: (lead) => lead })
}

/** What was made of a contract's people, by number. It counts while their rows are the same, which is asked each time. */
export type MadeOfPeople<Made> = {
  get(number: number): MadeOfPerson<Made> | undefined
  set(number: number, one: MadeOfPerson<Made>): void
}

/** Of somebody who has not agreed, nothing. */
export type MadeOfPerson<Made> = people.PersonVersion & {
  readonly email: string
  readonly made: Made | undefined
}

/**
 * As {@link leadPeople}, with what is made of each.
 *
 * @param way.kept where it is kept for the next who ask; without it all is made anew
 */
export async function madeOfLeads<Made>(
  deps: Pick<Deps, 'db'>,
  contract: contracts.Contract,
  numbers: readonly number[],
  {
    make,
    kept,
  }: { readonly make: (lead: LeadPerson) => Made; readonly kept?: MadeOfPeople<Made> | undefined },
): Promise<ReadonlyMap<number, Made>> {
  const found = new Map<number, Made>()
  const add = ({ number, email, made }: MadeOfPerson<Made>) => {
    if (made !== undefined && !contracts.isExcluded(contract, email)) found.set(number, made)
  }
  const unread: number[] = []
  const before: MadeOfPerson<Made>[] = []
  for (const number of numbers) {
    const one = kept?.get(number)
    if (one === undefined) unread.push(number)
    else before.push(one)
  }
  const same = new Set(await people.unchanged(deps, contract.number, before))
  for (const one of before) {
    if (same.has(one)) add(one)
    else unread.push(one.number)
  }
  let isFirst = true
  for (const some of chunksOf(unread, peopleAtOnce)) {
    // SQLite answers within the event loop.
    if (!isFirst) await loopTurn(contract.number)
    isFirst = false
    for (const { number, version, person } of await people.withVersions(deps, contract.number, some)) {
      const made = person.consent ? make(toLeadPerson(person)) : undefined
      const one = { number, version, email: person.email, made }
      kept?.set(number, one)
      add(one)
    }
  }
  return found
}

const peopleAtOnce = 500

function toLeadPerson(person: people.PersonState): LeadPerson {
  const { profile, consentDecidedAt } = person
  const besides: Omit<PersonColumns, ProfileField | 'country_name'> = {
    lead_id: person.leadId,
    email: person.email,
    consent_at: isoInstantOrNull(consentDecidedAt),
    consent_text: person.consentText,
  }
  const told = recordOf(personColumnNames, (name) =>
    isProfileField(name) ? (profile[name]?.value ?? null) : null,
  )
  return { columns: { ...told, ...besides }, firstUseId: person.firstUseId }
}

/** The person's columns beside an event that happened in `own.country`: what the profile lacks, the event tells. */
export function besideEvent(
  { columns }: LeadPerson,
  own: { readonly country: string; readonly language: string },
  countryName: (code: string) => string,
): PersonColumns {
  const country = columns.country ?? (own.country || null)
  return {
    ...columns,
    country,
    country_name: country === null ? null : countryName(country),
    language: columns.language ?? (own.language || null),
  }
}
