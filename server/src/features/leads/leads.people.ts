import type { Lead, LeadAction } from '@catalytics/contract/leads.ts'
import type { ProfileField } from '@catalytics/contract/people.ts'
import { chunksOf } from '../../lib/chunks.ts'
import { isoInstant } from '../../lib/clock.ts'
import { loopTurn } from '../../lib/loop-turns.ts'
import * as contracts from '../contracts/contracts.ts'
import * as people from '../people/people.ts'

/** A person as an export may show them: agreed, and not of an excluded domain. */
export type LeadPerson = {
  readonly lead_id: string
  readonly email: string
  readonly values: Readonly<Partial<Record<ProfileField, string>>>
  readonly consent_at: string | null
  readonly consent_text: string | null
  /** The action that made them a new user. */
  readonly firstUseId: string | null
}

/** The person's columns, in the order they stand in both kinds of rows. */
export type PersonColumns = Pick<
  LeadAction & Lead,
  | 'lead_id'
  | 'email'
  | 'first_name'
  | 'last_name'
  | 'company'
  | 'department'
  | 'country'
  | 'country_name'
  | 'state'
  | 'city'
  | 'postal_code'
  | 'address'
  | 'phone'
  | 'language'
  | 'consent_at'
  | 'consent_text'
>

/** The leads among these people, by number. Whoever is not there must not leave. */
export async function leadPeople(
  deps: Parameters<typeof people.byNumber>[0],
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
  const values = Object.entries(person.profile).map(([field, entry]) => [field, entry?.value] as const)
  return {
    lead_id: person.leadId,
    email: person.email,
    values: Object.fromEntries(values),
    consent_at: person.consentDecidedAt === null ? null : isoInstant(person.consentDecidedAt),
    consent_text: person.consentText,
    firstUseId: person.firstUseId,
  }
}

/** The person's columns beside an event that happened in `own.country`: what the profile lacks, the event tells. */
export function personColumns(
  person: LeadPerson,
  own: { readonly country: string; readonly language: string },
  countryName: (code: string) => string,
): PersonColumns {
  const { values } = person
  const country = values.country ?? (own.country === '' ? null : own.country)
  return {
    lead_id: person.lead_id,
    email: person.email,
    first_name: values.first_name ?? null,
    last_name: values.last_name ?? null,
    company: values.company ?? null,
    department: values.department ?? null,
    country,
    country_name: country === null ? null : countryName(country),
    state: values.state ?? null,
    city: values.city ?? null,
    postal_code: values.postal_code ?? null,
    address: values.address ?? null,
    phone: values.phone ?? null,
    language: values.language ?? (own.language === '' ? null : own.language),
    consent_at: person.consent_at,
    consent_text: person.consent_text,
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
