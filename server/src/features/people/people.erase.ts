import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type {
  Erasure,
  FindPerson,
  GetPerson,
  PastDelivery,
  PersonData,
  Withdrawal,
} from '@catalytics/contract/people.ts'
import { because } from '@catalytics/contract/reasons.ts'
import { isoInstant, isoInstantOrNull } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import { rememberErased } from './people.addresses.ts'
import * as store from './people.store.ts'
import type { Deps, PersonState } from './people.ts'
import * as twins from './people.twins.store.ts'

/** What other rooms keep of a person; handed in, so that this room need not know them. */
export type Traces = {
  /** Removes what the room keeps outside the directory's people; runs in the transaction of the erasure. */
  readonly removeByEmail: (tx: Db, contract: ContractNumber, email: string) => Promise<void>
  readonly countByEmail: (db: Db, contract: ContractNumber, email: string) => Promise<number>
  /** The person's actions, and the deliveries up to an instant (epoch milliseconds) that held the person. */
  readonly actionsOf: (contract: ContractNumber, person: number) => Promise<PersonData['actions']>
  readonly deliveriesOf: (
    contract: ContractNumber,
    person: number,
    until: number,
  ) => Promise<readonly store.StoredDelivery[]>
  /** Queues the part of an erasure that takes long; runs in the transaction of the erasure. */
  readonly finishLater: (tx: Db, contract: ContractNumber, person: number) => Promise<void>
}

type ErasureDeps = Deps & { readonly traces: Traces }
export type { ErasureDeps }

/** @throws AppError `not_found` when nobody in the contract is meant */
async function requirePerson(
  deps: Deps,
  contract: contracts.Contract,
  find: FindPerson,
): Promise<PersonState> {
  const person =
    find.lead_id === undefined
      ? (await store.peopleByEmail(deps.db, contract.number, [find.email ?? ''])).get(find.email ?? '')
      : await personOfLead(deps, contract, find.lead_id)
  if (person === undefined) throw new AppError('not_found', because('no_such_person'))
  return person
}

/** Also by the id of a lead that was merged into theirs: others may know them by it. */
async function personOfLead(
  { db }: Deps,
  { number }: contracts.Contract,
  leadId: string,
): Promise<PersonState | undefined> {
  const person = await store.personByLeadId(db, number, leadId)
  const successor = person === undefined ? await twins.successorOf(db, number, leadId) : undefined
  if (successor === undefined) return person
  return (await store.peopleByNumber(db, number, [successor])).get(successor)
}

/** The erasure of who had this lead id, or of whom that lead was merged into. */
async function erasureOfLead(
  { db }: Deps,
  { number }: contracts.Contract,
  leadId: string,
): Promise<store.ErasedPerson | undefined> {
  const successor = await twins.successorOf(db, number, leadId)
  return successor === undefined
    ? await store.erasedByLeadId(db, number, leadId)
    : await store.erasedByPerson(db, number, successor)
}

/** Everything stored about one person, for the person (GDPR article 15). */
export async function personData(
  deps: ErasureDeps,
  actor: activity.Actor,
  id: ContractId,
  find: GetPerson,
): Promise<PersonData> {
  const contract = await contracts.requireContract(deps, id)
  const person = await requirePerson(deps, contract, find)
  // What was acknowledged a moment ago belongs to it.
  await deps.sequence.through(contract.number)
  const type = find.purpose === 'download' ? 'person_downloaded' : 'person_viewed'
  await activity.record(deps, contract.number, actor, type, { lead_id: person.leadId })
  const profile = Object.entries(person.profile).flatMap(([field, entry]) =>
    entry === undefined ? [] : [[field, { value: entry.value, at: isoInstant(entry.at) }] as const],
  )
  return {
    lead_id: person.leadId,
    email: person.email,
    profile: Object.fromEntries(profile) as PersonData['profile'],
    consent: consentOf(person),
    first_seen_at: isoInstant(person.createdAt),
    actions: await deps.traces.actionsOf(contract.number, person.number),
    quarantined: await deps.traces.countByEmail(deps.db, contract.number, person.email),
    deliveries: await named(
      deps,
      contract,
      await deps.traces.deliveriesOf(contract.number, person.number, deps.clock().getTime()),
    ),
  }
}

function consentOf(person: PersonState): PersonData['consent'] {
  return {
    manufacturer: person.consent,
    at: isoInstantOrNull(person.consentDecidedAt),
    text: person.consentText,
  }
}

/**
 * Withdraws a person's consent: exports stop to show them from the next answer on, and the feed tells it. It stands
 * until the person decides anew: who has not agreed yet is not made a lead by an older yes that comes late.
 *
 * @param stillMay asked when it is this one's turn, which may have been long in coming
 * @returns whether there was a consent to withdraw, and what is known of it now
 * @throws whatever `stillMay` throws
 */
