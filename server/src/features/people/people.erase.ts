import type { ContractId, ContractNumber } from '@catalytics/contract/ids.ts'
import type { Erasure, FindPerson, PastDelivery, PersonData } from '@catalytics/contract/people.ts'
import { isoInstant } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import type { Db } from '../../stores/directory/directory.ts'
import * as activity from '../activity/activity.ts'
import * as contracts from '../contracts/contracts.ts'
import * as store from './people.store.ts'
import type { Deps, PersonState } from './people.ts'

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
      : await store.personByLeadId(deps.db, contract.number, find.lead_id)
  if (person === undefined) throw new AppError('not_found', 'Nobody in this contract is known by that.')
  return person
}

/** Everything stored about one person, for the person (GDPR article 15). */
export async function personData(
  deps: ErasureDeps,
  actor: activity.Actor,
  id: ContractId,
  find: FindPerson,
): Promise<PersonData> {
  const contract = await contracts.requireContract(deps, id)
  const person = await requirePerson(deps, contract, find)
  // What was acknowledged a moment ago belongs to it.
  await deps.sequence.through(contract.number)
  await activity.record(deps, contract.number, actor, 'person_downloaded', { lead_id: person.leadId })
  const profile = Object.entries(person.profile).flatMap(([field, entry]) =>
    entry === undefined ? [] : [[field, { value: entry.value, at: isoInstant(entry.at) }] as const],
  )
  return {
    lead_id: person.leadId,
    email: person.email,
    profile: Object.fromEntries(profile) as PersonData['profile'],
    consent: {
      manufacturer: person.consent,
      at: person.consentDecidedAt === null ? null : isoInstant(person.consentDecidedAt),
      text: person.consentText,
    },
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

/**
 * Withdraws a person's consent: exports stop to show them from the next answer on, and the feed tells it.
 *
 * @returns whether there was a consent to withdraw
 */
export async function withdrawConsent(
  deps: Deps,
  actor: activity.Actor,
  id: ContractId,
  find: FindPerson,
): Promise<{ readonly lead_id: string; readonly withdrawn: boolean }> {
  const contract = await contracts.requireContract(deps, id)
  return await deps.sequence.turn(contract.number, async (turn) => {
    const person = await requirePerson(deps, contract, find)
    if (!person.consent) return { lead_id: person.leadId, withdrawn: false }
    const withdrawn: PersonState = {
      ...person,
      consent: false,
      consentDecidedAt: deps.clock().getTime(),
      consentText: null,
    }
    await turn.commit({
      events: [],
      changes: [{ kind: 'consent_withdrawn', person: person.number }],
      people: turn.people,
      write: async (tx) => {
        await store.savePeople(tx, contract.number, [withdrawn])
        await activity.record({ ...deps, db: tx }, contract.number, actor, 'consent_withdrawn', {
          lead_id: person.leadId,
        })
      },
    })
    return { lead_id: person.leadId, withdrawn: true }
  })
}

/**
 * Erases a person (GDPR article 17): directory, quote messages and quarantine at once, with what could point back at
 * them in the event store; the feed tells it. What takes long (the ledger's past deliveries, files made earlier, old
 * copies on the disk) follows in a job. Asked again by lead id, it answers how far the erasure is.
 */
export async function erasePerson(
  deps: ErasureDeps,
  actor: activity.Actor,
  id: ContractId,
  find: FindPerson,
): Promise<Erasure> {
  const contract = await contracts.requireContract(deps, id)
  const erasedAt = deps.clock().getTime()
  return await deps.sequence.turn(contract.number, async (turn) => {
    const before = await erasedBefore(deps, contract, find)
    if (before !== undefined) return await presentErasure(deps, contract, before)
    const found = await requirePerson(deps, contract, find)
    await turn.commit({
      events: [],
      changes: [{ kind: 'lead_erased', person: found.number }],
      people: turn.people,
      write: async (tx) => {
        await store.deletePerson(tx, contract.number, found, erasedAt)
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
  return await store.erasedByLeadId(deps.db, contract.number, find.lead_id)
}

/** How far an erasure is, and who had received the person. */
export async function erasureOf(deps: Deps, id: ContractId, leadId: string): Promise<Erasure> {
  const contract = await contracts.requireContract(deps, id)
  const erased = await store.erasedByLeadId(deps.db, contract.number, leadId)
  if (erased === undefined)
    throw new AppError('not_found', 'Nobody in this contract was erased under that id.')
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
