import type { ParsedEvent } from '@catalytics/contract/events.ts'
import type { ContractNumber } from '@catalytics/contract/ids.ts'
import type { Clock } from '../../lib/clock.ts'
import type { KeyedHash } from '../../lib/keyed-hash.ts'
import type { Db } from '../../stores/directory/directory.ts'
import type { Change } from '../../stores/sequence/sequence.rows.ts'
import type { Sequence } from '../../stores/sequence/sequence.ts'
import {
  erasedUntil,
  isFromBefore,
  rememberErased,
  type AddressDeps,
  type ErasedUntil,
} from './people.addresses.ts'
import { mergePeople, type Merged, type PersonState, type Sighting } from './people.merge.ts'
import * as messagesStore from './people.messages.store.ts'
import * as store from './people.store.ts'
import * as twins from './people.twins.store.ts'

export type { PersonState } from './people.merge.ts'
export type { PersonVersion } from './people.store.ts'

export type Deps = {
  readonly db: Db
  readonly sequence: Sequence
  readonly clock: Clock
  readonly addressHash: KeyedHash
}

type EventOfPerson = {
  readonly id: string
  readonly at: number
  readonly event: ParsedEvent
  readonly receipt: Sighting['receipt']
}

/** What an event says of its person; nothing for an anonymous one. */
export function sightingOf({ id, at, event, receipt }: EventOfPerson): readonly Sighting[] {
  if (event.person === undefined) return []
  return [{ eventId: id, type: event.type, at, country: event.country ?? '', person: event.person, receipt }]
}

/**
 * Events without the people who were erased after they had happened: such an event counts, and says nothing of anybody.
 * Only within a turn of the contract.
 */
export async function withoutErased<Event extends EventOfPerson & { readonly configuration: string }>(
  deps: AddressDeps,
  contract: ContractNumber,
  events: readonly Event[],
): Promise<{ readonly events: readonly Event[]; readonly erasedUntil: ErasedUntil }> {
  const emails = events.flatMap(({ event }) => (event.person === undefined ? [] : [event.person.email]))
  const until = await erasedUntil(deps, contract, [...new Set(emails)])
  if (until.size === 0) return { events, erasedUntil: until }
  const nobodys = events.map((one): Event => {
    if (!sightingOf(one).some((sighting) => isFromBefore(sighting, until))) return one
    const { person: _person, session: _session, quote, ...rest } = one.event
    const quantity = quote?.quantity === undefined ? {} : { quote: { quantity: quote.quantity } }
    return { ...one, event: { ...rest, ...quantity }, configuration: '' }
  })
  return { events: nobodys, erasedUntil: until }
}

/** Merges sightings into the people of the contract, without writing; only within a turn of the contract. */
export async function merge(
  deps: { readonly db: Db },
  contract: ContractNumber,
  sightings: readonly Sighting[],
  options: Parameters<typeof mergePeople>[2],
): Promise<Merged> {
  const emails = [...new Set(sightings.map((sighting) => sighting.person.email))]
  return mergePeople(await store.peopleByEmail(deps.db, contract, emails), sightings, options)
}

/** Writes what {@link merge} found, and the free text of the group's quote requests. */
export async function save(
  tx: Db,
  contract: ContractNumber,
  merged: Merged,
  events: readonly EventOfPerson[],
): Promise<void> {
  await store.savePeople(tx, contract, [...merged.people.values()])
  const texts = events.flatMap(({ id, event }) => {
    if (event.quote?.message === undefined) return []
    const person = event.person === undefined ? 0 : (merged.people.get(event.person.email)?.number ?? 0)
    return [{ eventId: id, person, message: event.quote.message }]
  })
  await messagesStore.saveMessages(tx, contract, texts)
}

/** These people, each with the state of their row, for whoever keeps what was made of them; the erased are not there. */
export function withVersions(
  deps: { readonly db: Db },
  contract: ContractNumber,
  numbers: readonly number[],
): ReturnType<typeof store.peopleWithVersions> {
  return store.peopleWithVersions(deps.db, contract, numbers)
}

/** Those of these of whom it is sure that what was made of them still counts; each is asked for once. */
export function unchanged<One extends store.PersonVersion>(
  deps: { readonly db: Db },
  contract: ContractNumber,
  people: readonly One[],
): Promise<readonly One[]> {
  return store.unchangedPeople(deps.db, contract, people)
}