export async function withdrawConsent(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  find: FindPerson,
  stillMay: () => Promise<void>,
): Promise<Withdrawal> {
  const contract = await contracts.requireContract(deps, id)
  return await deps.sequence.turn(contract.number, async (turn) => {
    await stillMay()
    const person = await requirePerson(deps, contract, find)
    const withdrawn: PersonState = {
      ...person,
      consent: false,
      // A clock that was set back must not make it older than what it takes back.
      consentDecidedAt: Math.max(deps.clock().getTime(), person.consentDecidedAt ?? 0),
      consentText: null,
    }
    await turn.commit({
      events: [],
      changes: person.consent ? [{ kind: 'consent_withdrawn', person: person.number }] : [],
      people: turn.people,
      write: async (tx) => {
        await store.savePeople(tx, contract.number, [withdrawn])
        await activity.record({ ...deps, db: tx }, contract.number, actor, 'consent_withdrawn', {
          lead_id: person.leadId,
        })
      },
    })
    return { lead_id: person.leadId, withdrawn: person.consent, consent: consentOf(withdrawn) }
  })
}

/**
 * Erases a person (GDPR article 17): directory, quote messages and quarantine at once, with what could point back at
 * them in the event store; the feed tells it. What takes long (the ledger's past deliveries, files made earlier, old
 * copies on the disk) follows in a job. Asked again by lead id, it answers how far the erasure is.
 *
 * @param stillMay as of {@link withdrawConsent}
 */
export async function erasePerson(
  deps: ErasureDeps,
  actor: activity.Actor,
  id: ContractId,
  find: FindPerson,
  stillMay: () => Promise<void>,
): Promise<Erasure> {
  const contract = await contracts.requireContract(deps, id)
  const erasedAt = deps.clock().getTime()
  return await deps.sequence.turn(contract.number, async (turn) => {
    await stillMay()
    const before = await erasedBefore(deps, contract, find)
    if (before !== undefined) return await presentErasure(deps, contract, before)
    const found = await requirePerson(deps, contract, find)
    await turn.commit({
      events: [],
      changes: [{ kind: 'lead_erased', person: found.number }],
      people: turn.people,
      write: async (tx) => {
        await store.deletePerson(tx, contract.number, found, erasedAt)
        // A consent may have been said by a clock that is ahead: its repetition must not count either.
        const erased = { email: found.email, until: Math.max(erasedAt, found.consentDecidedAt ?? 0) }
        await rememberErased({ ...deps, db: tx }, contract.number, [erased])
        await deps.traces.removeByEmail(tx, contract.number, found.email)
        await activity.record({ ...deps, db: tx }, contract.number, actor, 'person_erased', {
          lead_id: found.leadId,
        })
        await deps.traces.finishLater(tx, contract.number, found.number)
      },
    })
    return { lead_id: found.leadId, status: 'running', erased_at: isoInstant(erasedAt), deliveries: [] }
  })
}

async function erasedBefore(
  deps: Deps,
  contract: contracts.Contract,
  find: FindPerson,
): Promise<store.ErasedPerson | undefined> {
  if (find.lead_id === undefined) return undefined
  return await erasureOfLead(deps, contract, find.lead_id)
}

/** How far an erasure is, and who had received the person. */
export async function erasureOf(deps: Deps, id: ContractId, leadId: string): Promise<Erasure> {
  const contract = await contracts.requireContract(deps, id)
  const erased = await erasureOfLead(deps, contract, leadId)
  if (erased === undefined) throw new AppError('not_found', because('no_such_erasure'))
  return await presentErasure(deps, contract, erased)
}

async function presentErasure(
  deps: Deps,
  contract: contracts.Contract,
  erased: store.ErasedPerson,
): Promise<Erasure> {
  return {
    lead_id: erased.lead_id,
    status: erased.deliveries === null ? 'running' : 'done',
    erased_at: isoInstant(erased.erased_at),
    deliveries: await named(deps, contract, erased.deliveries ?? []),
  }
}

/** With the receivers' names, which are looked up each time: they change, and the list of an erasure stays. */
async function named(
  deps: Deps,
  contract: contracts.Contract,
  deliveries: readonly store.StoredDelivery[],
): Promise<PastDelivery[]> {
  const actors = deliveries.map(({ actor }) => actor)
  const names = await activity.namesOf(deps, contract.number, actors)
  return deliveries.map((delivery) => ({ ...delivery, actor_name: names.get(delivery.actor) ?? null }))
}
