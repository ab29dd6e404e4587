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
  const found = new Map<number, LeadPerson>()
  for (const some of chunksOf(numbers, peopleAtOnce)) {
    // SQLite answers within the event loop.
    if (found.size > 0) await loopTurn(contract.number)
    for (const [number, person] of await people.byNumber(deps, contract.number, some)) {
      if (person.consent && !contracts.isExcluded(contract, person.email))
        found.set(number, toLeadPerson(person))
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

/** Country names in a language, by ISO code. Unknown codes stand for themselves. */
export function countryNames(language: string): (code: string) => string {
  const names = new Intl.DisplayNames([language, 'en'], { type: 'region', fallback: 'code' })
  const known = new Map<string, string>()
  return (code) => {
    const name = known.get(code) ?? names.of(code) ?? code
    known.set(code, name)
    return name
  }
}