/** Who changed country after their first event; undefined when there are more than `most`. */
export function moved(
  deps: { readonly db: Db },
  contract: ContractNumber,
  most: number,
): Promise<readonly number[] | undefined> {
  return store.movedPeople(deps.db, contract, most)
}

/** The free text of these quote requests, by event id. */
export function messages(
  deps: { readonly db: Db },
  contract: ContractNumber,
  eventIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return messagesStore.messagesOf(deps.db, contract, eventIds)
}

/** The lead ids of these people, the erased included: all that may still be said of them. */
export async function leadIds(
  deps: { readonly db: Db },
  contract: ContractNumber,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const erased = await store.erasedByNumber(deps.db, contract, numbers)
  const present = await store.peopleByNumber(deps.db, contract, numbers)
  return new Map([...erased, ...[...present].map(([number, person]) => [number, person.leadId] as const)])
}

/** The numbers under which a person acted before two spellings of their address were merged. */
export function mergedInto(
  deps: { readonly db: Db },
  contract: ContractNumber,
  person: number,
): Promise<readonly number[]> {
  return twins.mergedInto(deps.db, contract, person)
}

/** What taking events away means for the people they were of. */
export type Forgotten = {
  /** Nothing is left of them. */
  readonly gone: readonly PersonState[]
  /** Others of their events remain; their first use may be another one now. */
  readonly left: readonly PersonState[]
  readonly changes: readonly Change[]
}

/**
 * Looks what becomes of people after some of their events were taken away; only within a turn of the contract.
 *
 * @param uses of those who still have events: the first CAD download or document opening
 */
export async function forgetEvents(
  deps: { readonly db: Db },
  contract: ContractNumber,
  numbers: readonly number[],
  uses: ReadonlyMap<number, { readonly at: number; readonly id: string } | null>,
): Promise<Forgotten> {
  const known = [...(await store.peopleByNumber(deps.db, contract, numbers)).values()]
  const gone = known.filter((person) => !uses.has(person.number))
  const left = known.flatMap((person) => {
    const first = uses.get(person.number)
    return first === undefined
      ? []
      : [{ ...person, firstUseAt: first?.at ?? null, firstUseId: first?.id ?? null }]
  })
  const changes: Change[] = [
    ...gone.map((person) => ({ kind: 'lead_erased' as const, person: person.number })),
    ...left
      .filter((person) => person.consent)
      .map((person) => ({ kind: 'lead_updated' as const, person: person.number })),
  ]
  return { gone, left, changes }
}

/**
 * Looks what becomes of people after their actions up to some day were removed; only within a turn of the contract. Who
 * is left stays as they are: their first use was when it was.
 *
 * @param active those with later actions
 */
export async function forgetInactive(
  deps: { readonly db: Db },
  contract: ContractNumber,
  numbers: readonly number[],
  active: ReadonlySet<number>,
): Promise<Forgotten> {
  const known = [...(await store.peopleByNumber(deps.db, contract, numbers)).values()]
  const gone = known.filter((person) => !active.has(person.number))
  const changed = known.filter((person) => active.has(person.number) && person.consent)
  const changes: Change[] = [
    ...gone.map((person) => ({ kind: 'lead_erased' as const, person: person.number })),
    ...changed.map((person) => ({ kind: 'lead_updated' as const, person: person.number })),
  ]
  return { gone, left: [], changes }
}

/**
 * Writes what {@link forgetEvents} found, and removes the free text of the events that went. Who has said no after
 * `refusedAfter` has said it for good: an older yes that comes again makes them no lead.
 */
export async function saveForgotten(
  deps: AddressDeps,
  contract: ContractNumber,
  forgotten: Forgotten,
  eventIds: readonly string[],
  { at, refusedAfter }: { readonly at: number; readonly refusedAfter: number },
): Promise<void> {
  await messagesStore.deleteMessages(deps.db, contract, eventIds)
  await store.savePeople(deps.db, contract, forgotten.left)
  await store.forgetPeople(deps.db, contract, forgotten.gone, at)
  const refused = forgotten.gone.flatMap(({ email, consent, consentDecidedAt: until }) =>
    consent || until === null || until <= refusedAfter ? [] : [{ email, until }],
  )
  await rememberErased(deps, contract, refused)
}
